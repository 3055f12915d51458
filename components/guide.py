"""Who may see and do what, in words, straight from the table that the app obeys."""

from __future__ import annotations

from collections.abc import Iterable

from domain.conversation import AFTER_TALK, BEFORE_TALK, FIXED, IN_REVIEW, State
from domain.permissions import RULES, Permission, Standing
from i18n.catalogue import Translator

# What people ask about; the rest of the table is how the screens work.
SHOWN = (
    Permission.CONVERSATION_STATUS,
    Permission.PREPARATION_READ,
    Permission.PLAN_READ_DRAFT,
    Permission.PLAN_READ,
    Permission.PLAN_FEEDBACK,
    Permission.PLAN_FINALISE,
    Permission.PLAN_SIGN,
    Permission.DEVELOPMENT_READ,
    Permission.DEVELOPMENT_DECIDE,
    Permission.FIGURES_READ,
    Permission.FIGURES_NAMED,
    Permission.PEOPLE_MANAGE,
    Permission.ACCOUNT_MANAGE,
)
_PHASES = {"before": BEFORE_TALK, "after": AFTER_TALK, "review": IN_REVIEW, "fixed": FIXED}
_DELEGATES = {Standing.DELEGATE_CONVERSE, Standing.DELEGATE_RECORD, Standing.DELEGATE_FINALISE}
_BEHIND_THE_SCREENS = {Standing.CONSOLE}


def rows(t: Translator) -> list[dict[str, str]]:
    """What, who and when, one row per permission that people ask about."""
    return [
        {
            t("guide.table.what"): t(f"guide.may.{permission.value.replace(':', '.')}"),
            t("guide.table.who"): _who(t, permission),
            t("guide.table.when"): _when(t, permission),
        }
        for permission in SHOWN
    ]


def _who(t: Translator, permission: Permission) -> str:
    held = {standing for rule in RULES[permission] for standing in rule.standings} - _BEHIND_THE_SCREENS
    names = [t(f"guide.who.{standing}") for standing in Standing if standing in held - _DELEGATES]
    if held & _DELEGATES:
        names.append(t("guide.who.delegate"))
    return _listed(names)


def _when(t: Translator, permission: Permission) -> str:
    states: set[State] = set().union(*(rule.states for rule in RULES[permission]))
    phases = [name for name, members in _PHASES.items() if members & states]
    return _listed(t(f"guide.when.{name}") for name in (phases if len(phases) < len(_PHASES) else ["always"]))


def _listed(names: Iterable[str]) -> str:
    text = ", ".join(names)
    return text[:1].upper() + text[1:]
