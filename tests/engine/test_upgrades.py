"""What an upgrade keeps, adds and retires, and what it costs."""

from typing import Any

import pytest

from planner.engine.costing import cost
from planner.engine.upgrades import recounted, upgrade
from planner.model.comparison import Upgrade
from planner.model.findings import Severity
from planner.model.money import Money
from planner.model.plan import Plan
from tests.engine.samples import DAY, charge, codes, money, offer, plan, position

KRAKEN_RATE = "SGD USD 0.71770"
PARTS = {"id": "parts", "amount": "626.63 SGD", "as_of": DAY, "source": "an article"}
MORE = {"id": "upgrade", "amount": "82.36 SGD", "as_of": DAY, "source": "an article"}


def of(positions: str, **facts: Any) -> Plan:
    """Plan a build such as `7 pi3 49 SGD, 1 switch8`."""
    return plan(*(positions.split(", ") if positions else ()), **facts)


def change(before: str, after: str, **facts: Any) -> Upgrade:
    return upgrade(of(before), of(after), **facts)


def kept(found: Upgrade) -> str:
    return ", ".join(f"{item.quantity} {item.line.part_number}" for item in found.kept)


def retired(found: Upgrade) -> str:
    return ", ".join(f"{item.quantity} {item.line.part_number}" for item in found.retired)


def added(found: Upgrade) -> str:
    """Write what is bought: `3 sd16 in 3` packs."""
    lines = [costed.line for costed in found.added.lines]
    return ", ".join(f"{line.quantity} {line.part_number} in {line.packs}" for line in lines)


def test_kraken_becomes_gigabit_for_82_36() -> None:
    """S$82.36 = US$59.11, and the two totals are the published ones."""
    rates = {"rates": [KRAKEN_RATE], "also": ("USD",)}
    before = of("7 pi3 80 SGD, 1 switch8 66.63 SGD", **rates)
    bought = "1 giga8 12.36 SGD, 7 usbnic 10 SGD"
    after = of(f"7 pi3 80 SGD, 1 switch8 66.63 SGD retired, {bought}", **rates)
    found = upgrade(before, after)
    assert (kept(found), retired(found)) == ("7 pi3", "1 switch8")
    assert added(found) == "1 giga8 in 1, 7 usbnic in 7"
    assert (found.delta, found.also) == (money("82.36 SGD"), (money("59.11 USD"),))
    assert (found.total_before, found.total_after) == (money("626.63 SGD"), money("708.99 SGD"))
    assert found.total_after == cost(after).total
    assert (found.before, found.after, found.resale) == ("b", "b", None)


@pytest.mark.parametrize(
    ("before", "after", "keeps", "adds", "retires", "delta"),
    [
        # More of a part: the rest is bought. Fewer: the rest is retired.
        ("4 pi3 5 SGD", "7 pi3 5 SGD", "4 pi3", "3 pi3 in 3", "", "15"),
        ("7 pi3 5 SGD", "4 pi3 5 SGD", "4 pi3", "", "3 pi3", "0"),
        ("7 pi3 5 SGD", "7 pi3 5 SGD", "7 pi3", "", "", "0"),
        ("", "", "", "", "", "0"),
        ("", "2 pi3 5 SGD", "", "2 pi3 in 2", "", "10"),
        ("2 pi3 5 SGD", "", "", "", "2 pi3", "0"),
        # At the second plan's price.
        ("4 pi3 5 SGD", "5 pi3 6 SGD", "4 pi3", "1 pi3 in 1", "", "6"),
        # One part at two prices is one stock: it covers the first line first.
        (
            "4 pi3 5 SGD, 1 pi3 4 SGD",
            "4 pi3 5 SGD, 3 pi3 6 SGD",
            "5 pi3",
            "2 pi3 in 2",
            "",
            "12",
        ),
        # What was retired before is no stock; what is retired after is not bought.
        ("2 pi3 5 SGD retired", "2 pi3 5 SGD", "", "2 pi3 in 2", "", "10"),
        ("2 pi3 5 SGD", "2 pi3 5 SGD retired", "", "", "2 pi3", "0"),
        ("2 pi3 5 SGD retired", "2 pi3 5 SGD retired", "", "", "", "0"),
        # What is owned costs nothing to add.
        ("", "2 pi3 owned", "", "2 pi3 in 2", "", "0"),
        ("2 pi3 owned", "3 pi3 5 SGD", "2 pi3", "1 pi3 in 1", "", "5"),
        # Bought pieces stay bought pieces: two more must be bought, though two are owned ...
        (
            "2 pi3 owned, 1 pi3 5 SGD",
            "2 pi3 owned, 3 pi3 5 SGD",
            "3 pi3",
            "2 pi3 in 2",
            "",
            "10",
        ),
        # ... and owned ones that join bought ones are not bought.
        ("3 pi3 5 SGD", "2 pi3 owned, 3 pi3 5 SGD", "3 pi3", "2 pi3 in 2", "", "0"),
        ("3 pi3 5 SGD", "2 pi3 owned, 1 pi3 5 SGD", "3 pi3", "", "", "0"),
    ],
)
def test_what_is_there_is_kept_and_the_rest_is_bought(
    before: str, after: str, keeps: str, adds: str, retires: str, delta: str
) -> None:
    found = change(before, after)
    assert (kept(found), added(found), retired(found)) == (keeps, adds, retires)
    assert found.delta == money(f"{delta} SGD")


def test_only_the_missing_packs_are_bought() -> None:
    tens = [offer("sd16", "30 SGD", pack_size=10, minimum_quantity=2)]
    found = upgrade(plan("7 sd16", offers=tens), plan("25 sd16", offers=tens))
    assert added(found) == "18 sd16 in 2"
    assert found.delta == money("60 SGD")
    fresh = upgrade(plan("7 pi3 5 SGD"), plan("7 pi3 5 SGD", "7 sd16", offers=tens))
    assert added(fresh) == "7 sd16 in 2"


@pytest.mark.parametrize(
    ("resale", "back", "delta", "also"),
    [
        ({}, None, "82.36", "59.11"),
        ({"switch8": "10 SGD"}, "10", "72.36", "51.93"),
        ({"switch8": "0 SGD"}, "0", "82.36", "59.11"),
        ({"switch8": "100 SGD"}, "100", "-17.64", "-12.66"),
        # What nobody retires fetches nothing.
        ({"pi3": "10 SGD"}, None, "82.36", "59.11"),
    ],
)
def test_what_retired_parts_fetch_is_taken_off(
    resale: dict[str, str], back: str | None, delta: str, also: str
) -> None:
    rates = {"rates": [KRAKEN_RATE], "also": ("USD",)}
    found = upgrade(
        of("7 pi3 5 SGD, 1 switch8 5 SGD", **rates),
        of("7 pi3 5 SGD, 1 giga8 82.36 SGD", **rates),
        resale={number: money(text) for number, text in resale.items()},
    )
    assert found.resale == (None if back is None else money(f"{back} SGD"))
    assert (found.delta, found.also) == (money(f"{delta} SGD"), (money(f"{also} USD"),))
    assert ("upgrade-resale-not-counted" in codes(found.findings)) is (back is None)


def test_each_piece_that_is_retired_fetches_its_price_to_the_cent() -> None:
    found = change("3 pi3 5 SGD", "", resale={"pi3": Money.parse("1.335 SGD")})
    assert found.resale == money("4.01 SGD")
    assert found.total_after == money("10.99 SGD")


def test_what_fetches_an_unknown_sum_is_named() -> None:
    found = change("3 pi3 5 SGD, 1 hub 5 SGD, 2 fan 1 SGD", "", resale={"pi3": money("1 SGD")})
    [note] = [each for each in found.findings if each.code == "upgrade-resale-not-counted"]
    assert note.message == "What the replaced parts fetch is not counted: 1 × HUB; 2 × FAN."
    assert note.severity is Severity.NOTE


def test_without_a_price_there_is_no_delta_in_any_currency() -> None:
    rates = {"rates": [KRAKEN_RATE], "also": ("USD",)}
    found = upgrade(of("1 pi3 5 SGD", **rates), of("1 pi3 5 SGD, 2 hub, 1 fan 3 SGD", **rates))
    assert (found.delta, found.also, found.total_after) == (None, (), None)
    assert found.added.subtotal == money("3 SGD")
    assert found.findings[0].code == "upgrade-unpriced"
    assert found.findings[0].message.endswith("for want of a price: hub.")


def test_without_a_first_total_there_is_no_second() -> None:
    found = change("1 pi3", "1 pi3, 1 fan 3 SGD")
    assert (found.delta, found.total_before, found.total_after) == (money("3 SGD"), None, None)


@pytest.mark.parametrize(
    ("before", "after", "delta"),
    [
        # What was charged before is paid; what is new falls due.
        (["shipping 20 SGD"], ["shipping 20 SGD"], "100"),
        ([], ["shipping 20 SGD"], "120"),
        (["shipping 20 SGD"], [], "100"),
        # A percentage falls due on what is bought, and on its shipping.
        (["gst 9%"], ["gst 9%"], "109"),
        (["gst 9% on shipping"], ["gst 9% on shipping", "shipping 20 SGD"], "130.80"),
    ],
)
def test_charges_of_an_upgrade_are_those_of_what_is_bought(
    before: list[str], after: list[str], delta: str
) -> None:
    found = upgrade(
        of("7 pi3 50 SGD", charges=tuple(charge(text) for text in before)),
        of("9 pi3 50 SGD", charges=tuple(charge(text) for text in after)),
    )
    assert found.delta == money(f"{delta} SGD")


def test_findings_of_both_plans_are_told_once() -> None:
    found = change("1 pi3", "1 pi3, 1 mystery 3 SGD")
    assert codes(found.findings) == ["price-missing", "part-unknown"]


def test_plans_in_two_currencies_have_no_difference() -> None:
    with pytest.raises(ValueError, match="cost both plans in one currency"):
        upgrade(of("1 pi3 5 SGD"), of("1 pi3 5 SGD", currency="USD"))


def test_published_sums_give_the_published_difference() -> None:
    share = {"share_of": "parts", "list_price": "35 USD"}
    first = plan(position("7 pi3", **share), position("1 switch8", **share), published=(PARTS,))
    second = plan(
        position("7 pi3", **share),
        position("1 switch8 retired", **share),
        position("1 giga8", share_of="upgrade", list_price="20 USD"),
        position("7 usbnic", share_of="upgrade", list_price="15 USD"),
        published=(PARTS, MORE),
    )
    found = upgrade(first, second)
    assert (found.delta, found.total_after) == (money("82.36 SGD"), money("708.99 SGD"))


def test_a_part_that_stays_in_another_number_is_recounted() -> None:
    found = change(
        "4 pi3 5 SGD, 7 sd16 1 SGD, 1 hub 5 SGD, 1 fan 1 SGD",
        "7 pi3 5 SGD, 5 sd16 1 SGD, 1 hub 5 SGD, 1 giga8 9 SGD",
    )
    assert recounted(found) == {"pi3": (4, 7), "sd16": (7, 5)}
