"""A staff list's bytes to a table of texts. The content decides, not only the name; every size has a limit."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

import openpyxl

from domain.errors import Invalid
from domain.staff_list import Table

MEGABYTE = 1024 * 1024
MOST_BYTES, MOST_UNPACKED, MOST_RATIO = 5 * MEGABYTE, 50 * MEGABYTE, 100
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 20_000, 60, 10_000
_MOST_LINES = 100_000  # rows looked at in all: a sheet may be formatted far below its last person
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_TEXT_NAMES, _SHEET_NAME = {".csv", ".txt"}, ".xlsx"
# What é, ë and the like become when UTF-8 was read as Windows-1252 and saved again.
_GARBLED = re.compile(r"[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|\ufffd")
_SAMPLE = 20  # letters shown on either side
Line = tuple[int, Sequence[str]]


def read(content: bytes, filename: str) -> Table:
    """The headings and rows of a CSV or XLSX file as texts, empty rows left out; Invalid at `file` when it cannot be.

    Row numbers are those that a spreadsheet shows.
    """
    if len(content) > MOST_BYTES:
        raise _refused("import.too_big", n=MOST_BYTES // MEGABYTE)
    ending = PurePath(filename).suffix.lower()
    if ending == _SHEET_NAME:
        return _table(_sheet_lines(content))
    if ending in _TEXT_NAMES:
        return _table(_text_lines(_decoded(content)))
    raise _refused("import.type")


def _refused(key: str, **params: Any) -> Invalid:
    return Invalid.of("file", key, **params)


def _table(lines: Iterable[Line]) -> Table:
    kept = [(number, _trimmed(number, cells)) for number, cells in lines]
    filled = [(number, cells) for number, cells in kept if cells]
    if len(filled) < 2:
        raise _refused("import.empty")
    if len(filled) > MOST_ROWS + 1:
        raise _refused("people.import.too_many_rows", n=MOST_ROWS)
    return Table(tuple(" ".join(heading.split()) for heading in filled[0][1]), tuple(filled[1:]))


def _trimmed(number: int, cells: Sequence[str]) -> tuple[str, ...]:
    last = max((index for index, cell in enumerate(cells) if cell and not cell.isspace()), default=-1)
    if last >= MOST_COLUMNS:
        raise _refused("people.import.too_many_columns", n=MOST_COLUMNS)
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise _refused("people.import.long_cell", row=number, n=LONGEST_CELL)
    return tuple(cells[: last + 1])


def _decoded(content: bytes) -> str:
    if content.startswith((_ZIP, _OLE, _PDF)):
        raise _refused("import.type")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))  # what a spreadsheet calls Unicode text
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if garbled := _GARBLED.search(text):
            raise _refused("import.encoding", sample=_word_at(text, garbled))
        return text
    raise _refused("import.type")


def _word_at(text: str, found: re.Match[str]) -> str:
    # The letters around it are looked for in a few signs only: one pattern for the whole word takes minutes on a
    # file that is one long word.
    before = re.search(r"\w*\Z", text[max(found.start() - _SAMPLE, 0) : found.start()])
    after = re.match(r"\w*", text[found.end() : found.end() + _SAMPLE])
    return (before[0] if before else "") + found[0] + (after[0] if after else "")


def _text_lines(text: str) -> Iterator[Line]:
    first, _, rest = text.partition("\n")
    given = re.fullmatch(r"\"?sep=(.)\"?\r?", first)
    if given:
        text = rest
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=given[1] if given else _separator(text))
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > _MOST_LINES:
                raise _refused("people.import.too_many_rows", n=MOST_ROWS)
            yield number, cells
    except csv.Error:
        raise _refused("people.import.long_cell", row=number + 1, n=LONGEST_CELL) from None


def _separator(text: str) -> str:
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(";\t,", key=lambda sign: len(next(csv.reader([heading[:LONGEST_CELL]], delimiter=sign), [])))


def _sheet_lines(content: bytes) -> Iterator[Line]:
    _check_archive(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
        sheet.reset_dimensions()  # what the file claims about its size is not to be believed
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), start=1):
            if number > _MOST_LINES:
                raise _refused("people.import.too_many_rows", n=MOST_ROWS)
            yield number, [_text(cell) for cell in cells]
    except Invalid:
        raise
    except Exception:  # noqa: BLE001 - a broken or hostile file can raise anything in the library that reads it
        raise _refused("import.type") from None


def _check_archive(content: bytes) -> None:
    if content.startswith(_OLE):  # a workbook with a password is no zip file
        raise _refused("import.protected")
    if not content.startswith(_ZIP):
        raise _refused("import.type")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise _refused("import.type") from None
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= {part.filename for part in parts}:
        raise _refused("import.type")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(content):
        raise _refused("people.import.unpacked")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
