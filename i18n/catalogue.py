"""Texts by key. `locales/<language>/<area>.po`: msgctxt is the key, msgid the English text, msgstr the translation.

English needs no files of its own: it is the msgid. Several small files per language keep an area's words together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from settings import DEFAULT_LANGUAGE, LANGUAGES

LOCALES = Path(__file__).parent / "locales"
SOURCE_LANGUAGE = "en"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
# What an organisation calls the planning conversation (R02); the catalogue is written with the first.
LABELS = {
    "planning": {"nl": "planningsgesprek", "en": "planning conversation"},
    "objectives": {"nl": "doelstellingsgesprek", "en": "objectives conversation"},
}


@dataclass(frozen=True)
class Text:
    """One entry: singular and plural forms (equal when there is only one)."""

    one: str
    many: str


@cache
def texts(language: str) -> dict[str, Text]:
    """Every text of a language by key."""
    folder = DEFAULT_LANGUAGE if language == SOURCE_LANGUAGE else language
    found: dict[str, Text] = {}
    for file in sorted((LOCALES / folder).glob("*.po")):
        with file.open("rb") as handle:
            for message in read_po(handle, locale=folder):
                value = message.id if language == SOURCE_LANGUAGE else message.string
                if message.id and message.context and value:
                    found[message.context] = _text(value)
    return found


def _text(value: str | tuple[str, ...] | list[str]) -> Text:
    return Text(value, value) if isinstance(value, str) else Text(value[0], value[-1])


class Translator:
    """`t("refuse.role", name="Anna")` in one language. A number named `n` chooses singular or plural."""

    def __init__(self, language: str, label: str = "planning") -> None:
        self.language = language if language in LANGUAGES else DEFAULT_LANGUAGE
        self._texts = texts(self.language) if label == "planning" else _relabelled(self.language, label)

    def __call__(self, key: str, /, **params: Any) -> str:
        text = self._texts[key]
        chosen = text.one if params.get("n", 2) == 1 else text.many
        return PLACEHOLDER.sub(lambda match: str(params.get(match[1], match[0])), chosen)

    def has(self, key: str) -> bool:
        """Whether the catalogue knows the key."""
        return key in self._texts


@cache
def _relabelled(language: str, label: str) -> dict[str, Text]:
    usual, own = LABELS["planning"][language], LABELS[label][language]

    def named(text: str) -> str:
        return text.replace(usual, own).replace(usual.capitalize(), own.capitalize())

    return {key: Text(named(text.one), named(text.many)) for key, text in texts(language).items()}


_label = "planning"


def call_the_talk(label: str) -> None:
    """Let every text of this process name the planning conversation as the organisation does; KeyError if unknown."""
    global _label
    if label not in LABELS:
        raise KeyError(label)
    _label = label


def translator(language: str) -> Translator:
    """The translator of a language; an unknown language gets the default."""
    return _translator(language, _label)


@cache
def _translator(language: str, label: str) -> Translator:
    return Translator(language, label)
