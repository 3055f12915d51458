"""Helena's two screens of people: the directory with its access letters, and the import."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

import settings
from components import page
from components.people import letters
from db import accounts, connection, exports, people, people_changes, sessions, staff_import
from db.accounts import IssuedCode
from db.connection import Database
from db.migrations import open_database
from domain.actor import CONSOLE, Actor, Role
from i18n.catalogue import translator
from tests.staff_lists import ANNA, BORIS, CLARA, NOW, csv, example, helena

PEOPLE, IMPORT = "hr/people.py", "hr/import_staff.py"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "data" / "jaarplan.duckdb")
    connection.share(database)
    yield database
    connection.share(None)
    database.close()


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hr(db: Database) -> Actor:
    actor = helena(db)
    grant(db, actor.person_id, Role.HR)
    return actor


def grant(db: Database, person_id: UUID | None, role: Role) -> None:
    accounts.add(db, Actor(person_id, "", frozenset({Role.HR})), [person_id] if person_id else [], now=NOW)
    statement = "INSERT INTO role_grants (person_id, role, granted_at) VALUES ($person_id, $role, $now)"
    db.write(lambda c: c.execute(statement, {"person_id": person_id, "role": role, "now": NOW}).fetchall())


def screen(db: Database, actor: Actor, path: str, language: str = "nl") -> AppTest:
    assert actor.person_id
    session = sessions.lookup(db, sessions.start(db, actor.person_id, "password", settings.now()), settings.now())
    assert session
    at = AppTest.from_file(str(settings.ROOT / "pages" / path), default_timeout=20)
    at.user = {"sid": session.id}
    at.session_state["language"] = language  # the shell keeps it there
    return at.run()


def words(at: AppTest) -> str:
    shown = [*at.title, *at.header, *at.markdown, *at.error, *at.success, *at.warning, *at.expander]
    texts = [str(getattr(element, "value", "") or getattr(element, "label", "")) for element in shown]
    return "\n".join(texts + [table.value.to_string() for table in at.table])


def test_without_people_the_screen_says_what_to_do_first(db: Database, hr: Actor, language: str) -> None:
    at = screen(db, hr, PEOPLE, language)
    t = translator(language)
    assert not at.exception
    assert t("people.empty") in words(at)
    assert [button.label for button in at.button] == [t("people.import")]


def test_the_directory_shows_people_where_they_work_and_their_access(db: Database, hr: Actor, language: str) -> None:
    staff_import.apply(db, hr, example(), "personeel.csv", now=NOW)
    at = screen(db, hr, PEOPLE, language)
    assert not at.exception and not at.error
    shown = words(at)
    assert "Sanne in 't Veld" in shown.replace("\\", "") and translator(language)("people.account.none") in shown
    at.text_input(key="people_search").set_value("ozdemir").run()
    assert "Adam Özdemir" in words(at) and "Boris" not in at.table[0].value.to_string()


def test_a_name_is_shown_as_text_and_never_as_markup(db: Database, hr: Actor) -> None:
    evil = BORIS.replace("Boris", "**Boris** [x](http://x)")
    staff_import.apply(db, hr, csv(evil), "lijst.csv", now=NOW)
    assert "\\*\\*Boris\\*\\* \\[x\\]\\(http\\:" in screen(db, hr, PEOPLE).table[0].value.to_string()


def test_letters_for_all_without_an_account_are_offered_once(db: Database, hr: Actor) -> None:
    staff_import.apply(db, hr, csv(BORIS, ANNA, CLARA), "lijst.csv", now=NOW)
    at = screen(db, hr, PEOPLE)
    assert at.button(key="letters_make").label == "Maak 3 toegangsbrieven"
    at.button(key="letters_make").click().run()
    assert not at.exception and "3 brieven staan klaar" in words(at)
    states = {row.account for row in people.directory(db, hr, date(2027, 1, 12)) if row.number}
    assert states == {people.AccountState.INVITED}


def test_letters_can_be_made_again_for_people_that_hr_picks(db: Database, hr: Actor) -> None:
    staff_import.apply(db, hr, csv(BORIS, ANNA), "lijst.csv", now=NOW)
    at = screen(db, hr, PEOPLE)
    at.radio(key="letters_who").set_value("some").run()
    assert "letters_make" not in [button.key for button in at.button]
    (anna,) = [row.id for row in people.directory(db, hr, date(2027, 1, 12), "Anna")]
    at.multiselect(key="letters_people").set_value([anna]).run()
    at.button(key="letters_make").click().run()
    assert not at.exception and "1 brief staat klaar" in words(at)


def test_a_letter_holds_the_code_and_its_texts_are_escaped(language: str) -> None:
    code = IssuedCode(UUID(int=1), "<b>Anna</b>", "002", "002", "ABCD-EFGH-JKLM-NPQR", NOW)
    made = letters.document([code, code], "Veldwijk & Co", translator(language)).decode()
    assert made.count("ABCD-EFGH-JKLM-NPQR") == 2 and made.count("<section>") == 2
    assert "&lt;b&gt;Anna&lt;/b&gt;" in made and "Veldwijk &amp; Co" in made and "<b>" not in made
    assert f'<html lang="{language}">' in made and f"{settings.current.public_url}/redeem" in made
    assert "http" not in made.replace(settings.current.public_url, "")  # nothing is fetched from anywhere


def test_the_worked_example_goes_from_upload_to_result(db: Database, hr: Actor, language: str) -> None:
    at = screen(db, hr, IMPORT, language)
    assert not at.exception and not at.button
    at.file_uploader[0].upload("personeel.csv", example(), "text/csv").run()
    t = translator(language)
    assert not at.exception and not at.error
    assert t("people.import.preview.counts", new=26, changed=0, left=0, unchanged=0) in words(at)
    assert at.button(key="import_apply").label == t("people.import.apply", n=30)
    at.button(key="import_apply").click().run()
    assert not at.exception and t("import.done", new=26, changed=0, left=0) in words(at)
    assert (
        len(people.directory(db, hr, date(2027, 1, 12))) == 25 + 1
    )  # one of the 25 has two jobs; Helena herself is not in the list


def test_errors_stand_by_their_rows_and_there_is_no_button_to_import(db: Database, hr: Actor, language: str) -> None:
    at = screen(db, hr, IMPORT, language)
    at.file_uploader[0].upload("lijst.csv", csv(BORIS, ANNA.replace(";001", ";009")), "text/csv").run()
    t = translator(language)
    assert not at.exception
    (row,) = at.table[0].value.to_dict("records")
    assert row == {
        t("people.table.row"): "3",
        t("people.table.what"): page.plain(t("import.manager_unknown", id="009")),
    }
    assert not at.button


def test_a_file_that_cannot_be_read_is_refused_in_words(db: Database, hr: Actor) -> None:
    at = screen(db, hr, IMPORT)
    at.file_uploader[0].upload("lijst.csv", b"%PDF-1.7", "text/csv").run()
    assert not at.exception and "Dit bestand kan ik niet lezen." in words(at).replace("\\", "")


def test_an_unknown_heading_is_pointed_out_on_the_screen(db: Database, hr: Actor) -> None:
    content = csv("1;Anna;Berg;Zorg;1-1-2020", headings="code;roepnaam;achternaam;afdeling;in dienst")
    at = screen(db, hr, IMPORT)
    at.file_uploader[0].upload("lijst.csv", content, "text/csv").run()
    at.selectbox(key="import_column_number").set_value("code").run()
    assert not at.exception and at.button(key="import_apply").label == "Voer 2 wijzigingen door"


def test_nobody_but_hr_opens_these_screens(db: Database, hr: Actor) -> None:
    for role in (Role.ADMINISTRATOR, Role.WORKS_COUNCIL):
        added = people_changes.add_person(db, CONSOLE, given_name="Adam", family_name="Post", now=NOW)
        grant(db, added.id, role)
        for path in (PEOPLE, IMPORT):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("components.page.session_home", lambda: "https://jaarplan.example")
                at = screen(db, Actor(added.id, "Adam"), path)
            assert not at.table and not at.file_uploader and len(at.error) == 1


def test_made_letters_wait_for_the_session_that_made_them_only(db: Database, hr: Actor) -> None:
    staff_import.apply(db, hr, csv(BORIS), "lijst.csv", now=NOW)
    at = screen(db, hr, PEOPLE)
    at.button(key="letters_make").click().run()
    _, path, _ = at.session_state["letters_ready"]
    token = path.rsplit("/", 1)[1]
    assert exports.take(token, "another session") is None
    found = exports.take(token, at.user["sid"])
    assert found is not None and b"Boris Jansen" in found.content
    assert exports.take(token, at.user["sid"]) is None
