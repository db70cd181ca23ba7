"""What an upgrade keeps, adds and retires, and what it costs."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.planning.cost import cost
from planner.engine.planning.upgrade import recounted, upgrade
from planner.model.comparison import Upgrade
from planner.model.findings import Severity
from planner.model.money import Money
from planner.model.offers import Offer, PriceBreak
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
    # Thirteen lie there already: five are lacking, and the shop sells no fewer than two packs.
    assert added(found) == "18 sd16 in 2"
    assert found.delta == money("60 SGD")
    fresh = upgrade(plan("7 pi3 5 SGD"), plan("7 pi3 5 SGD", "7 sd16", offers=tens))
    assert added(fresh) == "7 sd16 in 2"


def bought(before: str, after: str, *offers: Offer, **facts: Any) -> Upgrade:
    """Upgrade builds whose parts are priced by these offers."""
    return upgrade(of(before, offers=offers, **facts), of(after, offers=offers, **facts))


def breaks(*pairs: tuple[int, str]) -> tuple[PriceBreak, ...]:
    return tuple(PriceBreak(min_quantity=start, price=Decimal(each)) for start, each in pairs)


@pytest.mark.parametrize(
    ("before", "after", "terms", "adds", "delta"),
    [
        # One piece more is one piece: nobody sells it at the price of ten.
        ("9", "10", {"price_breaks": breaks((1, "10"), (10, "5"))}, "1 in 1", "10.00"),
        ("1", "11", {"price_breaks": breaks((1, "10"), (10, "5"))}, "10 in 10", "50.00"),
        ("9", "12", {"price_breaks": breaks((1, "100"), (10, "90"))}, "3 in 3", "300.00"),
        # Below the least order; two of the first five are spare.
        ("3", "6", {"price_breaks": breaks((1, "2")), "minimum_quantity": 5}, "3 in 5", "10.00"),
        ("3", "5", {"price_breaks": breaks((1, "2")), "minimum_quantity": 5}, "2 in 0", "0.00"),
        ("8", "9", {"price_breaks": breaks((4, "2"))}, "1 in 4", "8.00"),
        # In multiples and in packs.
        ("3", "6", {"price_breaks": breaks((1, "3")), "order_multiple": 4}, "3 in 4", "12.00"),
        ("3", "12", {"price_breaks": breaks((1, "30")), "pack_size": 4}, "9 in 2", "60.00"),
        ("3", "4", {"price_breaks": breaks((1, "30")), "pack_size": 4}, "1 in 0", "0.00"),
        # Step by step: the first of the new pieces are the dear ones again.
        (
            "5",
            "8",
            {"price_breaks": breaks((1, "9"), (3, "6")), "break_kind": "incremental"},
            "3 in 3",
            "24.00",
        ),
    ],
)
def test_what_is_added_costs_what_a_shop_asks_for_so_many(
    before: str, after: str, terms: dict[str, Any], adds: str, delta: str
) -> None:
    sold = offer("fan", "0 SGD", **terms)
    found = bought(f"{before} fan", f"{after} fan", sold)
    assert added(found) == adds.replace(" in", " fan in")
    assert found.delta == money(f"{delta} SGD")


def test_a_few_pieces_are_bought_where_a_few_are_cheapest() -> None:
    dear_for_few = offer("fan", "0 SGD", price_breaks=breaks((1, "10"), (10, "5")))
    in_dollars = offer("fan", "4 USD", vendor="other")
    rates = {"rates": ["USD SGD 2"]}
    found = bought("9 fan", "12 fan", dear_for_few, in_dollars, **rates)
    [line] = found.added.lines
    assert line.line.price is not None
    assert (line.line.price.vendor, line.line_price) == ("other", money("12 USD"))
    assert found.delta == money("24 SGD")
    assert [(each.base, each.quote) for each in found.rates] == [("USD", "SGD")]


def test_a_locked_shop_stays_locked_for_what_is_added() -> None:
    acme = offer("fan", "10 SGD")
    other = offer("fan", "7 SGD", vendor="other")
    locked = plan(position("12 fan", vendor="acme"), offers=(acme, other))
    found = upgrade(plan("9 fan", offers=(acme, other)), locked)
    assert found.delta == money("30 SGD")


def test_what_is_left_over_of_packs_is_used_once() -> None:
    packs = offer("fan", "10 SGD", pack_size=10)
    both = plan(position("4 fan", vendor="acme"), position("4 fan"), offers=(packs,))
    found = upgrade(plan("4 fan", offers=(packs,)), both)
    assert added(found) == "4 fan in 0"
    more = plan(position("9 fan", vendor="acme"), position("4 fan"), offers=(packs,))
    found = upgrade(plan("4 fan", offers=(packs,)), more)
    assert added(found) == "5 fan in 0, 4 fan in 1"
    assert [costed.line.why for costed in found.added.lines] == [
        "5 of them are left over from earlier packs",
        "1 of them is left over from earlier packs",
    ]


def test_of_two_equal_charges_the_one_that_was_not_paid_falls_due() -> None:
    twice = (charge("shipping 20 SGD"), charge("shipping 20 SGD"))
    first = of("7 pi3 50 SGD", charges=twice[:1])
    assert upgrade(first, of("7 pi3 50 SGD", charges=twice)).delta == money("20 SGD")


@settings(max_examples=150)
@given(
    offers=st.lists(
        st.builds(
            lambda vendor, first, steps, **terms: offer(
                "fan",
                "0 SGD",
                vendor=vendor,
                price_breaks=breaks(
                    *((first + at, f"{cents / 100:.2f}") for at, cents in sorted(steps.items()))
                ),
                **terms,
            ),
            vendor=st.sampled_from(["a", "b", "c"]),
            first=st.integers(1, 4),
            steps=st.dictionaries(st.integers(0, 12), st.integers(1, 2000), min_size=1, max_size=3),
            pack_size=st.integers(1, 5),
            minimum_quantity=st.integers(1, 6),
            order_multiple=st.integers(1, 4),
        ),
        min_size=1,
        max_size=3,
    ),
    have=st.integers(1, 30),
    more=st.integers(1, 30),
)
def test_an_upgrade_costs_the_least_that_any_shop_asks_for_the_pieces_that_lack(
    offers: list[Offer], have: int, more: int
) -> None:
    """Counted here by trying every number of packs of every offer."""
    first = of(f"{have} fan", offers=offers)
    found = upgrade(first, of(f"{have + more} fan", offers=offers))

    [line] = first.bill.lines
    lacking = have + more - line.packs * (line.price.pack_size if line.price else 1)
    asked = [
        packs * max((b for b in each.price_breaks if b.min_quantity <= packs),
                    key=lambda b: b.min_quantity).price
        for each in offers
        for packs in [next(
            n for n in range(1, 200)
            if n * each.pack_size >= lacking and n >= each.minimum_quantity
            and n >= each.price_breaks[0].min_quantity and n % each.order_multiple == 0
        )]
    ]  # fmt: skip
    assert found.delta == Money(min(asked) if lacking > 0 else Decimal(0), "SGD")


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
    assert (
        note.message == "The resale value of the replaced parts is not counted: 1 × HUB; 2 × FAN."
    )
    assert note.severity is Severity.NOTE


def test_without_a_price_there_is_no_delta_in_any_currency() -> None:
    rates = {"rates": [KRAKEN_RATE], "also": ("USD",)}
    found = upgrade(of("1 pi3 5 SGD", **rates), of("1 pi3 5 SGD, 2 hub, 1 fan 3 SGD", **rates))
    assert (found.delta, found.also, found.total_after) == (None, (), None)
    assert found.added.subtotal == money("3 SGD")
    assert found.findings[0].code == "upgrade-unpriced"
    assert found.findings[0].message.endswith("because a price is missing: hub.")


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
