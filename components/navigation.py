"""One flat list of what this person may open. The pages themselves guard again, and `db/` decides."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components import session
from db import team
from domain.actor import Actor, Role

PAGES = Path(__file__).parent.parent / "pages"


@dataclass(frozen=True)
class Entry:
    """One page: file under pages/, key of its title, icon, and whether the list shows it."""

    path: str
    title: str
    icon: str
    listed: bool = True

    @property
    def url_path(self) -> str:
        """The address, without a folder: my/year.py is at /my-year."""
        return self.path.replace("/", "-").replace("_", "-")


OWN = (
    Entry("my/year", "nav.my_year", "home"),
    Entry("my/account", "nav.account", "account_circle", listed=False),
    Entry("help/guide", "nav.guide", "help"),
)
CONVERSATION = (
    Entry("conversation/conversation", "nav.conversation", "forum", listed=False),
    Entry("conversation/preparation", "nav.preparation", "edit_note", listed=False),
    Entry("conversation/plan", "nav.plan", "description", listed=False),
)
MANAGER = (Entry("team/board", "nav.team", "group"), Entry("development/requests", "nav.requests", "school"))
HR = (
    Entry("hr/late", "nav.late", "schedule"),
    Entry("hr/figures", "nav.figures", "monitoring"),
    Entry("hr/people", "nav.people", "badge"),
    Entry("hr/import_staff", "nav.import_staff", "upload", listed=False),
    Entry("dossier/person", "nav.process", "folder_open", listed=False),
    Entry("hr/cycles", "nav.cycles", "event_repeat"),
)
ADMINISTRATOR = (Entry("admin/accounts", "nav.accounts", "key"),)
WORKS_COUNCIL = (Entry("council/scheme", "nav.scheme", "balance"),)


def entries(actor: Actor) -> list[Entry]:
    """The pages of a person, start page first."""
    hats = team.hats(session.database(), actor, session.today())
    found: list[Entry] = []
    if actor.has(Role.HR):
        found += HR
    if hats.leads:
        found += MANAGER
    if actor.has(Role.ADMINISTRATOR):
        found += ADMINISTRATOR
    if actor.has(Role.WORKS_COUNCIL):
        found += WORKS_COUNCIL
    return [*found, *(OWN if hats.works or not found else OWN[1:]), *(CONVERSATION if hats.works or hats.leads else ())]


def role_names(actor: Actor) -> list[str]:
    """What the person is here, most particular first: granted roles, manager, employee."""
    hats = team.hats(session.database(), actor, session.today())
    found = [role.value for role in Role if actor.has(role)]
    return found + (["manager"] if hats.leads else []) or ["employee"]


def pages(actor: Actor) -> dict[str, StreamlitPage]:
    """Streamlit's pages by path, in order; the first is the start page."""
    t = session.t()
    return {
        entry.path: st.Page(
            PAGES / f"{entry.path}.py",
            title=t(entry.title),
            icon=f":material/{entry.icon}:",
            url_path=entry.url_path,
            visibility="visible" if entry.listed else "hidden",
        )
        for entry in entries(actor)
    }


def door() -> StreamlitPage:
    """What answers at `/`: it leads to the start page.

    Streamlit's default page answers at `/` only and calls its own address not found, so none of ours is the default.
    """
    go = lambda: st.switch_page(home())  # noqa: E731 - a page needs a callable without arguments
    return st.Page(go, title="Jaarplan", url_path="start", default=True, visibility="hidden")


def remember(found: dict[str, StreamlitPage]) -> None:
    """Keep this run's pages for links on the screens."""
    st.session_state["pages"] = found


def to(path: str) -> StreamlitPage:
    """The page at `path`, for st.page_link and st.switch_page; the start page when this person has no such page."""
    found: dict[str, StreamlitPage] = st.session_state["pages"]
    return found.get(path) or home()


def home() -> StreamlitPage:
    """The start page."""
    found: dict[str, StreamlitPage] = st.session_state["pages"]
    return next(iter(found.values()))
