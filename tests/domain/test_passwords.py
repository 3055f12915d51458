"""A password is long and not what others try first; nothing else is asked of it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import passwords

GOOD = [
    "Mijn fiets staat bij de bakker",
    "zeven groene lampen",
    "correcte paarden drinken thee",
    "ночь улица фонарь аптека",
    "x9$kQ-vb2!mZr7Lp",
]
GUESSABLE = [
    "wachtwoord12345",
    "Welkom2027Welkom2027",
    "W@chtw00rd!!2026",
    "qwertyuiopasdfghjkl",
    "123456789012345",
    "aaaaaaaaaaaaaaaaaaaa",
    "abcabcabcabcabcabc",
    "Zomer2026!Zomer2027",
    "correct horse battery staple",
    "passwordpassword",
    "               ",
    "JaarplanPlanning2027",
]


@pytest.mark.parametrize("password", GOOD)
def test_a_long_phrase_of_ones_own_is_accepted(password: str) -> None:
    assert passwords.errors(password, password, ["Anna de Wit", "Gemeente Veldwijk"]) == []


@pytest.mark.parametrize("password", GUESSABLE)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    assert [error.key for error in passwords.errors(password, password)] == ["redeem.weak"]


@pytest.mark.parametrize("password", ["veldwijk is best mooi", "Annelies fietst graag", "4nn3lies fietst graag"])
def test_the_persons_or_organisations_name_is_refused(password: str) -> None:
    own = ["Annelies de Wit", "Gemeente Veldwijk"]
    assert [error.key for error in passwords.errors(password, password, own)] == ["redeem.weak"]


def test_a_very_short_name_may_be_part_of_other_words() -> None:
    assert passwords.errors("bosbessen uit de koelkast", "bosbessen uit de koelkast", ["Bo de Wit"]) == []


def test_fourteen_characters_are_too_few_and_fifteen_enough() -> None:
    assert [e.key for e in passwords.errors("fietsbel kanta", "fietsbel kanta")] == ["redeem.password"]
    assert passwords.errors("fietsbel kantar", "fietsbel kantar") == []


def test_length_is_counted_in_characters_not_bytes() -> None:
    assert passwords.errors("ééné twéé dríé!", "ééné twéé dríé!") == []


def test_256_characters_are_kept_whole_and_257_refused() -> None:
    long = "fiets kanaal brug molen dijk " * 20
    varied = "".join(f"{long[i]}{i % 7}" for i in range(128))
    assert passwords.errors(varied, varied) == []
    assert [e.key for e in passwords.errors(varied + "x", varied + "x")] == ["password.long"]


def test_two_different_passwords_are_told_at_the_second_field() -> None:
    found = passwords.errors("zeven groene lampen", "zeven groene lampem")
    assert [(e.field, e.key) for e in found] == [("password_again", "redeem.differs")]


def test_both_spellings_of_an_accent_are_one_password() -> None:
    composed, split = "café aan de gracht", unicodedata.normalize("NFD", "café aan de gracht")
    assert composed != split
    assert passwords.errors(composed, split) == []
    assert passwords.normalise(composed) == passwords.normalise(split)


@given(st.text(min_size=0, max_size=300))
def test_no_input_breaks_the_check(text: str) -> None:
    passwords.errors(text, text, [text[:10]])


@given(st.text(alphabet="abcdefghijklmnop qrstuvwxyz", min_size=passwords.SHORTEST, max_size=64))
def test_spaces_and_case_need_no_mixing(text: str) -> None:
    for error in passwords.errors(text, text):
        assert error.key == "redeem.weak"
