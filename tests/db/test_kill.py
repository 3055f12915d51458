"""The power goes off in the middle of the work: what was called saved is there when it comes back."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

from db import preparations
from db.audit import first_broken_link
from db.migrations import open_database
from domain.actor import Actor
from tests import cast as the_cast

ROUNDS = 20


def type_on(path: Path, person: UUID, conversation: UUID, base: str, start: int, saved: Connection) -> None:
    """Anna types: each number goes down the pipe only after its text was saved. Ends by being killed."""
    db, anna, now = open_database(path), Actor(person, "Anna"), datetime(2027, 1, 12, 9, tzinfo=UTC)
    for number in range(start, start + 1_000):
        text = f"woord {number} " + "x" * (number % 500)
        preparations.save_answer(db, anna, conversation, "focus", text, base, now=now)
        base = text
        saved.send(number)


def test_no_acknowledged_save_is_lost_to_a_killed_process(tmp_path: Path) -> None:
    """Twenty times kill -9: the file opens, the last acknowledged text or a later one is there, the chain holds."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.db.test_kill"])  # so that a round costs no imports
    cast = the_cast.build(tmp_path)
    path, person, conversation = cast.db.path, cast.anna.person_id, cast.conversation_id
    cast.db.close()
    dice, base, start = random.Random(7), "", 0
    for _ in range(ROUNDS):
        reader, writer = processes.Pipe(duplex=False)
        typist = processes.Process(target=type_on, args=(path, person, conversation, base, start, writer))
        typist.start()
        writer.close()
        acknowledged = _kill_after(typist.pid or 0, reader, saves=dice.randint(1, 12))
        typist.join()
        base = _text_after_restart(path)
        stored = int(base.split()[1])
        # The process may die after a commit and before it could say so: one more, never one less.
        assert acknowledged <= stored <= acknowledged + 1
        start = stored + 1


def _kill_after(pid: int, reader: Connection, saves: int) -> int:
    """Kill the process after so many acknowledged saves; returns the last number that it acknowledged."""
    for _ in range(saves):
        last = int(reader.recv())
    os.kill(pid, signal.SIGKILL)
    try:
        while True:
            last = int(reader.recv())
    except EOFError:
        return last


def _text_after_restart(path: Path) -> str:
    database = open_database(path)
    try:
        with database.read() as cursor:
            row = cursor.execute("SELECT value FROM answers WHERE question = 'focus'").fetchone()
            orphans = cursor.execute("SELECT count(*) FROM orphans").fetchone()
        assert row is not None and orphans == (0,)
        assert first_broken_link(database) is None
        return str(row[0])
    finally:
        database.close()
