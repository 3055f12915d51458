"""The administrator issues codes, grants roles and blocks, and sees nobody's texts."""

import pytest
from streamlit.testing.v1 import AppTest

from domain.actor import Actor
from domain.conversation import State
from tests.cast import Cast, to_state
from tests.pages.app import button, open_page, words

ACCOUNTS = "admin/accounts"


def chosen(cast: Cast, person: Actor) -> AppTest:
    """Adam has chosen somebody."""
    at = open_page(cast, cast.adam, ACCOUNTS)
    return at.selectbox[0].set_value(person.person_id).run()


@pytest.mark.parametrize(("language", "lead"), [("nl", "Wie kan zich aanmelden"), ("en", "Who can sign in")])
def test_the_list_shows_names_states_and_roles_and_no_texts(cast: Cast, language: str, lead: str) -> None:
    to_state(cast, State.FINAL)
    at = open_page(cast, cast.adam, ACCOUNTS, language=language)
    assert lead in words(at)
    table = at.table[0].value.to_string()
    assert "Anna de Wit" in table
    assert "klantdossiers" not in table + words(at)


def test_a_search_narrows_the_list(cast: Cast) -> None:
    at = open_page(cast, cast.adam, ACCOUNTS)
    at.text_input[0].set_value("wit").run()
    assert len(at.table[0].value) == 1
    at.text_input[0].set_value("nobody").run()
    assert "Niemand past bij deze zoekopdracht." in words(at)


def test_a_code_is_shown_once_and_only_after_saying_how_the_person_was_checked(cast: Cast) -> None:
    at = chosen(cast, cast.anna)
    button(at, "Toon de code").click().run()
    assert "Kies eerst hoe je hebt vastgesteld wie het is." in words(at)
    assert not at.code
    at.radio[0].set_value("document").run()
    button(at, "Toon de code").click().run()
    name, code = (each.value for each in at.code)
    assert name == "004"
    assert len(code) >= 12
    assert "Geef deze code persoonlijk. Geldig tot 11 februari 2027" in words(at)
    at.run()
    assert not at.code, "the next run knows no code any more"


def test_a_role_is_granted_and_taken_away(cast: Cast) -> None:
    at = chosen(cast, cast.anna)
    button(at, "Geef de rol HR").click().run()
    assert "Anna de Wit heeft nu de rol HR." in words(at)
    button(at, "Neem de rol HR af").click().run()
    assert "Anna de Wit heeft de rol HR niet meer." in words(at)
    assert (
        cast.value(
            "SELECT count(*) FROM role_grants WHERE person_id = $id AND revoked_at IS NULL", id=cast.anna.person_id
        )
        == 0
    )


def test_the_last_administrator_stays_one(cast: Cast) -> None:
    at = chosen(cast, cast.adam)
    button(at, "Neem de rol Beheerder af").click().run()
    assert "Dit is de laatste beheerder. Maak eerst iemand anders beheerder." in words(at)


def test_blocking_asks_first_and_can_be_undone(cast: Cast) -> None:
    at, key = chosen(cast, cast.anna), f"accounts.{cast.anna.person_id}.block"
    at.button(key=f"{key}.ask").click().run()
    assert cast.value("SELECT blocked_at FROM accounts WHERE person_id = $id", id=cast.anna.person_id) is None
    at.button(key=f"{key}.act").click().run()
    assert "Anna de Wit is geblokkeerd." in words(at)
    assert "Deblokkeer dit account eerst." in words(at)
    button(at, "Deblokkeer").click().run()
    assert "Anna de Wit kan weer aanmelden." in words(at)


@pytest.mark.parametrize("who", ["anna", "boris", "helena", "olga"])
def test_nobody_else_has_the_page(cast: Cast, who: str) -> None:
    with pytest.raises(ValueError, match="navigation page"):
        open_page(cast, cast.people[who], ACCOUNTS)
