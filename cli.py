"""Jaarplan on the command line: what is done at the server's console while the app is stopped.

Exit codes: 0 done, 1 refused with a reason, 2 wrong use, 3 the running app holds the data.
A new command is a `Command` in COMMANDS: a name, what it is for, its arguments and the function that runs it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import settings
from components.people import wording
from db import integrity, staff_import
from db.connection import Database, FileInUse
from db.demo import ORGANISATION
from db.demo import file as demo_file
from db.migrations import MigrationError, open_database
from db.staff_import import Preview
from domain.actor import CONSOLE
from domain.errors import Invalid, Refused
from domain.staff_list import Remark
from i18n.catalogue import Translator, translator

DONE, REFUSED, IN_USE = 0, 1, 3


@dataclass(frozen=True)
class Command:
    """One subcommand. `run` gets the open database, the arguments and the words, and returns the exit code."""

    name: str
    summary: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Database, argparse.Namespace, Translator], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    chosen = _parser().parse_args(arguments)
    t = translator(chosen.language)
    try:
        database = open_database(settings.current.database, settings.current.memory)
    except FileInUse:
        print(t("people.cli.in_use"), file=sys.stderr)
        return IN_USE
    except MigrationError as error:
        print(error, file=sys.stderr)
        return REFUSED
    try:
        code: int = chosen.command.run(database, chosen, t)
        return code
    except Invalid as invalid:
        for field in invalid.errors:
            print(wording.remark_text(t, Remark(None, None, field.key, field.params)), file=sys.stderr)
    except Refused as refusal:
        print(t(refusal.key, **refusal.params), file=sys.stderr)
    finally:
        database.close()
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cli.py", description="Jaarplan at the server's console; stop the app first.")
    parser.add_argument("--language", choices=sorted(settings.LANGUAGES), default=settings.DEFAULT_LANGUAGE)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.summary, description=command.summary)
        command.arguments(sub)
        sub.set_defaults(command=command)
    return parser


def _import_staff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="staff list, .csv or .xlsx")
    parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def _import_staff(database: Database, chosen: argparse.Namespace, t: Translator) -> int:
    try:
        content = chosen.file.read_bytes()
    except OSError:
        print(t("people.cli.no_file", file=chosen.file), file=sys.stderr)
        return REFUSED
    now = settings.now()
    seen = staff_import.preview(database, CONSOLE, content, chosen.file.name, now=now)
    written = seen.count > 0 and not chosen.dry_run
    if written:
        staff_import.apply(database, CONSOLE, content, chosen.file.name, now=now, seen=seen)
    if chosen.json:
        print(json.dumps(_as_json(seen, t, written), ensure_ascii=False, indent=2))
    else:
        print(_told(seen, t, dry_run=chosen.dry_run))
    return REFUSED if seen.errors else DONE


def _told(seen: Preview, t: Translator, *, dry_run: bool) -> str:
    lines = [t("people.import.errors", n=len(seen.errors))] if seen.errors else [wording.counts(t, seen)]
    lines += [f"{wording.remark_place(t, remark)}: {_text(t, remark)}" for remark in seen.errors]
    if seen.departments:
        lines.append(t("people.cli.departments", names=", ".join(change.name for change in seen.departments)))
    for remark in seen.warnings:
        text = f"{wording.remark_place(t, remark)}: {_text(t, remark)}"
        lines.append(t("people.cli.warning", text=text))
    lines += [t("import.disappeared", name=name) for name in seen.disappeared]
    if seen.ignored:
        lines.append(t("import.column_ignored", columns=", ".join(seen.ignored)))
    if seen.has_bsn:
        lines.append(t("import.bsn"))
    if dry_run:
        lines.append(t("people.cli.dry_run"))
    return "\n".join(lines)


def _as_json(seen: Preview, t: Translator, written: bool) -> dict[str, Any]:
    return {
        "file_sha256": seen.file_sha256,
        "written": written,
        "new": len(seen.new),
        "changed": len(seen.changed),
        "left": len(seen.left),
        "unchanged": seen.unchanged,
        "departments": [change.name for change in seen.departments],
        "disappeared": list(seen.disappeared),
        "ignored_columns": list(seen.ignored),
        "errors": [_remark(remark, t) for remark in seen.errors],
        "warnings": [_remark(remark, t) for remark in seen.warnings],
    }


def _remark(remark: Remark, t: Translator) -> dict[str, Any]:
    return {"row": remark.row, "column": remark.column, "key": remark.key, "text": _text(t, remark)}


def _text(t: Translator, remark: Remark) -> str:
    # On the screen a missing column can be pointed out; here it can only be told.
    here = "people.import.column_missing" if remark.key == "import.column_missing" else remark.key
    return wording.remark_text(t, Remark(remark.row, remark.column, here, remark.params))


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """A command without arguments."""


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reset", action="store_true", help="throw the demo away and make it anew")


def _demo(database: Database, chosen: argparse.Namespace, t: Translator) -> int:
    now = settings.now()
    found = demo_file.known(database, now)
    if found is None or chosen.reset:
        print(t("demo.cli.making", organisation=ORGANISATION), flush=True)
        found = demo_file.make(database, now)
    print(t("demo.cli.cast" if found.made else "demo.cli.kept", organisation=ORGANISATION))
    width = max(len(member.name) for member in found.cast)
    for member in found.cast:
        print(f"  {member.name:<{width}}  {t(f'demo.role.{member.role}')}, {member.position}")
    return DONE


def _check(database: Database, _chosen: argparse.Namespace, t: Translator) -> int:
    found = integrity.check(database)
    for reference, count in found.orphans.items():
        print(t("check.orphans", n=count, reference=reference), file=sys.stderr)
    if found.broken_event is not None:
        print(t("check.broken", number=found.broken_event), file=sys.stderr)
    if found.sound:
        print(t("check.sound", n=found.events))
    return DONE if found.sound else REFUSED


COMMANDS = (
    Command(
        "import-staff",
        "Import a staff list: all of it, or nothing when a row has an error.",
        _import_staff_arguments,
        _import_staff,
    ),
    Command("demo", "Make the demo organisation in an empty folder, and tell who is who.", _demo_arguments, _demo),
    Command("check", "Check that no reference points nowhere and that the log is whole.", _no_arguments, _check),
)

if __name__ == "__main__":
    sys.exit(main())
