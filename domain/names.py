"""Names of people as the Dutch write and sort them: given name, tussenvoegsel, family name."""

from __future__ import annotations

# Written in lower case before a family name; sorting skips them.
_INFIX_WORDS = frozenset((
    "van", "de", "den", "der", "het", "'t", "’t", "'s", "ten", "ter", "te", "in", "op", "aan", "bij", "onder", "over",
    "uit", "voor", "von", "zu", "zur", "du", "la", "le", "les", "da", "das", "do", "dos", "del", "della", "di", "d'",
    "el", "al",
))  # fmt: skip


def display_name(given_name: str, infix: str, family_name: str) -> str:
    """Sanne van den Berg."""
    return " ".join(part for part in (given_name, infix, family_name) if part)


def split_infix(family_name: str) -> tuple[str, str]:
    """Infix and family name of a family name that may hold both: 'Berg, van den' and 'van den Berg'.

    Only words in lower case count as an infix, so that no name is shown differently than it was written.
    """
    if "," in family_name:
        family, infix = (part.strip() for part in family_name.split(",", 1))
        if family and infix and _is_infix(infix):
            return infix, family
    words = family_name.split()
    count = next((n for n, word in enumerate(words[:-1]) if word not in _INFIX_WORDS), max(len(words) - 1, 0))
    return " ".join(words[:count]), " ".join(words[count:])


def _is_infix(text: str) -> bool:
    return all(word.lower() in _INFIX_WORDS for word in text.split())
