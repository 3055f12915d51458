"""Accounts: the first one, the roles, and that somebody is always left to administer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from db import accounts, set_up, sign_in, stored_settings
from db.connection import Database
from db.migrations import open_database
from domain.actor import CONSOLE, Role
from domain.errors import Invalid, NotAllowed, NotFound, Refused, WrongState
from tests.cast import NOW, Cast

PASSWORD = "zeven groene lampen"
ADAM = set_up.FirstAdministrator("Adam", "", "Post", "adam@veldwijk.example", "Gemeente Veldwijk", also_hr=True)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    db = open_database(tmp_path / "empty" / "jaarplan.duckdb")
    yield db
    db.close()


def id_of(cast: Cast, name: str) -> UUID:
    person_id = cast.people[name].person_id
    assert person_id is not None
    return person_id


def test_the_first_account_administers_and_does_hr_when_asked(empty: Database) -> None:
    assert not accounts.any_exist(empty)
    person_id = set_up.set_up(empty, ADAM, PASSWORD, PASSWORD, NOW)
    actor = accounts.load_actor(empty, person_id)
    assert (actor.name, actor.roles) == ("Adam Post", {Role.ADMINISTRATOR, Role.HR})
    assert sign_in.sign_in(empty, "adam@veldwijk.example", PASSWORD, NOW) == person_id
    with empty.read() as cursor:
        assert stored_settings.organisation_name(cursor) == "Gemeente Veldwijk"


def test_without_the_tick_the_first_account_only_administers(empty: Database) -> None:
    person_id = set_up.set_up(empty, replace(ADAM, also_hr=False), PASSWORD, PASSWORD, NOW)
    assert accounts.load_actor(empty, person_id).roles == {Role.ADMINISTRATOR}


def test_set_up_happens_once(empty: Database) -> None:
    set_up.set_up(empty, ADAM, PASSWORD, PASSWORD, NOW)
    with pytest.raises(Refused) as caught:
        set_up.set_up(empty, replace(ADAM, name="eva"), PASSWORD, PASSWORD, NOW)
    assert caught.value.key == "setup.closed"


def test_set_up_says_what_is_missing_beside_each_field(empty: Database) -> None:
    blank = set_up.FirstAdministrator("", "", " ", "", "", also_hr=False)
    with pytest.raises(Invalid) as caught:
        set_up.set_up(empty, blank, "kort", "korter", NOW)
    found = [error.field for error in caught.value.errors]
    assert found == ["organisation", "given_name", "family_name", "name", "password", "password_again"]


def test_the_organisations_name_is_no_password(empty: Database) -> None:
    with pytest.raises(Invalid) as caught:
        set_up.set_up(empty, ADAM, "veldwijk aan de rivier", "veldwijk aan de rivier", NOW)
    assert [error.key for error in caught.value.errors] == ["redeem.weak"]


def test_an_administrator_who_is_in_the_staff_list_stays_one_person(empty: Database) -> None:
    empty.write(
        lambda c: c.execute(
            "INSERT INTO people (number, given_name, family_name, email, created_at) "
            "VALUES ('012', 'Adam', 'Post', 'Adam@veldwijk.example', ?)",
            [NOW],
        )
    )
    person_id = set_up.set_up(empty, ADAM, PASSWORD, PASSWORD, NOW)
    with empty.read() as cursor:
        assert cursor.execute("SELECT id, number FROM people").fetchall() == [(person_id, "012")]


def test_an_actor_has_the_roles_and_language_of_this_moment(cast: Cast) -> None:
    person_id = id_of(cast, "anna")
    assert accounts.load_actor(cast.db, person_id).roles == frozenset()
    accounts.grant_role(cast.db, cast.adam, person_id, Role.HR, now=NOW)
    accounts.set_language(cast.db, cast.anna, "en", now=NOW)
    actor = accounts.load_actor(cast.db, person_id)
    assert (actor.roles, actor.language) == ({Role.HR}, "en")
    accounts.revoke_role(cast.db, cast.adam, person_id, Role.HR, now=NOW)
    assert accounts.load_actor(cast.db, person_id).roles == frozenset()


def test_a_language_that_jaarplan_does_not_speak_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        accounts.set_language(cast.db, cast.anna, "tlh", now=NOW)


def test_who_is_blocked_or_unknown_acts_no_more(cast: Cast) -> None:
    accounts.block(cast.db, cast.adam, id_of(cast, "anna"), now=NOW)
    for person_id in (id_of(cast, "anna"), UUID(int=1)):
        with pytest.raises(NotFound):
            accounts.load_actor(cast.db, person_id)
    accounts.unblock(cast.db, cast.adam, id_of(cast, "anna"), now=NOW)
    assert accounts.load_actor(cast.db, id_of(cast, "anna")).name == "Anna de Wit"


def test_granting_twice_is_one_grant_and_one_event(cast: Cast) -> None:
    for _ in range(2):
        accounts.grant_role(cast.db, cast.adam, id_of(cast, "anna"), Role.WORKS_COUNCIL, now=NOW)
    assert cast.value("SELECT count(*) FROM role_grants WHERE person_id = $id", id=id_of(cast, "anna")) == 1
    assert cast.value("SELECT count(*) FROM audit_events WHERE action = 'role.grant'") == 1


def test_the_last_administrator_keeps_the_role_and_is_not_blocked(cast: Cast) -> None:
    adam = id_of(cast, "adam")
    for verb in (
        lambda: accounts.revoke_role(cast.db, cast.adam, adam, Role.ADMINISTRATOR, now=NOW),
        lambda: accounts.block(cast.db, cast.adam, adam, now=NOW),
    ):
        with pytest.raises(WrongState) as caught:
            verb()
        assert caught.value.key == "account.last_administrator"
    accounts.grant_role(cast.db, cast.adam, id_of(cast, "sam"), Role.ADMINISTRATOR, now=NOW)
    accounts.revoke_role(cast.db, cast.adam, adam, Role.ADMINISTRATOR, now=NOW)
    assert accounts.load_actor(cast.db, adam).roles == frozenset()


@pytest.mark.parametrize("name", ["anna", "boris", "helena", "olga"])
def test_only_the_administrator_manages_accounts(cast: Cast, name: str) -> None:
    actor, sam = cast.people[name], id_of(cast, "sam")
    for verb in (
        lambda: accounts.grant_role(cast.db, actor, sam, Role.HR, now=NOW),
        lambda: accounts.revoke_role(cast.db, actor, sam, Role.HR, now=NOW),
        lambda: accounts.block(cast.db, actor, sam, now=NOW),
        lambda: accounts.unblock(cast.db, actor, sam, now=NOW),
        lambda: accounts.list_accounts(cast.db, actor),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert accounts.load_actor(cast.db, sam).roles == frozenset()
    assert cast.value("SELECT count(*) FROM audit_events WHERE outcome = 'denied' AND entity = 'account'") == 4


def test_the_list_tells_the_state_of_each_account(cast: Cast) -> None:
    cast.db.write(lambda c: c.execute("DELETE FROM accounts WHERE person_id = ?", [id_of(cast, "daan")]))
    [code] = accounts.issue_codes(cast.db, cast.helena, [id_of(cast, "anna")], "invitation", now=NOW)
    sign_in.redeem(cast.db, "004", code.code, PASSWORD, PASSWORD, NOW)
    accounts.block(cast.db, cast.adam, id_of(cast, "sam"), now=NOW)
    listed = {account.name: account for account in accounts.list_accounts(cast.db, cast.adam)}
    states = {name: listed[name].state for name in ("Anna de Wit", "Boris van den Berg", "Daan Bos", "Sam Vos")}
    assert states == {
        "Anna de Wit": "active",
        "Boris van den Berg": "invited",
        "Daan Bos": "none",
        "Sam Vos": "blocked",
    }
    assert listed["Helena Smit"].roles == {Role.HR}
    assert listed["Anna de Wit"].last_sign_in_at == NOW
    assert next(iter(listed)) == "Boris van den Berg"


def test_accounts_can_be_made_without_codes(cast: Cast) -> None:
    cast.db.write(lambda c: c.execute("DELETE FROM accounts WHERE person_id = ?", [id_of(cast, "daan")]))
    accounts.add(cast.db, CONSOLE, [id_of(cast, "daan"), id_of(cast, "anna")], now=NOW)
    assert cast.value("SELECT count(*) FROM accounts") == len(cast.people)


def test_a_demo_lists_its_cast_and_no_other_file_does(cast: Cast) -> None:
    assert stored_settings.demo_cast(cast.db) == []
    member = stored_settings.CastMember(id_of(cast, "anna"), "employee")
    stored_settings.store_demo_cast(cast.db, [member], now=NOW)
    assert stored_settings.demo_cast(cast.db) == [member]
