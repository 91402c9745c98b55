"""What a walk over the log found broken, kept as words and facts and read in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in English with what stands in it; `gettext_noop` marks the sentence where it is written."""

    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.facts

    def in_language(self, named: Mapping[str, str]) -> str:
        """Say it in the language of the reader; `named` has what a file is called there."""
        facts = {name: named.get(str(value), value) for name, value in self.facts.items()}
        return gettext(self.text) % facts


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken place, in words an auditor can act on."""

    where: Words
    what: Words

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"

    @property
    def file(self) -> str:
        """The file that it is about, as the log names it; empty for a seal."""
        return str(self.where.facts.get("file", ""))

    def kept(self) -> list[list[Any]]:
        """Return the fault as it is kept: plain values, in no language."""
        return [[words.text, dict(words.facts)] for words in (self.where, self.what)]

    @classmethod
    def of(cls, kept: Any) -> Self:
        """Return the fault that was kept; one of before was kept as a sentence."""
        if isinstance(kept, str):
            where, _colon, what = kept.partition(": ")
            return cls(Words("%(told)s", {"told": where}), Words("%(told)s", {"told": what}))
        return cls(*(Words(text, facts) for text, facts in kept))

    def in_language(self, named: Mapping[str, str]) -> str:
        """Say it in the language of the reader."""
        return gettext("%(where)s: %(what)s") % {
            "where": self.where.in_language(named),
            "what": self.what.in_language(named),
        }


def at_file(label: str, key: int) -> Words:
    """Name a file."""
    return Words("%(file)s", {"file": f"{label}:{key}"})


def at_entry(label: str, key: int, sequence: int) -> Words:
    """Name an entry of a file."""
    return Words(_("%(file)s entry %(entry)d"), {"file": f"{label}:{key}", "entry": sequence})


def at_seal(number: int) -> Words:
    """Name a seal."""
    return Words(_("seal %(seal)d"), {"seal": number})
