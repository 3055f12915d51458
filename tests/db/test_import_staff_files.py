"""Which files can be read as a staff list, and which are refused before they can do harm (T7)."""

import io
import zipfile
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import staff_files
from domain.errors import Invalid
from tests.staff_lists import xlsx


def refused(content: bytes, name: str) -> str:
    with pytest.raises(Invalid) as refusal:
        staff_files.read(content, name)
    (error,) = refusal.value.errors
    assert error.field == "file"
    return error.key


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_a_text_file_is_read_in_the_usual_encodings_and_separators(encoding: str, sign: str, ending: str) -> None:
    text = ending.join([sign.join(["Naam", "Plaats"]), sign.join(["Renée", "Zoë"]), ""])
    table = staff_files.read(text.encode(encoding), "Lijst.CSV")
    assert (table.headings, table.rows) == (("Naam", "Plaats"), ((2, ("Renée", "Zoë")),))


def test_a_first_line_that_names_the_separator_is_no_heading() -> None:
    table = staff_files.read(b"sep=|\r\nNaam|Plaats\r\nAnna|Delft\r\n", "a.csv")
    assert (table.headings, table.rows) == (("Naam", "Plaats"), ((2, ("Anna", "Delft")),))


def test_quoted_line_breaks_empty_rows_and_trailing_columns_do_not_shift_the_rows() -> None:
    content = b'"Naam";"Straat;\r\nplaats";;;\r\nAnna;"Dorp 1\r\nDelft";;;\r\n;;;;\r\nBoris;x;;;\r\n'
    table = staff_files.read(content, "a.csv")
    assert table.headings == ("Naam", "Straat; plaats")
    assert table.rows == ((2, ("Anna", "Dorp 1\r\nDelft")), (4, ("Boris", "x")))


def test_a_workbook_gives_texts_and_iso_dates() -> None:
    content = xlsx(["Nr", "Datum", "Uren", None], [123.0, datetime(2027, 2, 3), 28.8], [], ["007", None, "x"])
    table = staff_files.read(content, "lijst.xlsx")
    assert table.headings == ("Nr", "Datum", "Uren")
    assert table.rows == ((2, ("123", "2027-02-03", "28.8")), (4, ("007", "", "x")))


def test_a_formula_is_not_run() -> None:
    assert staff_files.read(xlsx(["Nr", "Naam"], ["1", '=HYPERLINK("http://x")']), "a.xlsx").rows == ((2, ("1",)),)


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        (b"a;b\n1;2\n", "lijst.pdf", "import.type"),
        (b"a;b\n1;2\n", "lijst.xls", "import.type"),
        (b"a;b\n1;2\n", "lijst.xlsx", "import.type"),
        (xlsx(["a"], ["b"]), "lijst.csv", "import.type"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "lijst.xlsx", "import.protected"),
        (b"PK\x03\x04 broken", "lijst.xlsx", "import.type"),
        (b"a;b\0\n1;2\n", "lijst.csv", "import.type"),
        (b"a;b\n\x81;2\n", "lijst.csv", "import.type"),
        (b"", "lijst.csv", "import.empty"),
        (b"a;b\n", "lijst.csv", "import.empty"),
        (b"x" * (5 * 1024 * 1024 + 1), "lijst.csv", "import.too_big"),
        ("Naam;x\nRenÃ©e;1\n".encode(), "lijst.csv", "import.encoding"),
        (b"a;b\n" + b"1;2\n" * 20_001, "lijst.csv", "people.import.too_many_rows"),
        (b";".join([b"a"] * 61) + b"\n1\n", "lijst.csv", "people.import.too_many_columns"),
        (b"a;b\n1;" + b"x" * 10_001 + b"\n", "lijst.csv", "people.import.long_cell"),
        (b'a;b\n1;"' + b"open\n" * 50_000, "lijst.csv", "people.import.long_cell"),
    ],
)
def test_what_is_no_staff_list_is_refused_with_its_reason(content: bytes, name: str, key: str) -> None:
    assert refused(content, name) == key


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refused(_with_part("xl/sharedStrings.xml", b"0" * (60 * 1024 * 1024)), "a.xlsx") == "people.import.unpacked"


@pytest.mark.parametrize(
    "entity", [b'<!ENTITY b "bbbb"><!ENTITY a "&b;&b;&b;">', b'<!ENTITY a SYSTEM "file:///etc/passwd">']
)
def test_a_workbook_with_an_entity_bomb_or_an_outside_entity_is_refused(entity: bytes) -> None:
    sheet = (
        b'<?xml version="1.0"?><!DOCTYPE x [' + entity + b"]>"
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
    )
    assert refused(_with_part("xl/worksheets/sheet1.xml", sheet), "a.xlsx") == "import.type"


def test_a_sheet_that_claims_a_million_columns_is_cut_off() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        b'<sheetData><row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    )
    assert refused(_with_part("xl/worksheets/sheet1.xml", sheet), "a.xlsx") == "import.empty"


def test_a_sheet_that_jumps_to_the_last_row_is_cut_off() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert refused(_with_part("xl/worksheets/sheet1.xml", sheet), "a.xlsx") == "people.import.too_many_rows"


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    for name, start in (("a.csv", b""), ("a.xlsx", b"PK\x03\x04"), ("a.csv", b'a;b\n"')):
        try:
            staff_files.read(start + content, name)
        except Invalid as refusal:
            assert refusal.errors[0].field == "file"


def _with_part(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(["a"], ["b"]))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return made.getvalue()
