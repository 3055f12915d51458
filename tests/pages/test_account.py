"""Everyone finds their name, language and password on one page."""

import pytest

from tests.cast import Cast
from tests.pages.app import open_page, words

ACCOUNT = "my/account"


@pytest.mark.parametrize("who", ["anna", "boris", "helena", "adam", "olga"])
@pytest.mark.parametrize(("language", "title"), [("nl", "Wie je hier bent"), ("en", "Who you are here")])
def test_everyone_opens_it_in_both_languages(cast: Cast, who: str, language: str, title: str) -> None:
    at = open_page(cast, cast.people[who], ACCOUNT, language=language)
    assert not at.exception
    assert title in words(at)
    assert cast.people[who].name in words(at)


def test_the_password_is_changed_on_its_own_page(cast: Cast) -> None:
    assert "(/account/password)" in words(open_page(cast, cast.anna, ACCOUNT))


def test_another_language_asks_the_shell_for_a_whole_new_page(cast: Cast) -> None:
    at = open_page(cast, cast.anna, ACCOUNT)
    assert at.radio[0].value == "nl"
    at.radio[0].set_value("en").run()
    assert not at.title, "the shell loads the page again, in English"


def test_signing_out_ends_the_session(cast: Cast) -> None:
    at = open_page(cast, cast.anna, ACCOUNT)
    next(each for each in at.button if each.key == "account.sign_out").click().run()
    assert "Je bent niet aangemeld." in words(at)
