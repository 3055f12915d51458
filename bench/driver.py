"""A person at a screen, as the server sees one: a websocket that speaks Streamlit's messages.

Each act sends what the browser would send and waits until the server has drawn everything, reruns included.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

RERUN = ForwardMsg.FINISHED_EARLY_FOR_RERUN
PATIENCE = 60  # seconds until a run counts as lost


class Unexpected(Exception):  # noqa: N818 - tells what the screen showed instead
    """The screen did not show what the person came for."""


@dataclass(frozen=True)
class Widget:
    """One widget on the screen. fragment: the part that reruns when it changes, or an empty text for the whole page."""

    id: str
    kind: str
    fragment: str


@dataclass
class Screen:
    """What the last runs drew: widgets by their key, and all words."""

    widgets: dict[str, Widget] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    bytes: int = 0
    faults: list[str] = field(default_factory=list)


class Person:
    """`async with Person(url, token) as person:` is a signed-in browser tab."""

    def __init__(self, url: str, token: str) -> None:
        self._address = url.replace("http", "ws", 1) + "/_stcore/stream"
        self._origin, self._cookie = url, f"jaarplan={token}"
        self._values: dict[str, WidgetState] = {}
        self._page, self._query, self._hash = "", "", ""
        self.screen = Screen()
        self._socket: ClientConnection

    async def __aenter__(self) -> Person:
        self._socket = await connect(
            self._address,
            origin=self._origin,  # type: ignore[arg-type]
            subprotocols=["streamlit", "none"],  # type: ignore[list-item]
            additional_headers={"cookie": self._cookie},
            compression=None,
            max_size=None,
        )
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self._socket.close()

    async def open(self, page: str, query: str = "") -> float:
        """Go to a page by its address; returns the seconds until it stands."""
        self._page, self._query, self._hash = page, query, ""
        self._values.clear()
        return await self._run(BackMsg())

    async def again(self) -> float:
        """Let the page be drawn anew, as any change of a plain widget does."""
        return await self._run(BackMsg())

    async def type(self, key: str, text: str) -> float:
        """Change a text field and leave it."""
        widget = self.find(key)
        self._values[widget.id] = WidgetState(id=widget.id, string_value=text)
        return await self._run(BackMsg(), widget.fragment)

    async def press(self, key: str) -> float:
        """Press a button."""
        widget = self.find(key)
        message = BackMsg()
        message.rerun_script.widget_states.widgets.append(WidgetState(id=widget.id, trigger_value=True))
        return await self._run(message, widget.fragment)

    def find(self, key: str) -> Widget:
        """The widget with this key."""
        try:
            return self.screen.widgets[key]
        except KeyError:
            raise Unexpected(f"no widget {key} among {sorted(self.screen.widgets)}: {self.screen.words[:12]}") from None

    async def _run(self, message: BackMsg, fragment: str = "") -> float:
        rerun = message.rerun_script
        rerun.SetInParent()
        rerun.query_string, rerun.fragment_id = self._query, fragment
        rerun.page_script_hash, rerun.page_name = self._hash, "" if self._hash else self._page
        rerun.widget_states.widgets.extend(self._values.values())
        if not fragment:
            self.screen = Screen()
        begin = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            await self._until_drawn()
        return time.perf_counter() - begin

    async def _until_drawn(self) -> None:
        while True:
            data = await self._socket.recv()
            assert isinstance(data, bytes)
            self.screen.bytes += len(data)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self._hash = message.navigation.page_script_hash
            elif kind == "delta":
                self._draw(message)
            elif kind == "page_not_found":
                raise Unexpected(f"no page {self._page}")
            elif kind == "script_finished" and message.script_finished != RERUN:
                return
            elif kind == "script_finished":  # what was drawn so far gives way to another run
                self.screen = Screen(bytes=self.screen.bytes)

    def _draw(self, message: ForwardMsg) -> None:
        kind = message.delta.new_element.WhichOneof("type") if message.delta.HasField("new_element") else None
        if kind is None:
            return
        element: Any = getattr(message.delta.new_element, kind)
        if key := _key(element):
            self.screen.widgets[key] = Widget(element.id, str(kind), message.delta.fragment_id)
        if kind in {"markdown", "heading", "text", "alert"}:
            self.screen.words.append(element.body)
        if kind == "exception" or (kind == "alert" and element.format == Alert.ERROR):
            self.screen.faults.append(element.message if kind == "exception" else element.body)


def _key(element: Any) -> str:
    # An id is "$$ID-<hash>-<key>"; a widget without a key of its own ends in "None".
    parts = str(getattr(element, "id", "")).split("-", 2)
    return parts[2] if len(parts) == 3 and parts[0].startswith("$$") and parts[2] != "None" else ""
