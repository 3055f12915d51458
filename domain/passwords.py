"""What makes a password good enough: length, and not being one that others would guess. No composition rules.

A password is compared as a whole: it is refused when hardly anything is left of it after taking out what everybody
tries first (well-known words, keyboard rows, years, the person's and the organisation's own words).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from domain.common_passwords import ROWS, WORDS
from domain.errors import FieldError

SHORTEST = 15
LONGEST = 256
_OWN_WORD = 4  # shorter names (Jan, Bo) are part of too many ordinary words to be refused wherever they appear
_LEFT_OVER = 4  # letters that have to remain
_DISTINCT = 5
_LOOK_ALIKE = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})


def normalise(password: str) -> str:
    """The one form that is counted, hashed and compared: NFC, nothing trimmed, nothing cut off."""
    return unicodedata.normalize("NFC", password)


def errors(password: str, again: str, own_words: Iterable[str] = ()) -> list[FieldError]:
    """What is wrong with a new password, by field (`password`, `password_again`); an empty list when it is good.

    `own_words` are the names of the person and of the organisation.
    """
    found = []
    if key := _fault(normalise(password), own_words):
        found.append(FieldError("password", key, {"n": LONGEST}))
    if normalise(password) != normalise(again):
        found.append(FieldError("password_again", "redeem.differs"))
    return found


def _fault(password: str, own_words: Iterable[str]) -> str | None:
    if len(password) < SHORTEST:
        return "redeem.password"
    if len(password) > LONGEST:
        return "password.long"
    return "redeem.weak" if is_guessable(password, own_words) else None


def is_guessable(password: str, own_words: Iterable[str] = ()) -> bool:
    """Whether the whole password is something that others try early."""
    plain, own = _plain(password), _words(own_words)
    if len(set(plain)) < _DISTINCT or _is_repetition(plain):
        return True
    spellings = {plain, plain.translate(_LOOK_ALIKE)}
    if any(word in _letters(spelling) for word in own if len(word) >= _OWN_WORD for spelling in spellings):
        return True
    return any(_left_over(spelling, own) < _LEFT_OVER for spelling in spellings)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w{2,}", _plain(text))}


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _is_repetition(text: str) -> bool:
    # A text that occurs inside its own double, anywhere but at the ends, is built from one repeated part.
    return text in (text + text)[1:-1]


def _left_over(text: str, own: set[str]) -> int:
    for row in ROWS:
        text = _without_runs(text, row)
    for word in sorted(WORDS | own, key=len, reverse=True):
        text = text.replace(word, " ")
    return len(_letters(text))


def _without_runs(text: str, row: str) -> str:
    longest = len(row)
    for length in range(longest, 3, -1):
        for start in range(longest - length + 1):
            text = text.replace(row[start : start + length], " ")
    return text
