"""Charts are specs without data: built once, in both themes and languages, with no colour but the ink."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from components.charts.bars import bars
from components.charts.progress import stacked
from components.charts.spec import OUTLINE
from components.charts.trend import burn_up
from domain.figures import Stage
from i18n.catalogue import translator

INK = {"light": {"#0b181d", "#4c5960"}, "dark": {"#e7eef0", "#b2bfc4"}}
THEMES, LANGUAGES = ("light", "dark"), ("nl", "en")


def every(theme: str, language: str) -> list[dict[str, Any]]:
    return [stacked(theme, language), burn_up(theme, language), bars(theme), bars(theme, above=True)]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_spec_carries_no_data_and_fetches_nothing(theme: str, language: str) -> None:
    for spec in every(theme, language):
        text = json.dumps(spec)
        assert not {"data", "datasets", "$schema"} & set(spec)
        assert '"values": [{' not in text
        assert "http" not in text and "url" not in text


@pytest.mark.parametrize("theme", THEMES)
def test_no_colour_stands_in_a_spec_but_the_ink_and_the_outline(theme: str) -> None:
    for spec in every(theme, "nl"):
        found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", json.dumps(spec)))
        assert found <= INK[theme] | {OUTLINE}
        assert found & INK[theme]


def test_a_spec_is_built_once() -> None:
    assert stacked("light", "nl") is stacked("light", "nl")
    assert stacked("light", "nl") != stacked("dark", "nl")
    assert burn_up("light", "nl") != burn_up("light", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stages_keep_their_order_so_that_further_is_stronger(language: str) -> None:
    t = translator(language)
    domain = stacked("light", language)["encoding"]["color"]["scale"]["domain"]
    assert domain == [t(f"stage.{stage}") for stage in Stage]
    assert len(set(domain)) == 5


def test_months_speak_the_readers_language() -> None:
    assert "'mrt'" in json.dumps(burn_up("light", "nl"))
    assert "'Mar'" in json.dumps(burn_up("light", "en"))


def test_a_hidden_number_is_drawn_from_its_words_alone() -> None:
    fields = set(re.findall(r'"field": "(\w+)"', json.dumps(bars("light"))))
    assert fields == {"label", "length", "text", "room"}
