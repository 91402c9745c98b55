"""What a kind of paper is: who it is for, its layout, the keys of its dict and what the law asks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Who the paper is for; none carries a reporter's name.

    Only `REPORTER` papers may carry a token, and what goes to the `DEPARTMENT` that takes a tip over.
    """

    PARTY = "party", _("the person penalised or ordered")
    REPORTER = "reporter", _("the reporter")
    INTERNAL = "internal", _("the office")
    PUBLIC = "public", _("the public")
    DEPARTMENT = "department", _("another department")


class Layout(TextChoices):
    """`LETTER`: red-headed letter (GB/T 9704-2012). `FORM`: enforcement form (the office's seal is mandatory)."""

    LETTER = "letter", _("red-headed letter")
    FORM = "form", _("enforcement form")


# Keys that issue_notice adds to every dict; a caller must not pass them.
GIVEN: tuple[str, ...] = (
    "kind",
    "title",
    "number",
    "issued_on",
    "agency_name",
    "code",
    "verify_url",
    "is_demonstration",
    "replaces",  # {"number", "issued_on"} of the version before, or no such key
    "seal",  # {"sha256", "diameter"} of the image that hung for the agency, or no such key
)

PARTY: tuple[str, ...] = ("party_name", "party_address")
PARTY_MORE: tuple[str, ...] = (
    "party_kind",  # "单位" or "个人"
    "party_uscc",  # unified social credit code of a unit
    "party_id_no",  # ID number of a person, as it is to be printed
    "party_legal_representative",
    "party_phone",
)
# Review and suit: to whom, and within what (words): "重庆市涪陵区人民政府", "60日", "重庆市涪陵区人民法院", "6个月".
REMEDIES: tuple[str, ...] = ("review_body", "review_period", "suit_court", "suit_period")
CONTACT: tuple[str, ...] = ("contact_person", "contact_phone", "contact_address")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper. `required` is what its template cannot do without.

    The form of its number (涪应急罚〔2026〕12号) and what the law asks for stand in `statutes.documents`.
    """

    key: str
    title: str
    audience: Audience
    layout: Layout
    required: tuple[str, ...]
    optional: tuple[str, ...] = field(default=())
    # What becomes required once a value is there and true: {"amount": ("pay_period", ...)}.
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Which keys hold what the law asks for, where `statutes.documents` calls it otherwise; () is fixed text of the
    # template. "items.demand" means: every one of the items has a demand.
    proves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # What a person wrote in their own words: marked in a preview, and mended by a new version. All else is fixed.
    free: tuple[str, ...] = ()
    # The kind's name in `statutes.documents`, where it differs from the key.
    alias: str = ""

    @property
    def template(self) -> str:
        """Return the path of the paper's template."""
        return f"notices/{self.key}.html"

    @property
    def document(self) -> str:
        """Return the kind's name in `statutes.documents`."""
        return self.alias or self.key

    def legal_view(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Return `facts` under the names that `statutes.documents` uses, so that it can say what is missing."""
        view = {**facts, **dict.fromkeys(GIVEN, True)}
        view |= {condition: facts.get(key) for condition, key in CONDITIONS.items()}
        view |= {
            element: all(_holds(facts, key) for key in keys) or None for element, keys in self.proves.items()
        }
        return view

    def lacking(self, facts: Mapping[str, Any]) -> list[str]:
        """Return the keys that the template needs and `facts` lacks or leaves empty. False and zero are answers."""
        needed = [
            *self.required,
            *(key for fact, keys in self.when.items() if facts.get(fact) for key in keys),
        ]
        return [key for key in needed if not _holds(facts, key)]

    @property
    def keys(self) -> frozenset[str]:
        """Return every key that a caller may pass."""
        return frozenset(self.required) | frozenset(self.optional)


def _holds(facts: Mapping[str, Any], key: str) -> bool:
    head, _dot, rest = key.partition(".")
    value = facts.get(head)
    if rest:
        return bool(value) and all(_holds(part, rest) for part in value or [])
    # False and zero are answers; a blank text or an empty list is none.
    return (
        value is not None and value not in ("", [], {}) and not (isinstance(value, str) and not value.strip())
    )


# The facts on which the law makes an element depend, and the key that holds each.
CONDITIONS: Mapping[str, str] = {
    "has_fine": "amount",
    "is_hearing_due": "hearing_right",
    "is_not_competent": "is_not_competent",
    "has_appraisal": "has_appraisal",
    "has_other_material": "has_other_material",
    "is_signed": "is_signed",
    "is_refused": "is_refused",
    "is_not_urgent": "is_not_urgent",
}
