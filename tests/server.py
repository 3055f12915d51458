"""A real Jaarplan in a process of its own, and a raw websocket client that speaks Streamlit's messages."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parent.parent
_START_SECONDS = 60
_SECRET = re.compile(r'name="form_secret" value="([^"]+)"')


class Server:
    """`with Server(folder) as server:` starts `streamlit run streamlit_app.py` on a free port and stops it.

    Fill `folder / "jaarplan.duckdb"` beforehand with `db/` verbs, and close it: one process has the file at a time.
    """

    def __init__(self, folder: Path, *, demo: bool = False, clock_offset: float = 0) -> None:
        self.folder, self.port = folder, _free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = folder.parent / f"server-{self.port}.log"
        self._environment = {
            **os.environ,
            "JAARPLAN_DATA": str(folder),
            "JAARPLAN_URL": self.url,
            "JAARPLAN_DEMO": "1" if demo else "",
            "JAARPLAN_CLOCK_OFFSET": str(clock_offset),
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(self.port)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None or self._answers():
                break
            time.sleep(0.1)
        if not self._answers():
            self.stop()
            raise RuntimeError(f"the server did not start:\n{self.output()}")

    def stop(self, *, kill: bool = False) -> None:
        """Stop it as a service manager does, or at once."""
        if self._process is None:
            return
        if kill:
            self._process.kill()
        else:
            self._process.terminate()
        self._process.wait(timeout=30)
        self._process = None

    @property
    def pid(self) -> int:
        """The process, to measure it."""
        assert self._process is not None
        return self._process.pid

    def output(self) -> str:
        """Everything it wrote on its console."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def set_up_code(self) -> str:
        """The code it wrote on its console."""
        return re.findall(r"set-up code: (\S+)", self.output())[-1]

    def browser(self) -> httpx.Client:
        """A browser without cookies that follows no redirects."""
        return httpx.Client(base_url=self.url, headers={"origin": self.url}, timeout=30)

    def post(self, browser: httpx.Client, path: str, page: str | None = None, **fields: str) -> httpx.Response:
        """Open the page, fill the form in, send it."""
        found = _SECRET.search(browser.get(page or path).text)
        assert found, f"no form at {page or path}"
        return browser.post(path, data={"form_secret": found[1], **fields})

    def sign_in(self, name: str, password: str) -> httpx.Client:
        """A browser in which the person has signed in."""
        browser = self.browser()
        answer = self.post(browser, "/sign-in", name=name, password=password)
        assert answer.status_code == 303, answer.status_code
        return browser

    def demo(self, person_id: object) -> httpx.Client:
        """A browser in which a member of the demo's cast has signed in with one click."""
        browser = self.browser()
        answer = self.post(browser, "/sign-in/demo", "/sign-in", person_id=str(person_id))
        assert answer.status_code == 303, answer.status_code
        return browser

    def screen(self, browser: httpx.Client | None = None, *, resume: str = "", **headers: str) -> Screen:
        """An open websocket with the browser's cookies. `resume`: the Streamlit session to go on with."""
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items()) if browser else ""
        origin = headers.pop("origin", self.url)
        connection = connect(
            f"ws://localhost:{self.port}/_stcore/stream",
            origin=origin or None,  # type: ignore[arg-type]
            subprotocols=["streamlit", "none", *([resume] if resume else [])],  # type: ignore[list-item]
            additional_headers={**({"cookie": cookies} if cookies else {}), **headers},
            compression=None,
            max_size=None,
        )
        return Screen(connection)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/_stcore/health", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False


class Screen:
    """One websocket: ask for runs, read what comes back."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.session_id = ""

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.connection.close()

    def run(self, back: BackMsg | None = None, **fields: str) -> list[ForwardMsg]:
        """Ask for a run (`page_name=`, `query_string=`, `fragment_id=`) and return all it sends until it finishes."""
        self.send(back, **fields)
        return list(self.until_finished())

    def send(self, back: BackMsg | None = None, **fields: str) -> None:
        """Ask for a run."""
        message = back or BackMsg()
        message.rerun_script.SetInParent()
        for name, value in fields.items():
            setattr(message.rerun_script, name, value)
        self.connection.send(message.SerializeToString())

    def until_finished(self, timeout: float = 30) -> Iterator[ForwardMsg]:
        """The messages of the run that is going on, and of the one that it may ask for itself."""
        for message in self.messages(timeout):
            yield message
            finished = message.WhichOneof("type") == "script_finished"
            if finished and message.script_finished != ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN:
                return

    def messages(self, timeout: float = 30) -> Iterator[ForwardMsg]:
        """Messages as they come; TimeoutError when none comes for so many seconds."""
        while True:
            data = self.connection.recv(timeout=timeout)
            assert isinstance(data, bytes)
            message = ForwardMsg()
            message.ParseFromString(data)
            if message.WhichOneof("type") == "new_session":
                self.session_id = message.new_session.initialize.session_id
            yield message

    def close_code(self, timeout: float = 10) -> int | None:
        """Wait until the server closes, and return its code; what it still sends is thrown away."""
        try:
            while True:
                self.connection.recv(timeout=timeout)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


def words(messages: list[ForwardMsg]) -> str:
    """Everything in the messages of a run as one text, to look for what must or must not be in it."""
    return "\n".join(str(message) for message in messages)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
