"""The employee signs the final text in one of three equal ways; the manager may note a refusal."""

import pytest
from streamlit.testing.v1 import AppTest

from db.review import SignatureKind
from domain.conversation import Side, State
from tests.cast import Cast, to_state
from tests.pages.app import button, open_page, words

PLAN = "conversation/plan"


def screen(cast: Cast, side: Side, language: str = "nl") -> AppTest:
    return open_page(cast, cast.person_of(side), PLAN, language=language, id=cast.conversation_id)


def signed(cast: Cast) -> list[tuple[str, str]]:
    return [(kind, text) for kind, text in cast.rows("SELECT kind, statement FROM signatures ORDER BY signed_at")]


def test_nothing_is_chosen_beforehand_and_each_way_says_what_it_means(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    at = screen(cast, Side.EMPLOYEE)
    (choice,) = at.radio
    assert choice.value is None
    assert choice.options == ["Akkoord", "Gezien", "Gezien, niet akkoord"]
    assert "Je zegt daarmee niet dat je het ermee eens bent." in choice.proto.captions[1]
    button(at, "Onderteken").click().run()
    assert "Kies eerst hoe je ondertekent." in words(at)
    assert signed(cast) == []


@pytest.mark.parametrize("kind", list(SignatureKind))
def test_the_button_repeats_the_choice(cast: Cast, kind: SignatureKind) -> None:
    to_state(cast, State.FINAL)
    at = screen(cast, Side.EMPLOYEE)
    at.radio[0].set_value(kind).run()
    at.text_area[0].set_value("De termijn is krap.").run()
    label = {"agreed": "akkoord", "seen": "gezien", "seen_disagree": "gezien, niet akkoord"}[kind]
    button(at, f"Onderteken: {label}").click().run()
    assert signed(cast) == [(kind.value, "De termijn is krap.")]
    assert f"Ondertekend: {label}, 14 januari 2027" in words(at)
    assert "De termijn is krap." in words(screen(cast, Side.MANAGER))


def test_not_agreed_needs_a_word_why_and_keeps_the_choice(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    at = screen(cast, Side.EMPLOYEE)
    at.radio[0].set_value(SignatureKind.SEEN_DISAGREE).run()
    button(at, "Onderteken: gezien, niet akkoord").click().run()
    assert "Schrijf kort waarom je niet akkoord bent." in words(at)
    assert at.radio[0].value is SignatureKind.SEEN_DISAGREE
    assert signed(cast) == []


def test_a_statement_is_kept_while_it_is_typed(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    screen(cast, Side.EMPLOYEE).text_area[0].set_value("Begin van een toelichting").run()
    assert screen(cast, Side.EMPLOYEE).text_area[0].value == "Begin van een toelichting"
    assert "Begin van een toelichting" not in words(screen(cast, Side.MANAGER))


def test_the_final_text_shows_who_made_it_final_and_its_fingerprint(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    text = words(screen(cast, Side.EMPLOYEE))
    assert "Versie 1, definitief gemaakt door Boris van den Berg op 14 januari 2027, 10:00" in text
    sha256 = str(cast.value("SELECT sha256 FROM submissions"))
    assert f"Vingerafdruk van deze tekst: {sha256[:12]}" in text


def test_the_manager_notes_a_refusal_that_the_employee_reads_and_may_still_answer(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    at = screen(cast, Side.MANAGER)
    button(at, "Noteer dit").click().run()
    assert "Schrijf kort op wat er is gezegd. Je medewerker kan dit lezen." in words(at)
    at.text_area[0].set_value("Anna wil eerst nadenken.").run()
    button(at, "Noteer dit").click().run()
    assert "Genoteerd. Anna kan het lezen." in words(at)
    theirs = screen(cast, Side.EMPLOYEE)
    assert "Anna wil eerst nadenken." in words(theirs)
    assert "Wil niet ondertekenen (genoteerd door Boris)" in words(theirs)
    theirs.radio[0].set_value(SignatureKind.SEEN).run()
    button(theirs, "Onderteken: gezien").click().run()
    assert {kind for kind, _ in signed(cast)} == {"refused", "seen"}


def test_signing_in_english(cast: Cast) -> None:
    to_state(cast, State.FINAL)
    at = screen(cast, Side.EMPLOYEE, "en")
    at.radio[0].set_value(SignatureKind.SEEN).run()
    button(at, "Sign: seen (voor gezien)").click().run()
    assert signed(cast) == [("seen", "")]
