"""Writes states.md, permissions.md and requirements.md from the tables that the app runs on: `make docs`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from domain.conversation import TRANSITIONS, Action, State
from domain.permissions import RULES, Permission, Rule
from i18n.catalogue import translator

DOCS = Path(__file__).parent
MADE = "<!-- Made by `make docs` from {source}. Change that, not this. -->"
_WORDS = translator("en")
_NEDERLANDS = translator("nl")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A markdown table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *[list(row) for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def states() -> str:
    """The machine of a planning conversation: a picture, every state, every move."""
    moves = sorted({(a.value, s.value, t.value) for (s, a), t in TRANSITIONS.items() if s is not t})
    drawn = [f"    {source} --> {target}: {action}" for action, source, target in moves if target != "suspended"]
    named = [(f"`{state}`", _word(state, "en"), _word(state, "nl")) for state in State]
    per_action = [(f"`{action}`", _from(action), _to(action)) for action in Action]
    return (
        "\n\n".join(
            [
                "# The states of a planning conversation",
                MADE.format(source="domain/conversation.py"),
                "`feedback_lapsed` is never stored: it is what `submitted` is called once the reading time has\n"
                "passed. HR can suspend every open conversation and resume it where it stood; the picture leaves\n"
                "that out.",
                "```mermaid\nstateDiagram-v2\n    [*] --> not_started\n" + "\n".join(drawn) + "\n```",
                "## States",
                table(("State", "English", "Nederlands"), named),
                "## Actions",
                table(("Action", "From", "To"), per_action),
            ]
        )
        + "\n"
    )


def _word(state: State, language: str) -> str:
    words = _WORDS if language == "en" else _NEDERLANDS
    return words(f"state.{state}") if words.has(f"state.{state}") else ""


def _from(action: Action) -> str:
    return ", ".join(f"`{state}`" for state in State if (state, action) in TRANSITIONS)


def _to(action: Action) -> str:
    targets = {(s, t) for (s, a), t in TRANSITIONS.items() if a is action}
    return ", ".join(f"`{t}`" for t in State if any(t is target and s is not t for s, target in targets)) or "stays"


def permissions() -> str:
    """Who may do what, in which states."""
    rows = [
        (f"`{permission}`", ", ".join(sorted(rule.standings)).replace("_", " "), _states(rule))
        for permission in Permission
        for rule in RULES[permission]
    ]
    return (
        "\n\n".join(
            [
                "# Who may do what",
                MADE.format(source="domain/permissions.py"),
                "Standings are relations to one conversation (employee, manager, delegate with a right, recorder,\n"
                "reader, former manager in the days of grace, second manager) or granted roles (HR, administrator,\n"
                "works council). Towards their own file everyone is an employee only. Whoever stands in no line gets\n"
                "the answer of a file that does not exist.",
                table(("Permission", "Who", "In these states"), rows),
            ]
        )
        + "\n"
    )


def _states(rule: Rule) -> str:
    return (
        "every"
        if rule.states == frozenset(State)
        else ", ".join(f"`{state}`" for state in State if state in rule.states)
    )


REQUIREMENTS = {
    "R01": "Planning, progress and assessment are linked phases of one year; an assessment needs a final plan.",
    "R02": "The organisation chooses the name of the talk: planningsgesprek or doelstellingsgesprek.",
    "R03": "Both sides propose agreements, and the plan keeps who did.",
    "R04": "A plan has a period; every due date lies within it.",
    "R05": "At least one result, each with a measure and a date.",
    "R06": "Behaviour, knowledge and skills: linked to results, or marked empty on purpose.",
    "R07": "Development is optional and of a known type.",
    "R08": "Expectations are mutual: the manager makes commitments too.",
    "R09": "The window is January and February by default; deviation is allowed and shown.",
    "R10": "Two separate preparations, each with its status; an empty one warns and never blocks.",
    "R11": "Both sides bring in agenda points; neither removes the other's.",
    "R12": "The talk has a date, attendees with a role, and can be contested.",
    "R13": "Only the manager, or a granted delegate, finalises.",
    "R14": "Disagreement never blocks, and is kept with the plan.",
    "R15": "Nothing is recorded before the talk.",
    "R16": "The recorder is chosen before the talk; a change needs the other's yes.",
    "R17": "A record-by date, and what happens when it passes.",
    "R18": "The other side reads from the moment of sending, and not before.",
    "R19": "Feedback is offered within a window: given, waived or lapsed.",
    "R20": "Results have a priority, and weights that add up when used.",
    "R21": "A result can serve a goal of the department.",
    "R22": "The employee says what to focus on this year.",
    "R23": "No pulse after the talk, and nothing stored about it.",
    "R24": "Development is on every agenda.",
    "R25": "A plan and a development plan exist apart from each other.",
    "R26": "A development agreement becomes a request with a type, a cost and a state.",
}


def requirements() -> str:
    """Each requirement with the tests that would fail without it."""
    from tests.test_requirements import proofs

    named = proofs()
    rows = [(r, text, f"`{_best(named.get(r, []))}`") for r, text in REQUIREMENTS.items()]
    return (
        "\n\n".join(
            [
                "# What the seed text asks, and the tests that prove it",
                MADE.format(source="docs/generate.py and the tests that name a requirement"),
                "Find all tests of a requirement with `grep -rn R13 tests/`.",
                table(("", "Requirement", "For example"), rows),
            ]
        )
        + "\n"
    )


def _best(tests: list[str]) -> str:
    # The matrix and the demo prove much at once; a reader is better served by the test of one action.
    plain = [test for test in tests if not any(word in test for word in ("matrix", "state_machine", "demo"))]
    return (plain or tests or ["-"])[0].replace("::", " ")


PAGES = {"states.md": states, "permissions.md": permissions, "requirements.md": requirements}


def main() -> None:
    """Write the three pages."""
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
