"""A staff list as a payroll system writes it: which columns we know, and what its rows say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain import staff_values as values
from domain.names import display_name, split_infix
from domain.staff_values import BadValue, slug


class Column(StrEnum):
    """What we read from a staff list."""

    NUMBER = "number"
    SEQUENCE = "sequence"
    GIVEN_NAME = "given_name"
    INFIX = "infix"
    FAMILY_NAME = "family_name"
    EMAIL = "email"
    DEPARTMENT_CODE = "department_code"
    DEPARTMENT = "department"
    DEPARTMENT_ABOVE = "department_above"
    POSITION = "position"
    HOURS = "hours"
    START = "start"
    END = "end"
    MANAGER = "manager"


REQUIRED = (Column.NUMBER, Column.GIVEN_NAME, Column.FAMILY_NAME, Column.DEPARTMENT, Column.START)

# Headings in lower case without spaces and punctuation; the earlier in the line, the better the match.
_HEADINGS: dict[Column, str] = {
    Column.NUMBER: "personeelsnummer persnr personeelsnr medewerkernummer medewerkernr werknemersnummer "
    "werknemernummer personnelnumber employeenumber employeeid number nummer",
    Column.SEQUENCE: "dienstverbandvolgnummer dienstverbandnummer dienstverbandnr dienstverband volgnummer "
    "employmentsequence sequence employment",
    Column.GIVEN_NAME: "roepnaam voornaam voornamen givenname firstname",
    Column.INFIX: "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels infix nameprefix prefix",
    Column.FAMILY_NAME: "achternaam geslachtsnaam familienaam familyname lastname surname naam",
    Column.EMAIL: "emailwerk werkemail email emailadres emailadreswerk workemail emailaddress mail",
    Column.DEPARTMENT_CODE: "afdelingscode afdelingcode afdelingsnummer departmentcode",
    Column.DEPARTMENT: "afdeling afdelingsnaam afdelingnaam team organisatieeenheid department departmentname unit",
    Column.DEPARTMENT_ABOVE: "bovenliggendeafdeling hoofdafdeling afdelingboven parentdepartment departmentabove",
    Column.POSITION: "functie functienaam functieomschrijving position jobtitle job",
    Column.HOURS: "urenperweek contracturen werkuren uren hoursperweek hoursaweek weeklyhours hours",
    Column.START: "datumindienst indienst indienstdatum indienstper indienstsinds startdatum begindatum hiredate "
    "startdate inservice start",
    Column.END: "datumuitdienst uitdienst uitdienstdatum uitdienstper einddatum outofservice leavingdate enddate end",
    Column.MANAGER: "personeelsnummerleidinggevende persnrleidinggevende leidinggevendenummer "
    "nummerleidinggevende personeelsnrleidinggevende leidinggevende manager managernumber leidinggevendenr chef",
}
_BSN = re.compile(r"bsn|burgerservice|sofinummer|citizenservice")


@dataclass(frozen=True)
class Table:
    """A file as texts: its headings, and each row with the number that a spreadsheet shows for it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class StaffRow:
    """One employment. Texts are empty when the cell was."""

    row: int
    number: str
    sequence: int
    given_name: str
    infix: str
    family_name: str
    email: str
    department_code: str
    department: str
    department_above: str
    position: str
    hours: Decimal | None
    start: date
    end: date | None
    manager: str

    @property
    def name(self) -> str:
        """The name as it is shown."""
        return display_name(self.given_name, self.infix, self.family_name)

    @property
    def department_key(self) -> str:
        """Equal for rows of one department: its code, or what its name would be as a code."""
        return self.department_code.casefold() or slug(self.department)


@dataclass(frozen=True)
class Remark:
    """An error or a warning about a row (None: about the list). A `Column` among `params` is shown by its name."""

    row: int | None
    column: Column | None
    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StaffList:
    """What a file says. `columns` are those found: a column that is not there changes nothing.

    `rows` are those without errors of their own, `numbers` the personnel numbers of all rows.
    """

    rows: tuple[StaffRow, ...]
    numbers: frozenset[str]
    columns: frozenset[Column]
    errors: tuple[Remark, ...]
    ignored: tuple[str, ...]
    missing: tuple[Column, ...]
    has_bsn: bool


def read(table: Table, chosen: Mapping[Column, str] | None = None) -> StaffList:
    """Read a table; `chosen` points out headings that we do not know ourselves. Errors carry row numbers."""
    places = _places(table.headings, chosen or {})
    is_bsn = [bool(_BSN.search(_plain(heading))) for heading in table.headings]
    ignored = tuple(
        heading
        for index, heading in enumerate(table.headings)
        if heading and index not in places.values() and not is_bsn[index]
    )
    missing = tuple(column for column in REQUIRED if column not in places)
    if Column.DEPARTMENT_CODE in places:
        missing = tuple(column for column in missing if column is not Column.DEPARTMENT)
    readers = [] if missing else [_RowReader(number, cells, places) for number, cells in table.rows]
    rows = [row for row in (reader.row() for reader in readers) if row]
    errors = [_missing(column) for column in missing] + [error for reader in readers for error in reader.errors]
    numbers = frozenset(reader.personnel_number for reader in readers)
    return StaffList(tuple(rows), numbers, frozenset(places), tuple(errors), ignored, missing, any(is_bsn))


def _missing(column: Column) -> Remark:
    return Remark(None, column, "import.column_missing", {"column": column})


def _places(headings: tuple[str, ...], chosen: Mapping[Column, str]) -> dict[Column, int]:
    plain = [_plain(heading) for heading in headings]
    places: dict[Column, int] = {}
    for column, names in _HEADINGS.items():
        if chosen.get(column) in headings:
            places[column] = headings.index(chosen[column])
            continue
        known = [name for name in names.split() if name in plain]
        if known:
            places[column] = plain.index(known[0])
    # A citizen service number is never read, whatever somebody points at.
    return {column: index for column, index in places.items() if not _BSN.search(plain[index])}


def _plain(heading: str) -> str:
    letters = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(character for character in letters if character.isalnum())


class _RowReader:
    def __init__(self, number: int, cells: tuple[str, ...], places: Mapping[Column, int]) -> None:
        self.number, self.cells, self.places = number, cells, places
        self.errors: list[Remark] = []
        self.personnel_number = ""

    def row(self) -> StaffRow | None:
        self.personnel_number = self._take(Column.NUMBER, values.identifier, required=True) or ""
        infix, family_name = self._family_name()
        start, end = self._take(Column.START, values.day, required=True), self._take(Column.END, values.end_day)
        fields: dict[str, Any] = {
            "number": self.personnel_number,
            "sequence": self._take(Column.SEQUENCE, values.sequence),
            "given_name": self._take(Column.GIVEN_NAME, values.label, required=True),
            "infix": infix,
            "family_name": family_name,
            "email": self._take(Column.EMAIL, values.email),
            **self._departments(),
            "position": self._take(Column.POSITION, values.label),
            "hours": self._take(Column.HOURS, values.hours),
            "start": start,
            "end": end,
            "manager": self._take(Column.MANAGER, values.identifier),
        }
        if start and end and end < start:
            self._refuse(Column.END, "import.end_before_start", start=start, end=end)
        return None if self.errors else StaffRow(row=self.number, **fields)

    def _family_name(self) -> tuple[str, str]:
        infix = self._take(Column.INFIX, values.label)
        family_name = self._take(Column.FAMILY_NAME, values.label, required=True)
        if infix or not family_name:
            return infix or "", family_name or ""
        return split_infix(family_name)

    def _departments(self) -> dict[str, Any]:
        code = self._take(Column.DEPARTMENT_CODE, values.identifier)
        name = self._take(Column.DEPARTMENT, values.label, required=not code)
        above = self._take(Column.DEPARTMENT_ABOVE, values.label)
        return {"department_code": code, "department": name or code, "department_above": above}

    def _take(self, column: Column, convert: Callable[[str], Any], *, required: bool = False) -> Any:
        index = self.places.get(column, len(self.cells))
        text = values.clean(self.cells[index]) if index < len(self.cells) else ""
        if required and not text:
            return self._refuse(column, "import.value_missing", column=column)
        try:
            return convert(text)
        except BadValue as bad:
            return self._refuse(column, bad.key, **bad.params)

    def _refuse(self, where: Column, key: str, /, **params: Any) -> None:
        self.errors.append(Remark(self.number, where, key, params))
