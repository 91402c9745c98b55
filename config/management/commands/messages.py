"""Keep the translations: `manage.py messages --update | --compile | --check`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import to_locale

from config.translations import (
    compile_catalog,
    compile_derived,
    derived_catalog,
    faults,
    gather,
    read_catalog,
    unmarked,
    update_catalog,
)

SOURCE_LANGUAGE = "en"


class Command(BaseCommand):
    """Gather, compile and check what the pages say, without gettext on the machine."""

    help = "Update, compile and check the translations."
    # A sentence can be gathered while a page is half written: neither URLs nor models are asked.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the three things to do; several may be asked for at once, in this order."""
        parser.add_argument(
            "--update", action="store_true", help="merge new sentences, drop those that are gone"
        )
        parser.add_argument("--compile", action="store_true", help="write the files that the site reads")
        parser.add_argument(
            "--check", action="store_true", help="fail where a sentence has no good translation"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked for every language but the source's own."""
        if not (options["update"] or options["compile"] or options["check"]):
            raise CommandError("Say what to do: --update, --compile or --check.")
        root, folder = Path(settings.BASE_DIR), Path(settings.LOCALE_PATHS[0])
        paths = {
            locale: folder / locale / "LC_MESSAGES" / "django.po"
            for code, _name in settings.LANGUAGES
            if code != SOURCE_LANGUAGE and (locale := to_locale(code)) not in settings.DERIVED_LOCALES
        }
        if options["update"]:
            for locale, path in paths.items():
                waiting = update_catalog(path, locale, gather(root))
                self.stdout.write(f"{locale}: {waiting} waiting for a translation.")
        if options["compile"]:
            for locale, path in paths.items():
                self.stdout.write(
                    f"{locale}: {'compiled' if compile_catalog(path, locale) else 'up to date'}."
                )
            self.derive(folder, paths)
        if options["check"]:
            self.judge(root, paths)

    def derive(self, folder: Path, paths: dict[str, Path]) -> None:
        """Write the languages that are converted from another."""
        for locale, source in settings.DERIVED_LOCALES.items():
            path = folder / locale / "LC_MESSAGES" / "django.po"
            is_written = compile_derived(path, locale, paths[source], source)
            self.stdout.write(f"{locale}: {'converted' if is_written else 'up to date'}.")

    def judge(self, root: Path, paths: dict[str, Path]) -> None:
        """Name each fault and fail, or say how many sentences are well."""
        found = gather(root)
        wrong = list(unmarked(root, names=[str(name) for _code, name in settings.LANGUAGES]))
        catalogs = {locale: read_catalog(path, locale) for locale, path in paths.items()}
        for locale, catalog in catalogs.items():
            wrong += [f"{locale}: {fault}" for fault in faults(catalog, found)]
        for locale, source in settings.DERIVED_LOCALES.items():
            # What its source lacks is mended there, and named once.
            known = set(faults(catalogs[source], found))
            derived = derived_catalog(catalogs[source], locale)
            wrong += [f"{locale}: {fault}" for fault in faults(derived, found) if fault not in known]
        for line in wrong:
            self.stderr.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} faults in the translations.")
        self.stdout.write(f"{len(found)} sentences, all translated.")
