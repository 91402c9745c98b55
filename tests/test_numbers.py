"""No number of the law stands outside `statutes/rules`: not in code, not in a template, not in a sentence.

Every numeric literal of the floors is looked at. What is free is said by its place (the size of a column, a status of
HTTP); every other number stands below, by file, with the reason why no law could change it.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
FLOORS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
FREE = {-1, 0, 1, 2}  # arithmetic, first and last, halves and pairs
# The size of what a machine holds or a page shows, wherever it is given under one of these names.
SIZES = {
    "max_length",
    "min_length",
    "max_digits",
    "decimal_places",
    "digest_size",
    "maxsize",
    "rows",
    "longest",
}
STATUSES = "status"  # of HTTP
# The invented district of the demonstration: its fines, deaths and days are facts of stories.
STORIES = "config/demonstration/"

# Modules about a format alone: every number there is one of a cipher, a file, a drawing or a way of writing numbers.
FORMATS = (
    "vault/cleaning/",
    "vault/keys.py",
    "vault/receipts.py",
    "vault/sealing.py",
    "vault/shares.py",
    "vault/streams.py",
    "notices/marks.py",
    "notices/wording.py",
    "config/replay/values.py",
)

SIZE, PAGE, MONEY, TYPE, KEY, MACHINE = (
    "how much a machine holds at once",
    "how much a page shows",
    "fen in a yuan, hundredths in a whole",
    "the drawing of a paper",
    "sizes and costs of a cipher",
    "how programs wait, retry and end",
)
REASONS: dict[str, tuple[str, set[float]]] = {
    "desk/forms_bulk.py": (KEY, {8}),
    "desk/services/bulk.py": (PAGE, {10}),
    "desk/selectors/bulk.py": (PAGE, {10, 200}),
    "desk/services/founding.py": (KEY, {16, 384}),
    "desk/services/joining.py": (PAGE, {3}),
    "accounts/services.py": (SIZE, {5}),
    "alarms/forms.py": (SIZE, {20}),
    "alarms/gateways.py": ("a status of HTTP; how long a provider may take", {10, 100}),
    "alarms/planning.py": (f"more days than a month has; {PAGE}", {31, 40}),
    "alarms/views.py": (PAGE, {31}),
    "config/backups/archive.py": (f"{SIZE}; rights of a folder", {8, 10, 1024, 0o700}),
    "config/backups/growing.py": (f"{SIZE}; {PAGE}", {10, 2_000}),
    "config/backups/making.py": (SIZE, {1024}),
    "config/backups/restoring.py": (f"{PAGE}; rights of a folder", {10, 0o700}),
    "config/backups/tables.py": (SIZE, {1024}),
    "config/formats/en/formats.py": (PAGE, {3}),
    "config/formats/zh_Hans/formats.py": (PAGE, {3}),
    "config/management/commands/move_to_postgres.py": (PAGE, {16}),
    "config/management/commands/watch.py": ("a port", {9110}),
    "config/management/commands/replay.py": (MACHINE, {130}),
    "config/replay/__main__.py": (MACHINE, {130}),
    "config/replay/accident_cases.py": (
        "noon of a day; places of a division code; length of a name",
        {6, 12, 40},
    ),
    "config/replay/accidents.py": ("Chinese words for numbers", {10_000}),
    "config/replay/house.py": (
        "when an invented step of a replayed case happens; length of a name",
        {15, 40},
    ),
    "config/replay/kinds.py": (PAGE, {200}),
    "config/replay/listings.py": ("months in a year", {12}),
    "config/replay/outcomes.py": (PAGE, {10, 14, 15}),
    "config/replay/reading.py": (SIZE, {1_000_000}),
    "config/replay/penalty_rows.py": (MONEY, {100}),
    "config/replay/rewards.py": (PAGE, {500}),
    "config/replay/scratch.py": (MACHINE, {128}),
    "config/replay/words.py": (PAGE, {60, 150, 1000}),
    "config/session_store.py": (SIZE, {32}),
    "config/settings.py": (
        f"{SIZE}; {MACHINE}",
        {0.1, 5, 7, 8, 9, 10, 15, 20, 24, 30, 32, 60, 90, 100, 120, 365, 600}
        | {900, 1024, 3600, 600_000, 10**8},
    ),
    "config/watching.py": (f"{MACHINE}; statuses of HTTP", {10, 200, 404, 503, 1024, 1e6}),
    "config/schedule.py": (f"{MACHINE}: how often and when", {3, 6, 10, 15, 24, 30, 60, 300, 3600}),
    "config/bucket.py": (f"{MACHINE}: how long a bucket may take", {3, 20}),
    "config/translations.py": (PAGE, {3, 110}),
    "desk/forms_rulebook.py": (PAGE, {20}),
    "desk/models.py": (SIZE, {64}),
    "desk/forms_search.py": (SIZE, {100}),
    "desk/forms_work.py": (SIZE, {30}),
    "desk/selectors/comments.py": (PAGE, {20}),
    "desk/selectors/seeking.py": (PAGE, {5, 20}),
    "desk/selectors/waiting.py": (PAGE, {500}),
    "desk/views_work.py": (PAGE, {200}),
    "workflow/words.py": (MACHINE, {3, 6, 25, 1000, 20_000}),
    "workflow/selectors.py": (PAGE, {1000}),
    "desk/selectors/keys.py": (PAGE, {200}),
    "desk/selectors/work.py": (PAGE, {50}),
    "desk/services/second_factor.py": ("the code of a second factor (RFC 6238)", {6, 10, 14, 20, 30}),
    "desk/services/signing_in.py": ("seconds in a minute", {60}),
    "desk/services/throttle.py": (MACHINE, {16, 20}),
    "desk/views.py": (PAGE, {5, 25, 100}),
    "desk/views_people.py": (MACHINE, {20, 200}),
    "desk/views_rulebook.py": (PAGE, {40}),
    "desk/views_sign_in.py": ("how a code is drawn", {4}),
    "desk/forms_seals.py": ("millimetres of a seal", {30, 42, 60}),
    "enterprises/selectors.py": (PAGE, {10}),
    "insights/calculator.py": ("an example between two that the rules give", {5}),
    "insights/forms.py": (SIZE, {10, 999}),
    "insights/views.py": (f"{PAGE}: a year", {52}),
    "insights/editions.py": (MONEY, {100}),
    "insights/views_reports.py": (PAGE, {40}),
    "insights/dashboard.py": (f"{MACHINE}: how long figures are kept", {600}),
    "desk/forms_mail.py": ("hours of a day", {24}),
    "desk/selectors/audit.py": (f"{PAGE}: weeks of a year, hours of a day, lines", {24, 52, 500}),
    "desk/services/reminders.py": (MACHINE, {10, 500}),
    "desk/views_audit.py": (PAGE, {50, 20_000}),
    "desk/views_mail.py": (PAGE, {50}),
    "workflow/services/checks.py": (PAGE, {20}),
    "insights/panels.py": ("a hundredth, the middle, nine in ten; columns", {0.5, 0.9, 4, 100}),
    "insights/spans.py": ("months, days and years of the calendar", {3, 7, 28, 31}),
    "insights/tiles.py": ("shades of a picture", {5}),
    "interface/forms.py": ("the first year that is not taken for mistyped", {1900}),
    "interface/figures.py": ("the smallest count that is said", {5}),
    "interface/templatetags/house.py": (f"words of a template tag, days before a colour; {SIZE}", {3, 256}),
    "statutes/investigation.py": ("places of a division code", {4, 6}),
    "investigations/forms/findings.py": (SIZE, {8, 20, 60, 300, 9999}),
    "investigations/forms/rectification.py": (SIZE, {30}),
    "investigations/forms/evidence.py": (SIZE, {40}),
    "investigations/forms/field.py": (
        "room for questions; the length of a key; three empty questions to begin with",
        {60, 2000, 32, 3},
    ),
    "investigations/verify_bundle.py": (
        "the curve of RFC 8032",
        {3, 4, 5, 8, 19, 32, 64, 252, 255, 121665, 121666, 1024, 27742317777372353535851937790883648493},
    ),
    "investigations/forms/fields.py": (SIZE, {12, 9999}),
    "investigations/models/reported.py": (MONEY, {100}),
    "investigations/services/field.py": ("how much of a number is shown to tell it by", {4}),
    "investigations/services/disasters.py": (f"{MONEY}; {SIZE}", {100, 200}),
    "investigations/models/findings.py": (f"{MONEY}; bytes of a mark", {4, 100}),
    "investigations/services/accidents.py": (MONEY, {100}),
    "investigations/services/findings.py": (MONEY, {100}),
    "notices/certificates.py": (MACHINE, {10, 40}),
    "notices/checking.py": (MACHINE, {3, 20, 1024}),
    "notices/drawing.py": (MACHINE, {30}),
    "notices/fonts.py": (TYPE, {6}),
    "notices/forms.py": (SIZE, {20_000}),
    "notices/forms_service.py": (SIZE, {10, 1024, 20_000}),
    "notices/keys.py": (
        "how long a certificate lasts; a key's file is its owner's alone",
        {3, 5, 365, 0o600, 0o644},
    ),
    "notices/models.py": ("letters of a verification code; millimetres of a seal", {4, 12, 30, 60}),
    "notices/rendering.py": (TYPE, {0.3, 80}),
    "notices/migrations/0001_papers_numbers_seals_service.py": ("millimetres of a seal", {30, 60}),
    "notices/seals.py": ("points and bytes of an image of a seal", {0.05, 300, 1024, 2400}),
    "notices/selectors.py": (PAGE, {200}),
    "notices/services.py": (SIZE, {16}),
    "notices/sheets.py": (MACHINE, {60}),
    "notices/views_numbers.py": (PAGE, {100}),
    "notices/templatetags/paper.py": (TYPE, {0.5, 4, 14, 42, 434}),
    "outreach/models.py": ("letters of a code", {6}),
    "outreach/posters.py": ("Chinese words for numbers", {10_000}),
    "outreach/selectors.py": (
        "months in a year, more days than a month has; one decoy in so many",
        {4, 12, 31},
    ),
    "outreach/views.py": (PAGE, {25}),
    "partners/calling.py": ("ports, and how long a call may take", {4, 5, 10, 80, 443}),
    "partners/describing.py": ("statuses of HTTP", {400}),
    "partners/forms.py": (f"how long and how often a key opens; {SIZE}", {4, 60, 366, 600, 5000, 100_000}),
    "partners/problems.py": ("statuses of HTTP", {400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503}),
    "partners/services/filing.py": ("a status of HTTP", {201}),
    "partners/services/hooks.py": (
        f"{MACHINE}; {KEY}; statuses of HTTP",
        {5, 10, 14, 20, 24, 30, 32, 60, 200, 300, 3600},
    ),
    "partners/services/keys.py": (KEY, {6, 32}),
    "partners/services/lists.py": (MACHINE, {3}),
    "partners/services/transfers.py": ("a status of HTTP", {200}),
    "partners/views.py": (PAGE, {20}),
    "partners/views_public.py": (f"{SIZE}; statuses of HTTP", {64, 100, 200, 201, 1024}),
    "reports/admission.py": (
        "what a machine may be asked for in an hour, and the work it asks in return",
        {4, 8, 10, 16, 20, 32, 60, 200, 300, 400, 1200, 2000},
    ),
    "reports/drafts.py": (SIZE, {32}),
    "reports/explanations.py": ("steps of the way that is drawn", {4, 5}),
    "reports/forms_entry.py": (SIZE, {5, 365}),
    "reports/likeness.py": (
        "weights of a likeness that a person judges; how near two days are; how many tips are compared",
        {3, 10, 15, 20, 30, 40, 45, 80, 200, 365},
    ),
    "reports/forms_intake.py": ("bytes of a mark for one click", {8}),
    "reports/forms_public/fields.py": (SIZE, {999, 1950}),
    "reports/forms_public/receipt.py": ("digits of a receipt code; rows of a text", {3, 4, 8}),
    "reports/forms_public/steps.py": (SIZE, {10, 120, 5000}),
    "reports/panels.py": ("the order of panels", {90, 95}),
    "reports/questions.py": (SIZE, {40, 20_000}),
    "reports/services/passwords.py": ("tries of a password and the minutes of a wait", {3, 15}),
    "reports/services/tips.py": (MACHINE, {20}),
    "reports/telltales.py": ("the check digit of a bank card (Luhn)", {9, 10, 16, 19}),
    "reports/selectors.py": (PAGE, {10}),
    "reports/views_disclosures.py": (SIZE, {20}),
    "reports/views_intake.py": (f"{PAGE}; the third group of a reference", {3, 50}),
    "reports/views_entry.py": ("digits of a receipt code", {4}),
    "reports/views_keeping.py": (PAGE, {25}),
    "reports/views_public/filing.py": ("digits of a receipt code", {4}),
    "reports/views_public/waiting.py": ("a status of HTTP", {429}),
    "rewards/forms_desk.py": (f"{SIZE}; years that a form takes; fen", {14, 100, 2018, 2099}),
    "rewards/models/budgets.py": (MONEY, {100}),
    "rewards/models/clawbacks.py": (MONEY, {100}),
    "rewards/models/files.py": (MONEY, {100}),
    "rewards/models/payments.py": (MONEY, {100}),
    "rewards/forms_assessment.py": (SIZE, {1000}),
    "rewards/models/assessed.py": (MONEY, {100}),
    "rewards/models/shares.py": (MONEY, {100}),
    "rewards/forms_fabrications.py": (SIZE, {3000}),
    "rewards/panels.py": ("the order of panels", {15, 20}),
    "rewards/payees.py": ("the length of a code", {3, 4, 10}),
    "rewards/selectors/budgets.py": (MONEY, {100}),
    "rewards/services/assessments.py": (MONEY, {100}),
    "rewards/services/payment_files.py": (PAGE, {10}),
    "rewards/views_budgets.py": (PAGE, {25}),
    "rewards/views_payments.py": (MONEY, {100}),
    "sanctions/feeds.py": ("the day from which computers count", {1970}),
    "sanctions/models/measures.py": (MONEY, {100}),
    "sanctions/models/preparing.py": (MONEY, {100}),
    "sanctions/services/preparing.py": (MONEY, {100}),
    "sanctions/forms_proceeding.py": (f"{SIZE}; letters of a provision in a list", {60, 200}),
    "sanctions/selectors.py": (PAGE, {8}),
    "sanctions/notices.py": (MONEY, {100}),
    "sanctions/services/enforcement.py": (MONEY, {100}),
    "sanctions/models/settling.py": (MONEY, {100}),
    "sanctions/services/settling.py": (MONEY, {100}),
    "sanctions/forms.py": (MONEY, {100}),
    "sanctions/forms_listing.py": ("how many years a person may look back", {50}),
    "sanctions/services/publicity.py": (SIZE, {200}),
    "interface/sheets.py": (
        "bytes of an unpacked table, its lines and cells; parts of a date; letters of a name",
        {3, 31, 64, 100, 1024, 2000, 10_000},
    ),
    "sanctions/forms_remittances.py": ("mebibytes of a table", {4}),
    "sanctions/models/remittances.py": (MONEY, {100}),
    "sanctions/remittances.py": (
        f"{MONEY}; digits of an amount and lengths of cells",
        {13, 64, 100, 120, 200},
    ),
    "sanctions/services/remittances.py": (MONEY, {100}),
    "sanctions/forms_credit.py": (SIZE, {40}),
    "sanctions/forms_warnings.py": (SIZE, {20, 60}),
    "sanctions/publishing.py": (
        "lengths of fields; ten thousand yuan, in which the standard counts",
        {200, 2000, 4000, 10_000},
    ),
    "sanctions/services/credit.py": (SIZE, {300, 1000}),
    "sanctions/views_listings.py": (PAGE, {50}),
    "sanctions/views_public.py": (f"{PAGE}; bytes of a mark", {32, 50, 120}),
    "statutes/announcing.py": ("parts of a date; how much is typed in a line", {3, 31}),
    "statutes/calendar.py": ("months in a year", {12}),
    "statutes/documents.py": ("steps between the places of a list", {10}),
    "statutes/rewards/sharing.py": (MONEY, {100}),
    "statutes/rewards/sheet.py": (MONEY, {100}),
    "statutes/rulebook.py": (SIZE, {12}),
    "statutes/services.py": (SIZE, {16}),
    "statutes/wording.py": (MONEY, {100}),
    "vault/migrations/0001_keys_envelopes_files.py": ("shares of the escrow key", {3}),
    "vault/models/keys.py": (f"{SIZE}; shares of the escrow key", {3, 12, 64}),
    "vault/services/copies.py": (f"{MACHINE}; who may read a file of the system", {3, 20, 384, 448}),
    "vault/services/envelopes.py": (KEY, {256}),
    "vault/services/escrow.py": (KEY, {19456}),
    "vault/services/resealing.py": (MACHINE, {5, 50}),
    "vault/uploads.py": (SIZE, {5, 8, 10, 256, 1024}),
    "workflow/forms.py": (SIZE, {8}),
    "workflow/integrity.py": (SIZE, {2000}),
    "workflow/management/commands/verify_log.py": (PAGE, {20}),
    "workflow/management/commands/seals.py": (PAGE, {20}),
    "workflow/models/subjects.py": ("parts of a reference", {3}),
    "workflow/services/clocks.py": (SIZE, {200}),
    "workflow/services/warnings.py": (MACHINE, {500}),
    "workflow/services/deliveries.py": (MACHINE, {5, 10, 12, 500}),
    "workflow/services/moves.py": (SIZE, {16}),
    "workflow/views.py": (f"{PAGE}; parts of a reference", {3, 25, 50}),
}
# A number with a unit of the law, in a sentence. One of something is a way of speaking.
NUMERAL = r"(?:\d[\d,.]*|[一二两三四五六七八九十百]{2,}|[二两三四五六七八九十百])"
CHINESE = re.compile(rf"{NUMERAL}\s*[万亿]?\s*[个余]?(?:元|日|天|工作日|小时|个?月|年|倍|％|%|分钟)")
WORDS = "two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety"
ENGLISH = re.compile(
    rf"\b(?:\d[\d,.]*|{WORDS})[ -]"
    r"(?:yuan|(?:working |calendar )?days?|hours?|minutes?|months?|years?|per ?cent|times)\b|\d\s*%",
    re.IGNORECASE,
)
A_DATE = re.compile(r"\d{4} ?年(?: ?\d{1,2} ?月 ?\d{1,2} ?日)?")
COMPARED = re.compile(r"{%\s*(?:el)?if\b[^%]*?(?:[<>]=?|==)\s*(\d+)")
SPOKEN = {
    "two hours": "how long a browser keeps the answers of a form",
    "两小时": "the same",
    "two months": "an example of what somebody may write",
    "两个月": "the same",
    "three times": "how often a program tries",
}


def code() -> Iterator[tuple[str, ast.Module]]:
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def numbers_in(tree: ast.AST) -> Iterator[ast.Constant]:
    """Go through the numbers that are neither free nor a size nor a status, by where they stand."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.keyword) and node.arg in {*SIZES, STATUSES}:
            yield from _computed(node.value) if node.arg in SIZES else ()
        elif isinstance(node, ast.Dict):
            free = {key.value for key in node.keys if isinstance(key, ast.Constant)} & SIZES
            for key, value in zip(node.keys, node.values, strict=True):
                is_size = isinstance(key, ast.Constant) and key.value in free
                for part in (key, value):
                    if part is not None and not (is_size and isinstance(part, ast.Constant)):
                        yield from numbers_in(ast.Expression(part))
        elif isinstance(node, ast.arguments):
            yield from _defaults(node)
        elif isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == [STATUSES]:
            continue
        elif isinstance(node, ast.Constant):
            if type(node.value) in (int, float, complex) and node.value not in FREE:
                yield node
        else:
            yield from numbers_in(node)


def _computed(value: ast.expr) -> Iterator[ast.Constant]:
    """A size is a plain number; whatever is computed is looked at like everything else."""
    if not isinstance(value, ast.Constant):
        yield from numbers_in(ast.Expression(value))


def _defaults(arguments: ast.arguments) -> Iterator[ast.Constant]:
    named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    plain = zip(reversed(arguments.posonlyargs + arguments.args), reversed(arguments.defaults), strict=False)
    for argument, default in [*named, *plain]:
        if default is not None and argument.arg not in {*SIZES, STATUSES}:
            yield from numbers_in(ast.Expression(default))


def strings_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Go through the texts of a module; a docstring is read by nobody who is bound."""
    homes = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, homes) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def quantities_in(text: str) -> list[str]:
    """Find numbers with a unit of the law; dates are none."""
    text = A_DATE.sub("", text)
    found = [*CHINESE.findall(text), *(match[0] for match in ENGLISH.finditer(text))]
    return [words for words in found if words.lower() not in SPOKEN]


def template_words(text: str) -> str:
    """Give what a template says: its text and what its tags translate, without markup and comments."""
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}|<style.*?</style>", "", text, flags=re.DOTALL)
    translated = re.findall(r"""translate (["'])(.*?)\1""", text)
    text = re.sub(r"{%.*?%}", " ", text, flags=re.DOTALL)
    return " ".join([re.sub(r"<[^>]*>", " ", text), *(words for _quote, words in translated)])


def test_no_number_of_the_law_stands_in_the_code() -> None:
    found: dict[str, dict[float, int]] = {}
    for path, tree in code():
        if not path.startswith((STORIES, *FORMATS)):
            for node in numbers_in(tree):
                found.setdefault(path, {})[node.value] = node.lineno
    new = [
        f"{path}:{line}: {number}"
        for path, numbers in found.items()
        for number, line in numbers.items()
        if number not in REASONS.get(path, ("", set()))[1]
    ]
    assert new == [], "a number of the law belongs into statutes/rules; any other needs its reason above"
    gone = {path: known - found.get(path, {}).keys() for path, (_why, known) in REASONS.items()}
    assert {path: numbers for path, numbers in gone.items() if numbers} == {}, "no longer there"


def test_no_quantity_of_the_law_stands_in_a_sentence_of_the_code() -> None:
    found = [
        (path, line, quantities_in(text))
        for path, tree in code()
        if not path.startswith(STORIES)
        for line, text in strings_in(tree)
        if quantities_in(text)
    ]
    assert found == []


def test_no_quantity_of_the_law_stands_in_a_template() -> None:
    found, compared = [], set()
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        found += [(name, words) for words in quantities_in(template_words(text))]
        compared |= {(name, number) for number in COMPARED.findall(text) if int(number) not in FREE}
    assert found == []
    assert compared == set(), "a threshold belongs into statutes/rules"


def test_no_quantity_of_the_law_stands_in_a_translation() -> None:
    with (ROOT / "locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    texts = [text for message in messages for part in (message.id, message.string) for text in _forms(part)]
    assert len(texts) > 1000
    assert [(text, quantities_in(text)) for text in texts if quantities_in(text)] == []


def _forms(part: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (part,) if isinstance(part, str) else tuple(part)


@pytest.mark.parametrize(
    "source",
    [
        "CLAIM_DAYS = 60",
        "timedelta(days=5)",
        "amount * 0.15",
        "f(max_length=3 * 20)",
        "if deaths >= 10: pass",
        "def f(period=60): pass",
        "limits = {'rows': 3, 'cap': 300_000}",
    ],
)
def test_a_number_is_caught(source: str) -> None:
    assert [*numbers_in(ast.parse(source))]


@pytest.mark.parametrize(
    "source", ["f(max_length=30)", "f(status=404)", "status = 404", "rows[0] + 2", "{'rows': 3}"]
)
def test_a_size_is_let_pass(source: str) -> None:
    assert not [*numbers_in(ast.parse(source))]


@pytest.mark.parametrize(
    "sentence",
    [
        "请在60日内领取。",
        "三十日内答复。",
        "最高30万元",
        "within 15 working days",
        "15% of the fine",
        "within sixty days",
    ],
)
def test_a_quantity_is_caught(sentence: str) -> None:
    assert quantities_in(sentence)
    assert quantities_in(template_words(f'<p class="a">{{% translate "{sentence}" %}}</p>'))
    assert quantities_in(template_words(f"<p>{sentence}</p>"))
