"""The house stands as docs/architecture.md draws it: read from the source, so that it cannot drift."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from settings import ROOT

ROOMS = ("domain", "db", "web", "components", "pages", "i18n", "bench")
# A room may import itself and what stands lower. settings and i18n lie at the bottom.
BELOW: dict[str, set[str]] = {
    "settings": set(),
    "i18n": {"settings"},
    "domain": set(),
    "db": {"domain", "settings"},
    "components": {"db", "domain", "i18n", "settings"},
    "pages": {"components", "db", "domain", "i18n", "settings"},
    "web": {"db", "domain", "i18n", "settings", "components"},
    "cli": {"web", "components", "db", "domain", "i18n", "settings"},
    "streamlit_app": {"web", "pages", "components", "db", "domain", "i18n", "settings"},
}
OURS = {*BELOW, "tests", "bench", "docs"}
DRAWS = {
    "button", "download_button", "form_submit_button", "checkbox", "radio", "selectbox", "multiselect", "text_input",
    "text_area", "number_input", "date_input", "time_input", "datetime_input", "file_uploader", "toggle", "slider",
    "select_slider", "feedback", "data_editor", "form", "chat_input", "color_picker", "camera_input", "menu_button",
}  # fmt: skip


def files(*rooms: str) -> Iterator[Path]:
    """Every module of some rooms."""
    for room in rooms:
        path = ROOT / room
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]


def tree_of(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """The dotted names that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def name(path: Path) -> str:
    """A module as a person calls it."""
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a method, with the method's dotted name."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func), node


@pytest.mark.parametrize("room", list(BELOW))
def test_imports_run_downward_only(room: str) -> None:
    for path in files(room):
        ours = {module.split(".")[0] for module in imports(path)} & OURS
        assert ours - {room} <= BELOW[room], name(path)


@pytest.mark.parametrize(
    ("library", "doors"),
    [
        ("duckdb", ("db/",)),
        ("streamlit", ("streamlit_app.py", "pages/", "components/", "web/messages.py")),
        ("argon2", ("db/",)),
        ("holidays", ("domain/",)),
    ],
)
def test_a_library_comes_in_by_its_own_door(library: str, doors: tuple[str, ...]) -> None:
    for path in files("domain", "db", "web", "components", "pages", "i18n", "settings", "cli", "streamlit_app"):
        if any(module.split(".")[0] == library for module in imports(path)):
            assert name(path).startswith(doors), name(path)


def test_the_domain_needs_the_standard_library_and_holidays_only() -> None:
    import sys

    for path in files("domain"):
        outside = {module.split(".")[0] for module in imports(path)} - set(sys.stdlib_module_names)
        assert outside <= {"domain", "holidays"}, name(path)


def test_only_the_settings_read_the_environment() -> None:
    for path in files(*ROOMS, "cli", "streamlit_app"):
        text = path.read_text(encoding="utf-8")
        if path.parent.name != "bench":
            assert not re.search(r"os\.environ|os\.getenv|from os import .*environ", text), name(path)


def test_charts_know_nothing_of_streamlit() -> None:
    for path in files("components/charts") if (ROOT / "components/charts").is_dir() else []:
        assert "streamlit" not in {module.split(".")[0] for module in imports(path)}, name(path)


def test_no_page_lies_where_a_first_message_could_run_it_without_the_shell() -> None:
    assert [path.name for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py"] == []


def test_a_page_is_short_and_holds_no_sql_no_chart_and_no_html() -> None:
    for path in files("pages"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 120, name(path)
        assert not {module.split(".")[0] for module in imports(path)} & {"duckdb", "altair", "sqlite3"}, name(path)
        assert not re.search(r"\b(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b", text), name(path)
        assert not re.search(r"</?(div|span|p|b|style|script|br)\b", text), name(path)


def test_every_widget_has_a_key() -> None:
    for path in files("pages", "components"):
        for called, node in calls(path):
            method = called.rsplit(".", 1)[-1]
            if method not in DRAWS or not _draws_on_a_screen(called):
                continue
            named = any(keyword.arg in ("key", None) for keyword in node.keywords)
            by_position = method == "form" and node.args
            assert named or by_position, f"{name(path)}:{node.lineno} {called}"


def _draws_on_a_screen(called: str) -> bool:
    owner = called.split(".")[0]
    return owner == "st" or bool(
        re.fullmatch(r"(\w*_?(col|column|place|box|container|left|right|middle|area)s?\d?)", owner)
    )


def test_what_people_typed_is_never_drawn_as_markup() -> None:
    for path in files("pages", "components"):
        assert "unsafe_allow_html" not in path.read_text(encoding="utf-8"), name(path)
        for called, node in calls(path):
            if called == "st.html":
                assert all(_is_ours(arg) for arg in node.args), (
                    f"{name(path)}:{node.lineno} st.html takes constants only"
                )


def _is_ours(node: ast.expr) -> bool:
    """A constant, or one with the code of a language in it: that is one of LANGUAGES."""
    if isinstance(node, ast.JoinedStr):
        holes = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        return all(isinstance(hole, ast.Name) and hole.id == "language" for hole in holes)
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.lstrip("_").isupper())


def test_no_cache_is_shared_by_everybody() -> None:
    for path in files("pages", "components"):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"st\.cache_data(\([^)]*\))?", text):
            assert 'scope="session"' in match[0], f"{name(path)}: {match[0]}"


def test_no_words_of_the_house_are_missing_their_reader() -> None:
    """A verb takes the file and who asks, first; a function that takes a Database is a verb or its reading."""
    for path in files("db"):
        if path.parent.name == "demo":
            continue
        for node in tree_of(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            arguments = [arg.arg for arg in node.args.args]
            if "actor" in arguments and "db" in arguments:
                assert arguments[:2] == ["db", "actor"], f"{name(path)}:{node.lineno} {node.name}"
            writes = any("perform(" in ast.unparse(each) for each in node.body)
            if writes and arguments[:1] == ["db"] and "work" not in arguments:
                keywords = {arg.arg for arg in node.args.kwonlyargs}
                assert "now" in keywords, f"{name(path)}:{node.lineno} {node.name} does not take the time"


def test_functions_are_short_and_files_fit_a_screenful_or_four() -> None:
    for path in files("domain", "db", "web", "components", "i18n"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                assert node.end_lineno - node.lineno < 50, f"{name(path)}:{node.lineno} {node.name} is too long"


def test_there_is_no_room_for_odds_and_ends() -> None:
    for path in files(*(room for room in ROOMS if room != "bench")):
        assert path.stem not in {"utils", "helpers", "misc", "common"}, name(path)
        assert not re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8")), name(path)


def test_time_is_passed_in_and_never_asked_for_in_sql_or_rules() -> None:
    for path in sorted((ROOT / "db/sql").glob("*.sql")):
        assert not re.search(r"\b(now\(\)|current_timestamp|current_date|today\(\))", path.read_text().lower()), (
            path.name
        )
    for path in files("domain", "db"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"datetime\.now\(|date\.today\(|settings\.now\(", text), name(path)
