"""Whoever adds a sentence is told when its translation is missing, guessed, stale or would break on the page."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import gettext, ngettext, override, trans_real

TEMPLATE = """{% load i18n %}<h1 title="{% translate "Title" %}">{% translate "Year" context "date" %}</h1>
{% blocktranslate trimmed with n=count %}
  {{ n }} of
  them
{% endblocktranslate %}{% blocktranslate count n=count %}{{ n }} case{% plural %}{{ n }} cases{% endblocktranslate %}
{{ name|default:_("nobody") }}{% include "part.html" with text=_('Inside "quotes"') %}{% translate "100% safe" %}
"""
CODE = """from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy
WORDS = _("One " "sentence"), pgettext_lazy("move", "Close")
def told(n): return ngettext("%(n)s file", "%(n)s files", n)
"""
TRANSLATED = {
    "Title": "标题",
    "%(n)s of them": "其中 %(n)s 个",
    "%(n)s case": "%(n)s 件案件",
    "nobody": "无",
    r"Inside \"quotes\"": "引号内",
    "100%% safe": "100%% 安全",
    "One sentence": "一句话",
    "Close": "结案",
    "%(n)s file": "%(n)s 个文件",
    "Year": "年",
}


@pytest.fixture
def tree(tmp_path: Path, settings: Any) -> Path:
    """A small house of its own: a page and a module that speak, and folders that do not count."""
    for name in ("templates", "reports", "tests", ".venv", "node_modules"):
        (tmp_path / name).mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "reports" / "states.py").write_text(CODE)
    for name in ("tests", ".venv", "node_modules"):
        (tmp_path / name / "other.py").write_text('_("not ours")')
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path


def po(tree: Path) -> Path:
    return tree / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def translate(tree: Path, words: dict[str, str] = TRANSLATED) -> None:
    """Fill in translations as a translator would, in the file."""
    lines = po(tree).read_text().splitlines()
    for number, line in enumerate(lines):
        for msgid, text in words.items():
            if line == f'msgid "{msgid}"':
                target = next(at for at in range(number, len(lines)) if lines[at].startswith("msgstr"))
                lines[target] = f'{lines[target].split(" ")[0]} "{text}"'
    po(tree).write_text("\n".join(lines) + "\n")


@pytest.fixture
def translated(tree: Path) -> Path:
    call_command("messages", "--update")
    translate(tree)
    call_command("messages", "--check")
    return tree


def complaints(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Run the check, which must fail, and return what it names."""
    capsys.readouterr()
    with pytest.raises(CommandError):
        call_command("messages", "--check")
    return capsys.readouterr().err.splitlines()


def test_every_sentence_of_this_repository_is_translated() -> None:
    call_command("messages", "--check")


def test_update_gathers_code_and_templates_and_nothing_else(translated: Path) -> None:
    text = po(translated).read_text()
    for msgid in TRANSLATED:
        assert f'msgid "{msgid}"' in text
    assert 'msgid_plural "%(n)s cases"' in text
    assert 'msgctxt "date"\nmsgid "Year"' in text
    assert 'msgctxt "move"\nmsgid "Close"' in text
    assert "not ours" not in text
    assert "#: templates/page.html\n" in text  # no line numbers


def test_update_again_changes_nothing(translated: Path) -> None:
    before = po(translated).read_text()
    call_command("messages", "--update")
    assert po(translated).read_text() == before


def test_update_guesses_no_translation_and_drops_what_is_gone(translated: Path) -> None:
    (translated / "reports" / "states.py").write_text('_("One sentence.")\n_("A new sentence")\n')
    call_command("messages", "--update")
    text = po(translated).read_text()
    assert 'msgid "One sentence."\nmsgstr ""' in text
    assert "一句话" not in text
    assert "fuzzy" not in text


def test_a_missing_sentence_fails_and_is_named(translated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (translated / "reports" / "states.py").open("a") as file:
        file.write('_("A new sentence")\n')
    assert complaints(capsys) == ["zh_Hans: missing: 'A new sentence' in reports/states.py"]


def test_an_empty_translation_fails_and_is_named(
    translated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(translated, {"One sentence": ""})
    assert complaints(capsys) == ["zh_Hans: untranslated: 'One sentence' in reports/states.py"]


def test_a_fuzzy_translation_fails_and_is_named(translated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = po(translated).read_text()
    po(translated).write_text(text.replace('msgid "One sentence"', '#, fuzzy\nmsgid "One sentence"'))
    assert complaints(capsys) == ["zh_Hans: fuzzy: 'One sentence' in reports/states.py"]


def test_an_obsolete_translation_fails_and_is_named(
    translated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with po(translated).open("a") as file:
        file.write('\nmsgid "Gone"\nmsgstr "没了"\n\n#~ msgid "Long gone"\n#~ msgstr "早没了"\n')
    assert complaints(capsys) == ["zh_Hans: obsolete: 'Gone'", "zh_Hans: obsolete: 'Long gone'"]


@pytest.mark.parametrize("wrong", ["其中几个", "其中 %(m)s 个", "其中 %(n)s 个 %(n)s", "其中 %(n)s 个，100%"])
def test_other_placeholders_than_the_source_fail(
    translated: Path, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    translate(translated, {"%(n)s of them": wrong})
    assert complaints(capsys) == ["zh_Hans: placeholders differ: '%(n)s of them' in templates/page.html"]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>Forgotten words</p>", "Forgotten words"),
        ('<input placeholder="Type here">', "Type here"),
        ("{% if a %}<b>{{ a }}</b> and more{% endif %}", "and more"),
    ],
)
def test_words_outside_any_translation_fail(
    translated: Path, page: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (translated / "templates" / "bare.html").write_text(page)
    assert complaints(capsys) == [f"not marked for translation: {words!r} in templates/bare.html"]


@pytest.mark.parametrize(
    "page",
    [
        '<p class="cs-text" data-module="x">PDF · 中文 {{ name }}</p>',
        "{% comment %}Parameters: words{% endcomment %}{# more words #}<code>abc</code>",
        '{% block body_class %}wide page{% endblock %}<meta name="viewport" content="width=device-width">',
        "<button>English</button>",
    ],
)
def test_what_is_no_sentence_may_stand_in_a_template(translated: Path, page: str) -> None:
    (translated / "templates" / "bare.html").write_text(page)
    call_command("messages", "--check")


def test_compiled_translations_are_what_pages_say(translated: Path) -> None:
    call_command("messages", "--compile")
    trans_real._translations.clear()
    try:
        with override("zh-hans"):
            assert gettext("One sentence") == "一句话"
            assert ngettext("%(n)s file", "%(n)s files", 2) % {"n": 2} == "2 个文件"
        with override("en"):
            assert gettext("One sentence") == "One sentence"
    finally:
        trans_real._translations.clear()


def test_compile_writes_only_when_something_changed(
    translated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("messages", "--compile")
    call_command("messages", "--compile")
    once = "zh_Hans: compiled.\nzh_Hant: converted.\n"
    assert capsys.readouterr().out.endswith(f"{once}zh_Hans: up to date.\nzh_Hant: up to date.\n")
    later = po(translated).with_suffix(".mo").stat().st_mtime + 10
    os.utime(po(translated), (later, later))
    call_command("messages", "--compile")
    assert "compiled" in capsys.readouterr().out


def test_without_a_task_the_command_says_what_it_can_do() -> None:
    with pytest.raises(CommandError, match="--update"):
        call_command("messages")
