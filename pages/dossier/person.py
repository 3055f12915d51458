"""HR's view of one conversation: where it stands, whom it waits for, and what HR can do about the process."""

import streamlit as st

from components import page, process, session, states
from db import dossiers
from domain.conversation import OPEN, Side, State

actor = session.actor()
t = session.t()

with page.refusals():
    found = dossiers.process(session.database(), actor, session.asked_id(), now=session.now())
    title = t("process.title", name=found.loaded.name_of(Side.EMPLOYEE), year=found.loaded.row["year"])
    with page.page(title, page.plain(process.waits_line(found))):
        with st.container(horizontal=True):
            states.badge(found.loaded.state, found.situation.signature)
            if found.late and found.deadline:
                states.late_badge(found.deadline)
        page.who_sees(t("process.see"))
        process.facts(found)
        if found.may_guide and found.loaded.state in OPEN | {State.SUSPENDED}:
            page.section(t("process.guide"))
            process.guidance(found)
