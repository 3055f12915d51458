"""Mijn team: who needs something from Boris now, and inviting several people at once."""

from __future__ import annotations

from typing import Any

import pytest

import settings
from db import guiding
from domain.conversation import Side, State
from tests import cast as the_cast
from tests.cast import Cast
from tests.pages.app import open_page, primary, start_page, words

BOARD = "team/board"


@pytest.mark.parametrize("state", list(State))
def test_the_board_opens_in_every_state_in_both_languages(cast: Cast, state: State) -> None:
    the_cast.to_state(cast, state)
    for language, title in (("nl", "Mijn team"), ("en", "My team")):
        at = open_page(cast, cast.boris, BOARD, language=language)
        assert not at.exception
        assert not at.error
        assert at.main.title[0].value == title
        assert len(primary(at)) <= 1
        assert "**Anna de Wit**" in words(at)


def test_it_is_the_start_page_of_a_manager(cast: Cast) -> None:
    assert start_page(cast, cast.boris).main.title[0].value == "Mijn team"


def test_people_stand_under_whose_turn_it_is(cast: Cast) -> None:
    the_cast.to_state(cast, State.SUBMITTED)
    said = words(open_page(cast, cast.boris, BOARD))
    assert "Jij bent aan zet (1)" in said  # Daan, without a date
    assert "Je medewerker is aan zet (1)" in said  # Anna reads


def test_a_stand_in_sees_the_same_team_and_not_their_own_conversation(cast: Cast) -> None:
    said = words(open_page(cast, cast.daan, BOARD))
    assert "**Anna de Wit**" in said
    assert "**Daan Bos**" not in said


def test_the_manager_next_door_sees_none_of_them(cast: Cast) -> None:
    said = words(open_page(cast, cast.clara, BOARD))
    assert "Anna" not in said
    assert "**Sam Vos**" in said


def test_boris_invites_his_whole_team_with_three_clicks(cast: Cast) -> None:
    """Flow a1: tick everyone, Nodig uit, Verstuur uitnodigingen; everything is filled in (R16, R17)."""
    at = open_page(cast, cast.boris, BOARD)
    at.checkbox(key="board.tick_all").check().run()
    at.button(key="board.invite").click().run()
    assert at.main.title[0].value == "Nodig uit voor het gesprek"
    at.button(key="board.send").click().run()
    assert "2 uitnodigingen verstuurd." in words(at)
    planned = cast.rows("SELECT scheduled_at, recorder, record_by FROM conversations WHERE scheduled_at IS NOT NULL")
    moments = sorted(row[0].astimezone(settings.current.zone).strftime("%d-%m %H:%M") for row in planned)
    assert moments == ["26-01 10:00", "26-01 11:00"]
    assert {(row[1], str(row[2])) for row in planned} == {("manager", "2027-02-02")}


def _inviting(cast: Cast, language: str = "nl") -> tuple[Any, str]:
    at = open_page(cast, cast.boris, BOARD, language=language)
    at.checkbox(key=f"board.tick.{cast.conversation_id}").check().run()
    at.button(key="board.invite").click().run()
    return at, f"board.form.{cast.conversation_id}"


def test_nobody_ticked_is_said_where_the_button_is(cast: Cast) -> None:
    at = open_page(cast, cast.boris, BOARD)
    at.button(key="board.invite").click().run()
    assert [each.value for each in at.error] == ["Vink eerst aan wie je wilt uitnodigen."]


def test_a_date_in_the_past_is_said_beside_the_person_and_what_was_typed_stays(cast: Cast) -> None:
    at, form = _inviting(cast)
    at.text_input(key=f"{form}.day").set_value("04-01-2027").run()
    at.text_input(key=f"{form}.place").set_value("Kamer 3").run()
    at.button(key="board.send").click().run()
    assert "Kies vandaag of een latere dag." in words(at)
    assert "1 uitnodiging is nog niet verstuurd." in words(at)
    assert at.text_input(key=f"{form}.day").value == "04-01-2027"
    assert at.text_input(key=f"{form}.place").value == "Kamer 3"
    assert cast.value("SELECT count(*) FROM conversations WHERE scheduled_at IS NOT NULL") == 0


def test_something_that_is_no_date_is_said_at_once(cast: Cast) -> None:
    at, form = _inviting(cast)
    at.text_input(key=f"{form}.day").set_value("volgende week").run()
    assert "Schrijf de datum als dd-mm-jjjj, bijvoorbeeld 03-02-2027." in words(at)
    at.text_input(key=f"{form}.at").set_value("tien uur").run()
    assert "Schrijf de tijd als uu:mm, bijvoorbeeld 10:00." in words(at)


def test_a_holiday_and_a_date_after_the_window_are_hints_and_not_refused(cast: Cast) -> None:
    """R09: deviation is allowed and marked."""
    at, form = _inviting(cast)
    at.text_input(key=f"{form}.day").set_value("29-03-2027").run()
    said = words(at)
    assert "29 maart 2027 is Tweede paasdag. Klopt dat?" in said
    assert "Dit is na 28 februari 2027, de richtdatum van HR." in said
    at.button(key="board.send").click().run()
    assert "1 uitnodiging verstuurd." in words(at)


def test_the_record_by_date_moves_along_until_somebody_types_another(cast: Cast) -> None:
    """R17."""
    at, form = _inviting(cast)
    at.text_input(key=f"{form}.day").set_value("01-02-2027").run()
    assert at.text_input(key=f"{form}.record_by").value == "08-02-2027"
    at.text_input(key=f"{form}.record_by").set_value("12-02-2027").run()
    at.text_input(key=f"{form}.day").set_value("02-02-2027").run()
    assert at.text_input(key=f"{form}.record_by").value == "12-02-2027"


def test_somebody_else_planning_meanwhile_keeps_the_rest(cast: Cast) -> None:
    at, _ = _inviting(cast)
    the_cast.schedule(cast, by=Side.EMPLOYEE)
    at.run()
    assert at.main.title[0].value == "Mijn team"
    assert not at.exception


def test_the_filter_leaves_who_is_late(cast: Cast) -> None:
    the_cast.to_state(cast, State.HELD)
    cast.later(days=20)
    at = open_page(cast, cast.boris, BOARD)
    assert "Te laat · 21 jan" in words(at)
    at.radio(key="board.filter").set_value("late").run()
    rows = [each.value for each in at.main.markdown if each.value.startswith("**")]
    assert rows == ["**Anna de Wit**"]


def test_a_row_leads_to_the_step(cast: Cast) -> None:
    the_cast.to_state(cast, State.HELD)
    link = next(
        each.proto for each in open_page(cast, cast.boris, BOARD).main.get("page_link")
        if each.proto.label == "Leg de afspraken vast"
    )  # fmt: skip
    assert str(cast.conversation_id) in str(link)


def test_a_suspended_conversation_cannot_be_invited(cast: Cast) -> None:
    guiding.suspend(cast.db, cast.helena, cast.conversation_id, now=cast.now)
    at = open_page(cast, cast.boris, BOARD)
    assert f"board.tick.{cast.conversation_id}" not in {each.key for each in at.checkbox}
    assert "Staat stil (1)" in words(at)
