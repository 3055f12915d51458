"""The final text and the employee's signature: three equal choices, none chosen beforehand, and words of their own."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

import settings
from components import acting, autosave, page, session
from components.plan import differences, reading
from components.plan.wording import moment, sheet
from db import drafts, review
from db.drafts import Draft
from db.plans import Plan, Signature
from db.review import SignatureKind
from domain.conversation import Side
from domain.errors import Invalid
from domain.permissions import Permission, can
from i18n import formats


def final(plan: Plan) -> None:
    """The text as it stands, its feedback beside it, and what the reader may still do: sign, or note a refusal."""
    if plan.newest is None:
        return
    t, actor, case = session.t(), session.actor(), plan.loaded.case
    signed = plan.signature is not None and plan.signature.kind != "refused"
    signs = not signed and can(actor, Permission.PLAN_SIGN, case)
    if signs:
        differences.since_previous(plan)
    reading.document(
        sheet(plan, plan.newest.text, t), lambda row: reading.remarks(plan, plan.remarks_on(row.agreement_id))
    )
    if found := plan.remarks_on(None):
        page.section(t("plan.feedback.title"))
        reading.remarks(plan, found)
    _signature(plan)
    if signs:
        _sign(plan, _typed(_statement_subject(plan)))
    elif plan.signature is None and can(actor, Permission.PLAN_NOTE_REFUSAL, case):
        _refusal(plan, _typed(_refusal_subject(plan)))
    st.caption(t("plan.hash", hash=plan.newest.sha256[:12]))


def _signature(plan: Plan) -> None:
    if not plan.signatures:
        return
    page.section(session.t()("plan.signature.title"))
    for signature in plan.signatures:
        _one(plan, signature)


def _one(plan: Plan, signature: Signature) -> None:
    t = session.t()
    when = moment(signature.signed_at, t)
    how = t(f"sign.{signature.kind}", name=signature.noted_by_name)
    with st.container(border=True):
        name = plan.loaded.name_of(Side.EMPLOYEE)
        st.markdown(
            f":material/draw: **{page.say('plan.signature.how', name=name, signature=how)}**  \n{page.plain(when)}"
        )
        if signature.statement:
            st.text(signature.statement)


@st.fragment
def _sign(plan: Plan, typed: Draft | None) -> None:
    t, subject = session.t(), _statement_subject(plan)
    page.section(t("plan.sign.title"))
    st.markdown(page.plain(t("confirm.sign_note")))
    kinds = list(SignatureKind)
    with st.container(gap="xsmall"):
        kind = st.radio(
            page.label(t("plan.sign.choice")), kinds, index=None, key=f"sign.{plan.loaded.id}",
            label_visibility="collapsed", format_func=lambda each: t(f"sign.{each}"),
            captions=[t(f"confirm.sign_{each}") for each in kinds],
        )  # fmt: skip
    autosave.text_area(
        t("plan.sign.statement"), key=subject, stored=typed.value if typed else "", saved_at=None,
        save=lambda value, base: _save(subject, value, base), hint=t("plan.sign.statement_hint"),
    )  # fmt: skip
    label = t("plan.sign.as", signature=t(f"sign.{kind}").lower()) if kind else t("act.sign")
    if st.button(page.plain(label), key="plan.sign", type="primary"):
        with page.refusals():
            _put(plan, kind, str(st.session_state[subject]))


def _put(plan: Plan, kind: SignatureKind | None, statement: str) -> None:
    if kind is None:
        raise Invalid.of("kind", "valid.sign_choice")
    if plan.newest is None:
        return
    at, t = session.now(), session.t()
    place, sha256 = (session.database(), session.actor(), plan.loaded.id), plan.newest.sha256
    signed = acting.once(f"sign.{sha256}", lambda: review.sign(*place, sha256, kind, statement, now=at))
    zone = settings.current.zone
    day = formats.long_date(at.astimezone(zone).date(), t.language)
    done = t("done.signed", signature=t(f"sign.{kind}").lower(), date=day, time=formats.clock(at, zone))
    if signed:
        page.notice("success", done)
    st.rerun()


@st.fragment
def _refusal(plan: Plan, typed: Draft | None) -> None:
    t, subject, name = session.t(), _refusal_subject(plan), plan.loaded.given_name_of(Side.EMPLOYEE)
    page.section(t("plan.refusal.title"))
    with st.expander(page.plain(t("plan.refusal.question", name=name)), key="plan.refusal.box"):
        st.markdown(page.plain(t("plan.refusal.about", name=name)))
        autosave.text_area(
            t("plan.refusal.field"), key=subject, stored=typed.value if typed else "", saved_at=None,
            save=lambda value, base: _save(subject, value, base),
        )  # fmt: skip
        if st.button(t("plan.refusal.act"), key="plan.refusal"):
            with page.refusals():
                statement = str(st.session_state[subject])
                place = session.database(), session.actor(), plan.loaded.id
                review.note_refusal(*place, statement, now=session.now())
                page.notice("success", t("plan.refusal.done", name=name))
                st.rerun()


def _save(subject: str, value: str, base: str) -> datetime:
    return drafts.save(session.database(), session.actor(), subject, value, base, now=session.now())


def _typed(subject: str) -> Draft | None:
    return drafts.drafts(session.database(), session.actor(), subject).get(subject)


def _statement_subject(plan: Plan) -> str:
    return f"statement:{plan.newest.id if plan.newest else ''}"


def _refusal_subject(plan: Plan) -> str:
    return f"refusal:{plan.newest.id if plan.newest else ''}"
