"""Gesprek: planning it, agreeing who records, the agenda, and that it was held."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db import conversations, history, preparations
from domain.actor import Actor
from domain.conversation import Side, State
from tests import cast as the_cast
from tests.cast import Cast
from tests.pages.app import button, open_page, primary, words

PAGE = "conversation/conversation"


def _open(cast: Cast, actor: Actor, language: str = "nl") -> Any:
    return open_page(cast, actor, PAGE, language=language, id=cast.conversation_id)


def _key(cast: Cast, part: str) -> str:
    return f"talk.{cast.conversation_id}.{part}"


def _stored(cast: Cast, column: str) -> Any:
    return cast.value(f"SELECT {column} FROM conversations WHERE id = $id", id=cast.conversation_id)


@pytest.mark.parametrize("state", list(State))
def test_the_page_opens_in_every_state_for_both_sides(cast: Cast, state: State) -> None:
    the_cast.to_state(cast, state)
    for actor, language in ((cast.anna, "nl"), (cast.boris, "en")):
        at = _open(cast, actor, language)
        assert not at.exception
        assert not at.error
        assert len(primary(at)) <= 1


@pytest.mark.parametrize("who", ["clara", "helena", "adam", "olga", "dirk", "sam"])
def test_who_takes_no_part_reads_that_it_does_not_exist(cast: Cast, who: str) -> None:
    conversations.add_agenda_point(cast.db, cast.anna, cast.conversation_id, "Kanarie", now=cast.now)
    actor = cast.people[who]
    try:
        said = words(_open(cast, actor))
    except ValueError:  # somebody without an employment has no such page at all
        assert who == "adam"
        return
    assert "Deze pagina bestaat niet, of is niet voor jou." in said
    assert "Kanarie" not in said
    assert "Anna" not in said


@pytest.mark.parametrize("asked", ["", "niets", "00000000-0000-0000-0000-000000000000"])
def test_an_address_without_a_known_conversation_says_the_same(cast: Cast, asked: str) -> None:
    said = words(open_page(cast, cast.anna, PAGE, id=asked))
    assert "Deze pagina bestaat niet, of is niet voor jou." in said


def test_a_former_manager_reads_and_does_nothing(cast: Cast) -> None:
    the_cast.to_state(cast, State.SCHEDULED)
    at = _open(cast, cast.vera)
    assert "Je leest mee omdat je dit gesprek overdraagt." in words(at)
    assert not [each.label for each in at.button if each.key.startswith("talk.")]


def test_boris_proposes_a_date(cast: Cast) -> None:
    """R16, R17: date, recorder and record-by date go together."""
    at = _open(cast, cast.boris)
    form = _key(cast, "schedule")
    at.text_input(key=f"{form}.day").set_value("20-01-2027").run()
    at.radio(key=f"{form}.recorder").set_value(Side.EMPLOYEE).run()
    at.button(key=f"{form}.send").click().run()
    assert "Je voorstel is verstuurd. Anna ziet het meteen." in words(at)
    assert _stored(cast, "recorder") == "employee"
    assert _stored(cast, "record_by") == date(2027, 1, 27)


def test_anna_may_propose_a_date_too(cast: Cast) -> None:
    at = _open(cast, cast.anna)
    button(at, "Stel een datum voor").click().run()
    at.button(key=f"{_key(cast, 'schedule')}.send").click().run()
    assert _stored(cast, "proposed_side") == "employee"


def test_a_record_by_date_before_the_talk_is_said_beside_its_field(cast: Cast) -> None:
    """R17."""
    at = _open(cast, cast.boris)
    form = _key(cast, "schedule")
    at.text_input(key=f"{form}.record_by").set_value("13-01-2027").run()
    at.button(key=f"{form}.send").click().run()
    assert "Kies een uiterste vastlegdatum op of na de dag van het gesprek." in words(at)
    assert at.text_input(key=f"{form}.record_by").value == "13-01-2027"


def test_two_who_change_the_date_at_once_hear_of_each_other(cast: Cast) -> None:
    the_cast.schedule(cast)
    boris, anna = _open(cast, cast.boris), _open(cast, cast.anna)
    button(boris, "Wijzig de afspraak").click().run()
    button(anna, "Akkoord").click().run()
    the_cast.schedule(cast, by=Side.EMPLOYEE)
    boris.button(key=f"{_key(cast, 'schedule')}.send").click().run()
    assert not boris.exception
    assert _stored(cast, "proposed_side") in ("employee", "manager")


def test_asking_for_another_recorder_waits_for_the_other(cast: Cast) -> None:
    """R16: a change afterwards needs the other's word."""
    the_cast.schedule(cast)
    conversations.agree_date(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    anna = _open(cast, cast.anna)
    button(anna, "Vraag of jij mag vastleggen").click().run()
    assert "Je stelt voor dat Anna vastlegt. Boris moet dit bevestigen; tot dan blijft het zoals het was." in words(
        anna
    )
    assert _stored(cast, "recorder") == "manager"
    boris = _open(cast, cast.boris)
    assert "Anna wil dat Anna vastlegt." in words(boris)
    button(boris, "Akkoord").click().run()
    assert _stored(cast, "recorder") == "employee"


def test_boris_may_leave_the_recorder_as_it_is(cast: Cast) -> None:
    the_cast.schedule(cast)
    conversations.ask_recorder(cast.db, cast.anna, cast.conversation_id, Side.EMPLOYEE, now=cast.now)
    boris = _open(cast, cast.boris)
    button(boris, "Laat zoals het is").click().run()
    assert "Het blijft zoals het was." in words(boris)
    assert _stored(cast, "recorder") == "manager"


def test_both_write_on_the_agenda_and_each_takes_off_only_their_own(cast: Cast) -> None:
    """R11."""
    anna = _open(cast, cast.anna)
    anna.text_input(key=f"agenda.{cast.conversation_id}.point").set_value("*Thuiswerken*").run()
    button(anna, "Zet op de agenda").click().run()
    boris = _open(cast, cast.boris)
    assert "*Thuiswerken*" in [each.value for each in boris.main.text]
    assert "van Anna" in words(boris)
    assert not [each for each in boris.button if ".withdraw." in each.key]
    button(anna, "Haal punt 1 weg").click().run()
    assert "*Thuiswerken*" not in words(_open(cast, cast.boris))


def test_an_empty_agenda_point_is_said_beside_the_field(cast: Cast) -> None:
    anna = _open(cast, cast.anna)
    button(anna, "Zet op de agenda").click().run()
    assert "Vul deze vraag in. Een enkele zin is genoeg." in words(anna)


def test_what_anna_wants_to_focus_on_is_the_first_point_once_it_is_open(cast: Cast) -> None:
    """R22."""
    conversations.add_agenda_point(cast.db, cast.boris, cast.conversation_id, "Dossiers", now=cast.now)
    the_cast.prepare(cast, Side.EMPLOYEE)
    assert "Projecten leiden" not in words(_open(cast, cast.boris))
    the_cast.prepare(cast, Side.MANAGER)
    texts = [each.value for each in _open(cast, cast.boris).main.text]
    assert texts.index("Projecten leiden") < texts.index("Dossiers")


def test_boris_marks_the_talk_as_held_and_goes_on_to_write(cast: Cast) -> None:
    """R12, flow a6: one act for the recorder; date filled in, others named with their role."""
    the_cast.to_state(cast, State.SCHEDULED)
    cast.later(days=2)
    at = _open(cast, cast.boris)
    form = _key(cast, "hold")
    button(at, "Gesprek gevoerd: begin met vastleggen").click().run()
    assert at.text_input(key=f"{form}.day").value == "14-01-2027"
    button(at, "Voeg iemand toe").click().run()
    at.text_input(key=f"{form}.name.0").set_value("Ilse Bos").run()
    button(at, "Ga verder").click().run()
    assert "Schrijf naam en rol op van wie er ook bij was." in words(at)
    at.text_input(key=f"{form}.role.0").set_value("Vertrouwenspersoon").run()
    button(at, "Ga verder").click().run()
    assert _stored(cast, "state") == "draft"
    assert "Persoonlijk Jaarplan" in at.main.title[0].value
    assert "Ilse Bos, Vertrouwenspersoon" in words(_open(cast, cast.anna))


def test_a_talk_in_the_future_was_not_held(cast: Cast) -> None:
    the_cast.to_state(cast, State.SCHEDULED)
    at = _open(cast, cast.boris)
    button(at, "Gesprek gevoerd: begin met vastleggen").click().run()
    at.text_input(key=f"{_key(cast, 'hold')}.day").set_value("01-03-2027").run()
    button(at, "Ga verder").click().run()
    assert "Een gesprek dat gevoerd is, ligt niet in de toekomst." in words(at)
    assert _stored(cast, "state") == "scheduled"


def test_without_an_agreed_recorder_the_panel_asks_for_one(cast: Cast) -> None:
    """R16: at 'held' the app demands a choice."""
    the_cast.to_state(cast, State.SCHEDULED)
    cast.db.write(lambda c: c.execute("UPDATE conversations SET recorder = NULL WHERE id = ?", [cast.conversation_id]))
    cast.later(days=2)
    at = _open(cast, cast.anna)
    button(at, "Gesprek gevoerd").click().run()
    assert at.radio(key=f"{_key(cast, 'hold')}.recorder").value is None
    button(at, "Ga verder").click().run()
    assert "Kies wie de afspraken vastlegt." in words(at)
    at.radio(key=f"{_key(cast, 'hold')}.recorder").set_value(Side.MANAGER).run()
    button(at, "Ga verder").click().run()
    assert _stored(cast, "recorder") == "manager"
    assert at.main.title[0].value.startswith("Gesprek met")


def test_anna_says_that_the_talk_did_not_take_place(cast: Cast) -> None:
    """R12."""
    the_cast.to_state(cast, State.HELD)
    at = _open(cast, cast.anna)
    assert "Boris gaf aan dat jullie gesprek op 14 januari 2027 is gevoerd. Klopt dit niet?" in words(at)
    button(at, "Dit gesprek is niet gevoerd").click().run()
    assert "Gemeld bij HR; Boris ziet het ook." in words(at)
    assert "HR zoekt het uit." in words(_open(cast, cast.boris))


def test_the_history_tells_in_words_and_nothing_of_what_is_sealed(cast: Cast) -> None:
    preparations.save_answer(cast.db, cast.boris, cast.conversation_id, "attention", "Kanarie", "", now=cast.now)
    the_cast.to_state(cast, State.FINAL)
    at = _open(cast, cast.anna)
    table = at.main.table[0].value
    assert list(table.columns) == ["Wanneer", "Wie", "Wat"]
    told = set(table["Wat"])
    assert {"stelde een afspraak voor", "leverde de voorbereiding in", "maakte het plan definitief"} <= told
    events = history.history(cast.db, cast.anna, cast.conversation_id, now=cast.now)
    assert not [each for each in events if each.action in ("preparation:save", "plan:save", "plan:add_row")]


def test_a_suspended_conversation_offers_no_act(cast: Cast) -> None:
    the_cast.to_state(cast, State.SUSPENDED)
    at = _open(cast, cast.anna)
    assert "Dit gesprek staat stil." in words(at)
    assert not [each for each in at.button if each.key.startswith(("talk.", "agenda.")) and ".step." not in each.key]
