"""A rule as plain values and back: what was computed with it can be computed again when the files have changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from statutes.periods import Period
from statutes.rules.loading import make_rule
from statutes.rules.rows import InstrumentRow, Placed, RuleRow
from statutes.rules.schema import Rule, Status, plain

FROZEN = "frozen"


def freeze_rule(rule: Rule) -> dict[str, Any]:
    """Give all that a computation or its citation can ask of a rule."""
    return {
        "id": rule.id,
        "instrument": rule.citation.instrument,
        "number": rule.citation.number,
        "article": rule.citation.article,
        "text": rule.text,
        "text_en": rule.text_en,
        "value": rule.value.amount if isinstance(rule.value, Period) else plain(rule.value),
        "unit": str(rule.unit),
        "by": rule.by,
        "status": rule.status.value,
        "place": rule.place,
        "sector": rule.sector,
        "effective_from": rule.effective_from.isoformat(),
        "effective_to": rule.effective_to.isoformat() if rule.effective_to else None,
        "source": rule.source,
    }


def thaw_rule(frozen: Mapping[str, Any]) -> Rule:
    """Make the rule again; raise RuleFileError where its value does not fit its unit."""
    ends = frozen["effective_to"]
    head = InstrumentRow(
        title=frozen["instrument"],
        number=frozen["number"],
        place=frozen["place"],
        effective_from=date.fromisoformat(frozen["effective_from"]),
        effective_to=date.fromisoformat(ends) if ends else None,
        sector=frozen["sector"],
        source=frozen["source"],
    )
    row = RuleRow(
        id=frozen["id"],
        article=frozen["article"],
        text=frozen["text"],
        text_en=frozen["text_en"],
        unit=frozen["unit"],
        status=Status(frozen["status"]),
        value=frozen["value"],
        by=frozen["by"],
    )
    return make_rule(row, Placed(instrument=head, file=FROZEN, row=0, line=0))
