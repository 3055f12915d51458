"""Every page by every one of the cast, in both languages: it opens without a fault, or is not theirs to open."""

from __future__ import annotations

import pytest

from components.navigation import ADMINISTRATOR, CONVERSATION, HR, MANAGER, OWN, WORKS_COUNCIL, Entry
from domain.conversation import State
from tests.cast import Cast, to_state
from tests.pages.app import open_page, words

PAGES: tuple[Entry, ...] = (*OWN, *CONVERSATION, *MANAGER, *HR, *ADMINISTRATOR, *WORKS_COUNCIL)
_EVERYBODY = {"my/account", "help/guide"}
_WORKS = {"my/year", "conversation/conversation", "conversation/preparation", "conversation/plan"}
_LEADS = {"team/board", "development/requests"}
_HR = {entry.path for entry in HR}
THEIRS: dict[str, set[str]] = {
    "anna": _EVERYBODY | _WORKS,
    "boris": _EVERYBODY | _WORKS | _LEADS,
    "clara": _EVERYBODY | _WORKS | _LEADS,
    "helena": _EVERYBODY | _WORKS | _HR,
    "adam": _EVERYBODY | {"admin/accounts"},
    "olga": _EVERYBODY | _WORKS | {"council/scheme"},
}
FAULT = {"nl": "Er ging iets mis", "en": "Something went wrong"}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("who", list(THEIRS))
def test_each_page_opens_for_whom_it_is_meant_and_for_nobody_else(cast: Cast, who: str, language: str) -> None:
    """Of Anna's conversation, whose plan is final: strangers to it are told that it does not exist."""
    to_state(cast, State.FINAL)
    for entry in PAGES:
        if entry.path not in THEIRS[who]:
            with pytest.raises(ValueError, match="page"):
                open_page(cast, cast.people[who], entry.path, language=language)
            continue
        at = open_page(cast, cast.people[who], entry.path, language=language, id=cast.conversation_id)
        assert not at.exception, entry.path
        said = words(at)
        assert FAULT[language] not in said, entry.path
        assert said.strip(), entry.path


def test_every_page_file_is_in_the_list() -> None:
    """A new page cannot be forgotten here."""
    from components.navigation import PAGES as FOLDER

    files = {f"{file.parent.name}/{file.stem}" for file in FOLDER.glob("*/*.py")}
    assert files == {entry.path for entry in PAGES}
