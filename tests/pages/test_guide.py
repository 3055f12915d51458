"""The guide explains the year, and its table of who sees what is the table that the app obeys."""

import pytest

from components import guide
from domain.permissions import RULES, Permission
from i18n.catalogue import translator
from tests.cast import Cast
from tests.pages.app import open_page, words

GUIDE = "help/guide"


@pytest.mark.parametrize("who", ["anna", "boris", "helena", "adam", "olga"])
@pytest.mark.parametrize(("language", "title"), [("nl", "Wie ziet wat"), ("en", "Who sees what")])
def test_everyone_reads_it_in_both_languages(cast: Cast, who: str, language: str, title: str) -> None:
    at = open_page(cast, cast.people[who], GUIDE, language=language)
    assert not at.exception
    assert title in words(at)
    assert len(at.table[0].value) == len(guide.SHOWN)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_row_has_its_words(language: str) -> None:
    rows = guide.rows(translator(language))
    assert all(cell.strip() for row in rows for cell in row.values())


def test_r13_the_table_says_that_only_the_manager_finalises() -> None:
    rows = {row["Wat"]: row for row in guide.rows(translator("nl"))}
    assert rows["Het plan definitief maken"]["Wie"] == "De leidinggevende, een plaatsvervanger met dat recht"
    assert "HR" not in rows["Het plan en de feedback lezen"]["Wie"]


def test_what_is_shown_exists() -> None:
    assert set(guide.SHOWN) <= set(RULES)
    assert Permission.PLAN_READ in guide.SHOWN
