"""The catalog of translations: gather the English sentences, merge, compile and judge with Babel alone.

Only `manage.py messages` and its tests call this. The source language is English, so a sentence is its own key.
"""

import ast
import os
import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize
from opencc import OpenCC

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
METHODS = [("**.py", "python"), ("**.html", "config.translations:extract_template")]
LEFT_OUT = {"var", "node_modules", "tests", "bench", "bin", "docs", "locale", "__pycache__"}

# What `templatize` writes for a tag: a call whose arguments are Python literals.
STRING = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
CALL = re.compile(rf"(?<![\w.])(n?p?gettext|_)\(\s*({STRING}(?:\s*,\s*{STRING})*)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|%[sd]|\{\w*\}")
# Attributes whose value a person reads.
SPOKEN = {"alt", "aria-label", "content", "data-done", "data-label", "label", "placeholder", "title"}
# Simplified to traditional, letter by letter and phrase by phrase; the words of the law stay its own.
CONVERSION = "s2tw"
# Abbreviations (PDF, SHA-256) are the same in every language.
WORD = re.compile(r"[A-Za-z][a-z]|[a-z][A-Za-z]")


def extract_template(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: dict[str, Any]
) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    """Yield what a Django template has translated, in the form Babel asks of an extractor."""
    source = templatize(fileobj.read().decode())
    for call in CALL.finditer(source):
        line = source.count("\n", 0, call.start()) + 1
        yield line, call[1], tuple(ast.literal_eval(text) for text in re.findall(STRING, call[2])), []


def is_searched(directory: str | os.PathLike[str]) -> bool:
    """Say whether sentences of the pages can stand in this directory."""
    name = Path(directory).name
    return name not in LEFT_OUT and not name.startswith(".")


def gather(root: Path) -> Catalog:
    """Return every sentence in the code and the templates below `root`, with its files."""
    found = Catalog(charset="utf-8")
    for file, line, message, comments, context in extract_from_dir(
        root, method_map=METHODS, keywords=KEYWORDS, directory_filter=is_searched
    ):
        found.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return found


def read_catalog(path: Path, locale: str) -> Catalog:
    """Return the catalog in a PO file, an empty one where there is no file yet."""
    if not path.exists():
        return Catalog(
            locale=locale,
            header_comment=f"# {locale} for Chuishao.",
            project="chuishao",
            version="1",
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def update_catalog(path: Path, locale: str, found: Catalog) -> int:
    """Merge new sentences into the PO file, drop what is gone, and return how many wait for a translation.

    Nothing is guessed: a changed sentence comes out empty. No dates and no line numbers, so that a change of one
    sentence is a change of a few lines.
    """
    catalog = read_catalog(path, locale)
    catalog.update(found, no_fuzzy_matching=True, update_creation_date=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return sum(1 for message in catalog if message.id and not is_translated(message))


def compile_catalog(path: Path, locale: str) -> bool:
    """Write the MO file beside the PO file where it is older; return whether it was written."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
        return False
    _write_whole(target, read_catalog(path, locale))
    return True


def _write_whole(target: Path, catalog: Catalog) -> None:
    """Write a MO file: a server that starts just now reads the old one or the new one, never half of one."""
    half = target.with_suffix(".half")
    with half.open("wb") as file:
        write_mo(file, catalog)
    half.replace(target)


def derived_catalog(catalog: Catalog, locale: str) -> Catalog:
    """Return the catalog of another way of writing, each sentence converted by OpenCC; English keys stay."""
    converter = OpenCC(CONVERSION)
    found = Catalog(locale=locale, project="chuishao", version="1", fuzzy=False)
    for message in catalog:
        if message.id:
            texts = [converter.convert(text) for text in _texts(message.string)]
            string = texts if message.pluralizable else texts[0]
            found.add(message.id, string, message.locations, context=message.context)
    return found


def compile_derived(path: Path, locale: str, source: Path, source_locale: str) -> bool:
    """Write the MO file of a converted language where it is older than what it comes from, or than its conversion."""
    target = path.with_suffix(".mo")
    made_from = max(source.stat().st_mtime, Path(__file__).stat().st_mtime)
    if target.exists() and target.stat().st_mtime >= made_from:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(target, derived_catalog(read_catalog(source, source_locale), locale))
    return True


def faults(catalog: Catalog, found: Catalog) -> Iterator[str]:
    """Yield a line for each sentence that a reader of this language would miss or see wrong."""
    for wanted in found:
        message = catalog.get(_key(wanted), wanted.context)
        if not wanted.id:
            continue
        if message is None or message.pluralizable != wanted.pluralizable:
            yield f"missing: {_name(wanted)}"
        elif not is_translated(message):
            yield f"untranslated: {_name(message)}"
        elif message.fuzzy:
            yield f"fuzzy: {_name(message)}"
        elif not has_same_placeholders(message):
            yield f"placeholders differ: {_name(message)}"
    for message in [*catalog, *catalog.obsolete.values()]:
        if message.id and found.get(_key(message), message.context) is None:
            yield f"obsolete: {_name(message)}"


def is_translated(message: Message) -> bool:
    """Say whether every form of the message has words."""
    return all(text.strip() for text in _texts(message.string)) if message.string else False


def has_same_placeholders(message: Message) -> bool:
    """Say whether each form of the translation fills in what the English (its plural, if it has one) fills in."""
    source = _texts(message.id)[-1]
    wanted = sorted(PLACEHOLDER.findall(source))
    is_filled = any(text.startswith("%(") or text == "%s" for text in wanted)
    for text in _texts(message.string):
        if sorted(PLACEHOLDER.findall(text)) != wanted:
            return False
        if is_filled and "%" in PLACEHOLDER.sub("", text):
            return False
    return True


def unmarked(root: Path, *, names: Collection[str]) -> Iterator[str]:
    """Yield words that stand in a template outside any translation, so that no catalog could ever hold them.

    `names` are the languages' own names, which are the same for every reader.
    """
    for folder, below, files in os.walk(root):
        below[:] = sorted(name for name in below if is_searched(name))
        for path in sorted(Path(folder) / name for name in files if name.endswith(".html")):
            for words in _SpokenWords(path.read_text(), names).found:
                yield f"not marked for translation: {words!r} in {path.relative_to(root)}"


class _SpokenWords(HTMLParser):
    """Collects the Latin words that a template writes itself, in text and in spoken attributes."""

    def __init__(self, source: str, names: Collection[str]) -> None:
        super().__init__()
        self.names = names
        self.found: list[str] = []
        self.silent = 0
        self.feed(_without_tags(source))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.silent += tag in {"script", "style", "code"}
        for name, value in attrs:
            if name in SPOKEN and not (tag == "meta" and values.get("name") != "description"):
                self.handle_data(value or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style", "code"}

    def handle_data(self, data: str) -> None:
        for name in self.names:
            data = data.replace(name, "")
        if not self.silent and WORD.search(data):
            self.found.append(" ".join(data.split()))


def _without_tags(source: str) -> str:
    """Return a template's own text: tags, variables, comments, translated blocks and blocks of classes taken out."""
    kept, closing = [], ""
    for token in Lexer(source).tokenize():
        words = token.contents.split() if token.token_type == TokenType.BLOCK else [""]
        if closing:
            closing = "" if words[0] == closing else closing
        elif words[0] in {"blocktranslate", "blocktrans", "comment"} or (
            words[0] == "block" and words[1].endswith(("_class", "_attributes"))
        ):
            closing = f"end{words[0]}"
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
    return "".join(kept)


def _key(message: Message) -> str:
    return _texts(message.id)[0]


def _name(message: Message) -> str:
    context = f" ({message.context})" if message.context else ""
    files = ", ".join(sorted({file for file, _line in message.locations}))
    return f"{_key(message)!r}{context}" + (f" in {files}" if files else "")


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [text or "" for text in value]
