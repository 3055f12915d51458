"""HR's funnel: how many conversations came how far."""

from domain.conversation import State
from tests.cast import Cast, to_state
from tests.pages.app import open_page


def test_each_step_counts_everyone_who_took_it_or_went_further(cast: Cast) -> None:
    """The table under the bars says the same as the bars; Anna's is the only conversation that began."""
    to_state(cast, State.FINAL)
    at = open_page(cast, cast.helena, "hr/figures")
    table = next(each.value for each in at.table if "Stap" in each.value.columns)
    assert table["Stap"].tolist()[1:] == ["Begonnen", "Gesprek gevoerd", "Plan voorgelegd", "Plan definitief"]
    assert [int(n) for n in table["Aantal"]] == [8, 1, 1, 1, 1]
