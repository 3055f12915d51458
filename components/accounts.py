"""The administrator's view of accounts: who can sign in and as what. Nothing of anybody's texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

import streamlit as st

import settings
from components import acting, page, session
from db import accounts
from db.accounts import Account, IssuedCode
from domain.actor import Role
from i18n import formats

MOST_ROWS = 50
GRANTED = (Role.HR, Role.ADMINISTRATOR, Role.WORKS_COUNCIL)
_BADGES = {"none": "gray", "invited": "blue", "active": "green", "blocked": "red"}
_CHECKS = ("document", "known", "manager")


def matching(found: Sequence[Account], search: str) -> list[Account]:
    """The accounts whose name, number, sign-in name or e-mail address holds what was typed."""
    typed = search.strip().casefold()
    return [account for account in found if typed in _searchable(account)]


def _searchable(account: Account) -> str:
    parts = (account.name, account.number, account.sign_in_name, account.email)
    return " ".join(part for part in parts if part).casefold()


def table(found: Sequence[Account]) -> None:
    """The first accounts with their state, roles and last sign-in."""
    t = session.t()
    rows = [
        {
            t("people.table.name"): page.plain(_called(account)),
            t("people.table.account"): f":{_BADGES[account.state]}-badge[{t(f'people.account.{account.state}')}]",
            t("accounts.roles"): page.plain(_roles(account) or "–"),
            t("accounts.last"): page.plain(_last(account)),
        }
        for account in found[:MOST_ROWS]
    ]
    st.markdown(t("people.found", n=len(found)))
    st.table(rows, hide_index=True, border="horizontal")
    if len(found) > MOST_ROWS:
        st.markdown(t("people.more", n=len(found) - MOST_ROWS))


def choose(found: Sequence[Account]) -> Account | None:
    """The account to work on; None while nobody is chosen."""
    by_id = {account.person_id: account for account in found}
    chosen = st.selectbox(
        session.t()("accounts.choose"),
        list(by_id),
        index=None,
        key="accounts.person",
        format_func=lambda person_id: _called(by_id[person_id]),
        placeholder=session.t()("accounts.choose_placeholder"),
    )
    return by_id.get(chosen) if chosen else None


def panel(account: Account) -> None:
    """What the administrator can do for one person."""
    t = session.t()
    with st.container(border=True):
        st.header(page.plain(account.name), anchor=False)
        st.markdown(page.plain(f"{t(f'people.account.{account.state}')} · {_roles(account) or t('accounts.no_roles')}"))
        _code(account)
        _role_buttons(account)
        _blocking(account)


def _code(account: Account) -> None:
    t, key = session.t(), f"accounts.{account.person_id}"
    st.markdown(f"**{t('accounts.code')}**")
    if account.state == "blocked":
        st.markdown(t("accounts.code_blocked"))
        return
    st.markdown(t("accounts.code_reset" if account.state == "active" else "accounts.code_first"))
    checked = st.radio(
        t("accounts.check"),
        _CHECKS,
        index=None,
        key=f"{key}.check",
        format_func=lambda check: t(f"accounts.check.{check}"),
    )
    asked = st.button(t("accounts.show_code"), key=f"{key}.code", type="primary", icon=":material/key:")
    if asked and checked is None:
        st.error(t("accounts.check_first"), icon=":material/error:")
    elif asked:
        with page.refusals():
            _show(_issue(account.person_id, "reset" if account.state == "active" else "invitation"))


def _issue(person_id: UUID, purpose: str) -> IssuedCode | None:
    issued = accounts.issue_codes(session.database(), session.actor(), [person_id], purpose, now=session.now())
    return issued[0] if issued else None


def _show(code: IssuedCode | None) -> None:
    # Shown in this run only: no code is kept anywhere.
    t = session.t()
    if code is None:
        st.error(t("accounts.no_code"), icon=":material/error:")
        return
    ends = code.expires_at.astimezone(settings.current.zone)
    until = page.say("code.shown", date=formats.long_date(ends.date(), t.language), time=ends.strftime("%H:%M"))
    st.success(until, icon=":material/key:")
    with st.grid(columns=2, min_column_width=220):
        for label, value in (("people.letters.name", code.sign_in_name), ("people.letters.code", code.code)):
            with st.container(gap=None):
                st.caption(t(label))
                st.code(value, language=None)


def _role_buttons(account: Account) -> None:
    t, place = session.t(), (session.database(), session.actor(), account.person_id)
    st.markdown(f"**{t('accounts.roles')}**")
    st.markdown(t("accounts.roles_about"))
    with st.container(horizontal=True):
        for role in GRANTED:
            has = role in account.roles
            label = t("accounts.revoke" if has else "accounts.grant", role=t(f"role.{role}"))
            if st.button(label, key=f"accounts.{account.person_id}.{role}"):
                verb = accounts.revoke_role if has else accounts.grant_role
                done = t("accounts.revoked" if has else "accounts.granted", name=account.name, role=t(f"role.{role}"))
                _do(partial(verb, *place, role, now=session.now()), done)


def _blocking(account: Account) -> None:
    t, place = session.t(), (session.database(), session.actor(), account.person_id)
    st.markdown(f"**{t('accounts.access')}**")
    if account.state == "blocked":
        st.markdown(t("accounts.blocked_about"))
        if st.button(t("accounts.unblock"), key=f"accounts.{account.person_id}.unblock"):
            _do(lambda: accounts.unblock(*place, now=session.now()), t("accounts.unblocked", name=account.name))
        return
    name = f"accounts.{account.person_id}.block"
    st.button(t("accounts.block"), key=f"{name}.ask", icon=":material/block:", on_click=acting.ask, args=(name,))
    acting.question(
        name,
        t("accounts.block_title", name=account.name),
        [t("accounts.block_text")],
        t("accounts.block"),
        lambda: accounts.block(*place, now=session.now()),
        lambda: page.notice("success", t("accounts.blocked", name=account.name)),
    )


def _do(act: Callable[[], None], done: str) -> None:
    with page.refusals():
        act()
        page.notice("success", done)
        st.rerun()


def _called(account: Account) -> str:
    return f"{account.name} ({account.number})" if account.number else account.name


def _roles(account: Account) -> str:
    return ", ".join(session.t()(f"role.{role}") for role in GRANTED if role in account.roles)


def _last(account: Account) -> str:
    if account.last_sign_in_at is None:
        return session.t()("accounts.never")
    return formats.table_date(account.last_sign_in_at.astimezone(settings.current.zone).date())
