"""The rules in force: every number of the law, with its citation, place, dates and how sure we are of it.

The data lies beside this file, one TOML file per instrument, one folder per place. Nothing here computes.
"""

from statutes.rules.loading import Rulebook, is_within
from statutes.rules.lookup import (
    HOME,
    NATION,
    get_rule,
    has_rule,
    load_rulebook,
    national_rule,
    rules_in_force,
)
from statutes.rules.schema import (
    Citation,
    Rule,
    RuleFileError,
    RuleNotLoaded,
    RuleTypeError,
    Status,
)

__all__ = [
    "HOME",
    "NATION",
    "Citation",
    "Rule",
    "RuleFileError",
    "RuleNotLoaded",
    "RuleTypeError",
    "Rulebook",
    "Status",
    "get_rule",
    "has_rule",
    "is_within",
    "load_rulebook",
    "national_rule",
    "rules_in_force",
]
