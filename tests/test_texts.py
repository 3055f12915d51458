"""Every word a person reads is in the catalogue, in both languages, once, and every key that code asks for exists."""

from __future__ import annotations

import ast
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from db.forms import shipped_sets
from domain.conversation import AFTER_TALK, Side, State
from domain.development import RequestState
from domain.errors import Conflict, NotAllowed, NotFound, WrongState
from domain.next_step import Situation, step_for
from domain.plan import DevelopmentType, Mark, Priority, Section
from i18n.catalogue import LOCALES, PLACEHOLDER, translator
from settings import LANGUAGES, ROOT

FILES = sorted((LOCALES / "nl").glob("*.po"))
# Areas whose names are used for nothing else than texts, so that any literal of that shape is a key.
AREAS = ("refuse", "valid", "date", "smart", "act", "next", "state", "autosave", "hint", "redeem", "setup", "signin")
REFUSALS = {"Refused", "NotFound", "NotAllowed", "WrongState", "Conflict"}


def messages() -> Iterator[tuple[Path, Message]]:
    """Every entry with the file it stands in."""
    for file in FILES:
        with file.open("rb") as handle:
            for message in read_po(handle, locale="nl"):
                if message.id:
                    yield file, message


def forms(value: object) -> tuple[str, ...]:
    """Singular and plural, or the one form."""
    return tuple(value) if isinstance(value, tuple | list) else (str(value),)


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every module that may ask for a text."""
    for room in ("domain", "db", "web", "components", "pages", "i18n"):
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_no_key_comes_twice_and_every_entry_has_one() -> None:
    keys = Counter(message.context for _, message in messages())
    assert None not in keys
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_text_is_complete_in_both_languages() -> None:
    for file, message in messages():
        assert not message.fuzzy, message.context
        for text in (*forms(message.id), *forms(message.string)):
            assert text.strip(), f"{file.name}: {message.context}"
        assert len(forms(message.id)) == len(forms(message.string)), message.context


def test_both_languages_fill_in_the_same_things() -> None:
    for _, message in messages():
        english = {name for form in forms(message.id) for name in PLACEHOLDER.findall(form)}
        dutch = {name for form in forms(message.string) for name in PLACEHOLDER.findall(form)}
        assert english == dutch, message.context


def test_nothing_is_shouted() -> None:
    for _, message in messages():
        for text in (*forms(message.id), *forms(message.string)):
            assert "!" not in text, message.context


def test_the_questions_of_every_form_are_asked_in_both_languages() -> None:
    for name, templates in shipped_sets().items():
        for template in templates.values():
            for question in template.questions:
                assert set(question.text) == set(LANGUAGES), f"{name}: {question.id}"
                assert question.help == {} or set(question.help) == set(LANGUAGES), f"{name}: {question.id}"
                assert not question.hint or translator("nl").has(question.hint), question.hint


def test_every_key_that_code_asks_for_exists() -> None:
    t, missing = translator("nl"), []
    for path, tree in modules():
        for key in _asked(tree):
            if not t.has(key):
                missing.append(f"{path.relative_to(ROOT)}: {key}")
    assert sorted(set(missing)) == []


def _asked(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _literals(_key_argument(node))
        elif isinstance(node, ast.Constant) and _is_key_by_its_shape(node.value):
            yield node.value


def _key_argument(call: ast.Call) -> ast.expr | None:
    called = ast.unparse(call.func)
    name = called.rsplit(".", 1)[-1]
    if called.endswith(("session.t()", "translator(language)")) or name in ({"t", "say"} | REFUSALS):
        return call.args[0] if call.args else None
    if name in {"FieldError"} or called == "Invalid.of":
        return call.args[1] if len(call.args) > 1 else None
    return None


def _literals(node: ast.expr | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _is_key_by_its_shape(value: object) -> bool:
    area = "|".join(AREAS)
    is_key = isinstance(value, str) and re.fullmatch(rf"(?:{area})\.[a-z0-9_]+(\.[a-z0-9_]+)*", value)
    return bool(is_key) and not str(value).endswith((".html", ".js", ".css"))


def test_every_key_that_is_put_together_can_exist() -> None:
    """`t(f"state.{state}")`: at least one key has that shape."""
    keys = [message.context or "" for _, message in messages()]
    for path, tree in modules():
        for node in ast.walk(tree):
            argument = _key_argument(node) if isinstance(node, ast.Call) else None
            if isinstance(argument, ast.JoinedStr):
                shape = "".join(re.escape(p.value) if isinstance(p, ast.Constant) else r"\S+" for p in argument.values)
                assert any(re.fullmatch(shape, key) for key in keys), (
                    f"{path.relative_to(ROOT)}: {ast.unparse(argument)}"
                )


def situations() -> Iterator[Situation]:
    """Every kind of moment that a next step is made for."""
    day = date(2027, 2, 1)
    sides: tuple[Side | None, ...] = (None, *Side)
    handed = [frozenset(), frozenset({Side.EMPLOYEE}), frozenset({Side.MANAGER}), frozenset(Side)]
    for state, recorder, hands in itertools.product(State, sides, handed):
        reviewed = state not in AFTER_TALK and recorder is not None
        for agreed, asked, signature, unsent in itertools.product(
            (True, False), sides, ("", "agreed", "refused"), (True, False)
        ):
            yield Situation(
                state, recorder, day, day, day, day, day, recorder if reviewed else None, hands, agreed, Side.EMPLOYEE,
                asked, state in AFTER_TALK, unsent, signature,
            )  # fmt: skip


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_next_step_has_its_sentence_and_its_button(language: str) -> None:
    t = translator(language)
    for at in situations():
        if at.state.value.startswith(("submitted", "feedback")) and at.submitted_side is None:
            continue
        for side, day in itertools.product(Side, (date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 2))):
            step = step_for(side, at, day)
            assert t.has(f"next.{step.code}"), (step.code, at)
            assert t.has(step.act), (step.act, at)


@pytest.mark.parametrize(
    ("area", "codes"),
    [
        ("state", list(State)),
        ("plan.section", list(Section)),
        ("plan.type", list(DevelopmentType)),
        ("plan.priority", list(Priority)),
        ("plan.mark", list(Mark)),
        ("year.request.state", list(RequestState)),
    ],
)
def test_every_code_has_a_word(area: str, codes: list[str]) -> None:
    t = translator("nl")
    assert [f"{area}.{code}" for code in codes if not t.has(f"{area}.{code}")] == []


def test_every_refusal_has_words_of_its_own() -> None:
    for refusal in (NotFound, NotAllowed, WrongState, Conflict):
        assert translator("nl").has(refusal().key)
