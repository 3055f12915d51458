"""Who may ask for which address: one table, decided before anything of Streamlit runs."""

from __future__ import annotations

from enum import Enum, auto


class Gate(Enum):
    """What an address asks of the visitor."""

    OPEN = auto()  # everybody: signing in, and the interface's own files
    MEMBERS = auto()  # a live session, else 401: what a page fetches
    PAGE = auto()  # a live session, else the sign-in page
    NOBODY = auto()  # 404 for everyone


_NOBODY = (
    "/_stcore/metrics",
    "/_stcore/agent",
    "/_stcore/script-health-check",
    "/auth",
    "/oauth2callback",
    "/app/",
    "/manifest.json",
)
_OPEN = frozenset({"/sign-in", "/sign-in/demo", "/sign-out", "/set-up", "/redeem", "/favicon.png", "/favicon.ico"})
_OPEN_STREAMLIT = frozenset({"/_stcore/health", "/_stcore/host-config"})
_OPEN_FOLDERS = ("/static/", "/web-static/", "/language/")
_MEMBERS = ("/_stcore/", "/media/", "/component/")
_PAGE_FOLDERS = ("/files/", "/account/")


def gate(path: str) -> Gate:
    """The gate of an address."""
    if path.startswith(_NOBODY):
        return Gate.NOBODY
    if path in _OPEN or path in _OPEN_STREAMLIT or path.startswith(_OPEN_FOLDERS):
        return Gate.OPEN
    if path.startswith(_MEMBERS):
        return Gate.MEMBERS
    if "/" in path[1:] and not path.startswith(_PAGE_FOLDERS):
        return Gate.NOBODY
    return Gate.PAGE


def waits_for_set_up(path: str) -> bool:
    """Whether the address sends to the set-up page as long as there is no account."""
    return gate(path) is Gate.PAGE or path in {"/sign-in", "/sign-in/demo", "/redeem"}
