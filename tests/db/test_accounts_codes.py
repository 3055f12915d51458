"""One-time codes: invited by HR, reset by the administrator, and a password that only the person knows."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from db import accounts, sessions, sign_in
from db.accounts import IssuedCode
from domain.actor import CONSOLE, Actor
from domain.errors import Invalid, NotAllowed, NotFound, Refused
from tests.cast import NOW, Cast

PASSWORD = "zeven groene lampen"
OTHER = "acht paarse fietsbellen"


def issue(cast: Cast, actor: Actor, name: str = "anna", purpose: str = "invitation") -> IssuedCode:
    [issued] = accounts.issue_codes(cast.db, actor, [id_of(cast, name)], purpose, now=cast.now)
    return issued


def id_of(cast: Cast, name: str) -> UUID:
    person_id = cast.people[name].person_id
    assert person_id is not None
    return person_id


def redeem(cast: Cast, name: str, code: str, password: str = PASSWORD, now: datetime | None = None) -> UUID:
    return sign_in.redeem(cast.db, name, code, password, password, now or cast.now)


def refused(cast: Cast, name: str, code: str, password: str = PASSWORD, now: datetime | None = None) -> str:
    with pytest.raises(Refused) as caught:
        redeem(cast, name, code, password, now)
    return caught.value.key


def test_anna_chooses_her_own_password_with_the_code_from_helena(cast: Cast) -> None:
    issued = issue(cast, cast.helena)
    assert (issued.name, issued.number, issued.sign_in_name) == ("Anna de Wit", "004", "004")
    assert redeem(cast, "004", issued.code) == cast.anna.person_id
    assert sign_in.sign_in(cast.db, "004", PASSWORD, cast.now) == cast.anna.person_id


def test_a_code_is_eighty_random_bits_in_four_groups(cast: Cast) -> None:
    codes = {issue(cast, cast.helena).code for _ in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", code) for code in codes)


def test_only_the_hash_of_a_code_is_kept(cast: Cast) -> None:
    code = issue(cast, cast.helena).code
    stored = cast.value("SELECT code_sha256 FROM one_time_codes")
    assert re.fullmatch(r"[0-9a-f]{64}", stored)
    assert code.replace("-", "") not in stored


def test_case_hyphens_and_look_alike_digits_do_not_matter(cast: Cast) -> None:
    code = issue(cast, cast.helena).code
    typed = code.lower().replace("-", "  ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert redeem(cast, "004", typed) == cast.anna.person_id


def test_a_code_works_once(cast: Cast) -> None:
    code = issue(cast, cast.helena).code
    redeem(cast, "004", code)
    assert refused(cast, "004", code) == "redeem.bad"


def test_everything_wrong_with_name_or_code_has_one_answer(cast: Cast) -> None:
    code, boris = issue(cast, cast.helena).code, issue(cast, cast.helena, "boris").code
    accounts.block(cast.db, cast.adam, id_of(cast, "boris"), now=NOW)
    late = NOW + timedelta(days=31)
    answers = {
        refused(cast, "zzz", code),
        refused(cast, "004", "AAAA-BBBB-CCCC-DDDD"),
        refused(cast, "005", code),
        refused(cast, "002", boris),
        refused(cast, "004", code, now=late),
    }
    assert answers == {"redeem.bad"}


def test_an_invitation_is_valid_for_thirty_days_and_a_reset_for_one(cast: Cast) -> None:
    assert issue(cast, cast.helena).expires_at == NOW + timedelta(days=30)
    assert issue(cast, cast.adam, purpose="reset").expires_at == NOW + timedelta(hours=24)


def test_a_new_code_ends_the_former(cast: Cast) -> None:
    first, second = issue(cast, cast.helena).code, issue(cast, cast.helena).code
    assert refused(cast, "004", first) == "redeem.bad"
    redeem(cast, "004", second)


def test_a_weak_or_mistyped_password_leaves_the_code_usable(cast: Cast) -> None:
    code = issue(cast, cast.helena).code
    with pytest.raises(Invalid) as short:
        redeem(cast, "004", code, "te kort")
    with pytest.raises(Invalid) as differs:
        sign_in.redeem(cast.db, "004", code, PASSWORD, OTHER, NOW)
    with pytest.raises(Invalid) as common:
        redeem(cast, "004", code, "Wachtwoord2027!")
    found = [(e.field, e.key) for caught in (short, differs, common) for e in caught.value.errors]
    assert found == [("password", "redeem.password"), ("password_again", "redeem.differs"), ("password", "redeem.weak")]
    redeem(cast, "004", code)


def test_whether_a_password_holds_the_name_is_told_only_to_who_has_the_code(cast: Cast) -> None:
    code = issue(cast, cast.helena, "sam").code
    own = "Voskuijlen 27 in bloei"
    cast.db.write(lambda c: c.execute("UPDATE people SET family_name = 'Voskuijlen' WHERE number = '010'"))
    assert refused(cast, "010", "AAAA-BBBB-CCCC-DDDD", own) == "redeem.bad"
    with pytest.raises(Invalid):
        redeem(cast, "010", code, own)


def test_guessing_codes_gets_slow_and_does_not_lock_the_password(cast: Cast) -> None:
    redeem(cast, "004", issue(cast, cast.helena).code)
    for _ in range(5):
        assert refused(cast, "004", "AAAA-BBBB-CCCC-DDDD") == "redeem.bad"
    assert refused(cast, "004", "AAAA-BBBB-CCCC-DDDD") == "signin.wait"
    sign_in.sign_in(cast.db, "004", PASSWORD, NOW)


def test_a_reset_signs_the_person_out_and_gives_no_password_to_the_administrator(cast: Cast) -> None:
    redeem(cast, "004", issue(cast, cast.helena).code)
    token = sessions.start(cast.db, id_of(cast, "anna"), "password", NOW)
    assert sessions.lookup(cast.db, token, NOW)
    code = issue(cast, cast.adam, purpose="reset").code
    assert sessions.lookup(cast.db, token, NOW) is None
    redeem(cast, "004", code, OTHER)
    with pytest.raises(Refused):
        sign_in.sign_in(cast.db, "004", PASSWORD, NOW)
    sign_in.sign_in(cast.db, "004", OTHER, NOW)


def test_redeeming_a_code_lifts_the_hard_stop(cast: Cast) -> None:
    redeem(cast, "004", issue(cast, cast.helena).code)
    for _ in range(5):
        with pytest.raises(Refused):
            sign_in.sign_in(cast.db, "004", "fout", NOW)
    redeem(cast, "004", issue(cast, cast.adam, purpose="reset").code, OTHER)
    sign_in.sign_in(cast.db, "004", OTHER, NOW)


def test_who_has_a_password_or_is_blocked_gets_no_invitation(cast: Cast) -> None:
    redeem(cast, "004", issue(cast, cast.helena).code)
    accounts.block(cast.db, cast.adam, id_of(cast, "sam"), now=NOW)
    ids = [id_of(cast, name) for name in ("anna", "sam", "boris", "clara")]
    issued = accounts.issue_codes(cast.db, cast.helena, ids, "invitation", now=NOW)
    assert [code.name for code in issued] == ["Boris van den Berg", "Clara Mos"]


@pytest.mark.parametrize("name", ["anna", "boris", "olga"])
def test_others_invite_nobody(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        issue(cast, cast.people[name], "sam")
    assert cast.value("SELECT count(*) FROM one_time_codes") == 0
    denied = cast.rows("SELECT actor_id, action FROM audit_events WHERE outcome = 'denied'")
    assert denied == [(cast.people[name].person_id, "account.invitation")]


def test_hr_does_not_reset_passwords_and_the_console_does(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        issue(cast, cast.helena, purpose="reset")
    assert issue(cast, CONSOLE, "adam", "reset").code


def test_an_unknown_person_gets_nothing(cast: Cast) -> None:
    with pytest.raises(NotFound):
        accounts.issue_codes(cast.db, cast.helena, [id_of(cast, "anna"), UUID(int=1)], "invitation", now=NOW)
    assert cast.value("SELECT count(*) FROM one_time_codes") == 0


def test_issuing_and_redeeming_are_each_one_event(cast: Cast) -> None:
    redeem(cast, "004", issue(cast, cast.helena).code)
    rows = cast.rows("SELECT actor_id, action, entity_id FROM audit_events WHERE entity = 'account' ORDER BY id")
    anna = str(cast.anna.person_id)
    assert rows == [
        (cast.helena.person_id, "account.invitation", anna),
        (cast.anna.person_id, "account.redeem", anna),
    ]


def test_anna_changes_her_password_and_is_signed_out_elsewhere(cast: Cast) -> None:
    redeem(cast, "004", issue(cast, cast.helena).code)
    here, there = (sessions.start(cast.db, id_of(cast, "anna"), "password", NOW) for _ in range(2))
    sign_in.change_password(cast.db, cast.anna, PASSWORD, OTHER, OTHER, keep_token=here, now=NOW)
    assert sessions.lookup(cast.db, here, NOW)
    assert sessions.lookup(cast.db, there, NOW) is None
    sign_in.sign_in(cast.db, "004", OTHER, NOW)


def test_changing_a_password_needs_the_present_one(cast: Cast) -> None:
    redeem(cast, "004", issue(cast, cast.helena).code)
    for _ in range(5):
        with pytest.raises(Invalid) as caught:
            sign_in.change_password(cast.db, cast.anna, "fout", OTHER, OTHER, now=NOW)
        assert [(e.field, e.key) for e in caught.value.errors] == [("old", "password.old_wrong")]
    with pytest.raises(Refused) as waiting:
        sign_in.change_password(cast.db, cast.anna, PASSWORD, OTHER, OTHER, now=NOW)
    assert waiting.value.key == "signin.wait"
