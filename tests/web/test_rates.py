"""Twenty tries a minute from one address; good ones are free."""

from __future__ import annotations

from web.rates import PER_MINUTE, Rates


def test_twenty_tries_and_then_three_seconds_for_each_next() -> None:
    rates = Rates()
    assert [rates.take("a", 0) for _ in range(PER_MINUTE)] == [0] * PER_MINUTE
    assert rates.take("a", 0) == 3
    assert rates.take("a", 2) == 1
    assert rates.take("a", 3) == 0
    assert rates.take("a", 3) == 3


def test_addresses_do_not_share_their_tries() -> None:
    rates = Rates()
    for _ in range(PER_MINUTE):
        rates.take("a", 0)
    assert rates.take("b", 0) == 0


def test_success_gives_its_try_back_and_no_more() -> None:
    rates = Rates()
    for _ in range(100):
        assert rates.take("a", 0) == 0
        rates.give_back("a")
    rates.give_back("a")
    assert [rates.take("a", 0) for _ in range(PER_MINUTE + 1)][-1] == 3


def test_resting_fills_up_to_twenty_only() -> None:
    rates = Rates()
    rates.take("a", 0)
    assert [rates.take("a", 10_000) for _ in range(PER_MINUTE + 1)].count(0) == PER_MINUTE


def test_many_addresses_do_not_fill_the_memory() -> None:
    rates = Rates()
    for number in range(10_005):
        rates.take(str(number), float(number))
    assert len(rates._free_at) < 200
