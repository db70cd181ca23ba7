"""What a bill costs: to the cent, in any currency, and never more sure than its prices."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.planning.cost import cost
from planner.model.bom import BillOfMaterials, CostedBom
from planner.model.money import Money, total
from planner.model.offers import Basis
from tests.engine.samples import charge, money, plan, price, rate

KRAKEN = "SGD USD 0.71770"


def shown(bom: CostedBom) -> str:
    """Write the lines' totals and the sum: `10.00 + 5.00 = 15.00`, `?` where unpriced."""
    lines = [str(line.line_total.amount) if line.line_total else "?" for line in bom.lines]
    lines += [str(item.amount.amount) if item.amount else "?" for item in bom.charges]
    whole = str(bom.total.amount) if bom.total else f"? ({bom.subtotal.amount})"
    return f"{' + '.join(lines)} = {whole}"


# --- lines and their sum -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        (["7 pi3 49 SGD"], "343.00 = 343.00"),
        (["7 pi3 49 SGD", "1 switch8 26.46 SGD"], "343.00 + 26.46 = 369.46"),
        # Rounded once a line, half up.
        (["3 pi3 0.335 SGD"], "1.01 = 1.01"),
        (["3 pi3 0.005 SGD", "3 sd16 0.005 SGD"], "0.02 + 0.02 = 0.04"),
        # Nothing to pay is a price; no price is not nothing.
        (["7 pi3 owned"], "0.00 = 0.00"),
        (["7 pi3 0 SGD"], "0.00 = 0.00"),
        (["7 pi3 owned", "1 switch8 26.46 SGD"], "0.00 + 26.46 = 26.46"),
        (["7 pi3", "1 switch8 26.46 SGD"], "? + 26.46 = ? (26.46)"),
        (["7 pi3"], "? = ? (0)"),
        # What was replaced was paid for; what was owned before it was replaced was not.
        (["1 switch8 26.46 SGD retired", "1 giga8 40 SGD"], "40.00 + 26.46 = 66.46"),
        (["1 switch8 retired owned", "1 giga8 40 SGD"], "40.00 + 0.00 = 40.00"),
        (["1 switch8 retired", "1 giga8 40 SGD"], "40.00 + ? = ? (40.00)"),
        # One part at two prices is two lines.
        (["4 pi3 49 SGD", "3 pi3 45 SGD"], "196.00 + 135.00 = 331.00"),
        (["4 pi3 49 SGD", "3 pi3 49 SGD"], "343.00 = 343.00"),
        (["4 pi3 49 SGD", "3 pi3 owned"], "196.00 + 0.00 = 196.00"),
    ],
)
def test_lines_are_rounded_once_and_add_up(positions: list[str], expected: str) -> None:
    assert shown(cost(plan(*positions))) == expected


def test_a_bill_knows_every_amount_that_its_rates_convert() -> None:
    shipping = (charge("shipping 5 USD"), charge("gst 9%"))
    bom = cost(plan("7 pi3 49 SGD", "1 switch8 20 USD", charges=shipping, rates=["USD SGD 1.40"]))

    assert bom.converted == (money("343 SGD"), money("20 USD"), money("5 USD"), bom.subtotal)


def test_a_build_without_parts_costs_nothing() -> None:
    bom = cost(plan(also=("USD",), rates=[KRAKEN]))
    assert (bom.total, bom.also, bom.basis) == (money("0 SGD"), (money("0 USD"),), None)
    assert (bom.lines, bom.unpriced, bom.low, bom.high) == ((), (), None, None)


def test_what_is_unpriced_is_named_and_there_is_no_total() -> None:
    bom = cost(
        plan(
            "7 pi3",
            "1 sd16 10 EUR",
            "1 fan 5 SGD",
            charges=(charge("shipping 3 EUR"), charge("gst 10%")),
        )
    )
    assert bom.total is None
    assert bom.unpriced == ("pi3", "sd16", "SHIPPING")
    # The tax is on what is priced: the subtotal says so by not being a total.
    assert bom.subtotal == money("5.50 SGD")


def test_a_pack_is_bought_whole() -> None:
    bom = cost(plan("7 pi3", offers=[]))
    assert bom.total is None
    packed = plan("7 sd16 30 SGD")
    line = packed.bill.lines[0]
    five = line.model_copy(update={"price": price("30 SGD", pack_size=5), "packs": 2})
    bom = cost(packed.model_copy(update={"bill": BillOfMaterials(lines=(five,))}))
    assert bom.total == money("60 SGD")
    assert bom.lines[0].line.surplus == 3


@pytest.mark.parametrize(
    ("positions", "basis"),
    [
        (["1 pi3 owned"], Basis.OWNED),
        (["1 pi3 owned", "1 sd16 5 SGD"], Basis.QUOTED),
        (["1 pi3 5 SGD 4..6", "1 sd16 5 SGD"], Basis.ESTIMATED),
        (["1 pi3"], None),
    ],
)
def test_a_total_is_as_good_as_its_weakest_line(positions: list[str], basis: Basis | None) -> None:
    assert cost(plan(*positions)).basis is basis


# --- currencies ----------------------------------------------------------------------------------


def test_626_63_is_always_449_73() -> None:
    """However the sum is split over lines, and whichever of the two currencies is the bill's."""
    for lines in (
        ["1 pi3 626.63 SGD"],
        ["7 pi3 49 SGD", "1 hub 283.63 SGD"],
        [f"1 pi3 0.{cents:02} SGD" for cents in range(100)] + ["1 hub 577.13 SGD"],
    ):
        native = cost(plan(*lines, rates=[KRAKEN], also=("USD",)))
        converted = cost(plan(*lines, rates=[KRAKEN], currency="USD", also=("SGD",)))
        assert (native.total, native.also) == (money("626.63 SGD"), (money("449.73 USD"),))
        assert (converted.total, converted.also) == (money("449.73 USD"), (money("626.63 SGD"),))


def test_lines_in_another_currency_foot_to_the_converted_sum() -> None:
    bom = cost(plan("1 pi3 1 SGD", "1 sd16 1 SGD", "1 hub 1 SGD", rates=[KRAKEN], currency="USD"))
    # 3 × 0.7177 = 2.15, though each alone would be 0.72.
    assert shown(bom) == "0.72 + 0.72 + 0.71 = 2.15"
    assert [str(line.line_price) for line in bom.lines] == ["S$1.00"] * 3
    assert bom.subtotals[0].rate == rate(KRAKEN)


def test_lines_of_several_currencies_are_added_by_currency_first() -> None:
    bom = cost(
        plan(
            "1 pi3 10 SGD",
            "1 sd16 10 USD",
            "2 hub 20 EUR",
            "1 fan 5 USD",
            rates=["USD SGD 1.4", "EUR SGD 1.6"],
            also=("USD", "EUR", "JPY"),
        )
    )
    assert shown(bom) == "10.00 + 14.00 + 64.00 + 7.00 = 95.00"
    natives = [(str(each.native), str(each.converted)) for each in bom.subtotals]
    assert natives == [("S$10.00", "S$10.00"), ("US$15.00", "S$21.00"), ("€40.00", "S$64.00")]
    # No rate leads to yen, and none is made up.
    assert [each.currency for each in bom.also] == ["USD", "EUR"]


def test_a_line_that_costs_nothing_in_another_currency_needs_no_share() -> None:
    bom = cost(plan("1 pi3 0 USD", "1 sd16 5 SGD", rates=["USD SGD 1.4"]))
    assert shown(bom) == "0.00 + 5.00 = 5.00"


def test_a_tiny_rate_makes_a_sum_of_nothing_not_a_crash() -> None:
    lines = ["1 pi3 10 USD", "1 sd16 0 USD", "1 hub 3 USD"]
    bom = cost(plan(*lines, rates=["USD SGD 1e-9"]))
    assert shown(bom) == "0.00 + 0.00 + 0.00 = 0.00"


def test_huge_sums_stay_exact() -> None:
    most = "999999999999.99 SGD"
    bom = cost(
        plan(*[f"100000 pi3 {most}", f"100000 sd16 {most}"], rates=["SGD USD 1e12"], also=("USD",))
    )
    assert bom.total == money("199999999999998000.00 SGD")
    assert bom.also == (money("199999999999998000000000000000.00 USD"),)


@pytest.mark.parametrize(
    ("positions", "charges", "also"),
    [
        # What was priced in one currency is shown as printed, also with charges in it ...
        (["1 pi3 626.62 SGD"], [], "626.62 SGD"),
        (["1 pi3 626.63 SGD"], ["shipping 20 SGD"], "646.63 SGD"),
        # ... and beside parts that are owned or free.
        (["1 pi3 626.62 SGD", "1 hub owned"], [], "626.62 SGD"),
        (["1 pi3 626.62 SGD", "1 hub 0 USD"], [], "626.62 SGD"),
        # Anything else is converted.
        (["1 pi3 626.63 SGD"], ["shipping 1 USD"], "628.02 SGD"),
        (["1 pi3 626.63 SGD"], ["gst 10%"], "689.29 SGD"),
        (["1 pi3 626.63 SGD", "1 hub 1 USD"], [], "628.02 SGD"),
        (["1 pi3 owned"], [], "0 SGD"),
        # What is unpriced is in no sum, whatever its currency.
        (["1 pi3 626.62 SGD", "1 hub"], [], "626.62 SGD"),
        (["1 pi3 626.62 SGD", "1 hub 1 EUR"], [], "626.63 SGD"),
    ],
)
def test_what_was_printed_is_not_converted_back(
    positions: list[str], charges: list[str], also: str
) -> None:
    bom = cost(
        plan(
            *positions,
            charges=tuple(charge(each) for each in charges),
            rates=[KRAKEN],
            currency="USD",
            also=("SGD",),
        )
    )
    assert bom.also == (money(also),)


def test_without_a_rate_no_currency_shows_a_sum_that_the_bill_lacks() -> None:
    bom = cost(plan("1 pi3 626.63 SGD", currency="USD", also=("SGD",)))
    assert (bom.total, bom.subtotal, bom.also) == (None, money("0 USD"), ())
    assert bom.subtotals[0].native == money("626.63 SGD")
    assert bom.subtotals[0].converted is None


lines_of_a_bill = st.lists(
    st.tuples(
        st.integers(1, 100_000),
        st.decimals(0, 10_000, places=3),
        st.sampled_from(["SGD", "USD", "JPY", "KWD"]),
    ),
    max_size=12,
)


@given(
    lines_of_a_bill,
    st.sampled_from(["SGD", "USD", "JPY", "KWD"]),
    st.decimals("0.000001", 10_000, places=6).filter(bool),
)
def test_in_any_currency_a_total_is_the_sum_of_its_lines(
    lines: list[tuple[int, Decimal, str]], currency: str, number: Decimal
) -> None:
    rates = [
        rate(f"{base} {currency} {number}")
        for base in ("SGD", "USD", "JPY", "KWD")
        if base != currency
    ]
    positions = [f"{count} part{i} {unit} {base}" for i, (count, unit, base) in enumerate(lines)]
    bom = cost(plan(*positions, rates=rates, currency=currency))
    totals = [line.line_total for line in bom.lines if line.line_total is not None]
    assert len(totals) == len(lines)
    assert bom.total == total(totals, currency)
    assert all(each == each.rounded() and each.amount >= 0 for each in totals)
    converted = [each.converted for each in bom.subtotals if each.converted is not None]
    assert bom.total == total(converted, currency)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=30).filter(any))
def test_one_sum_at_one_rate_is_one_total_however_it_is_split(cents: list[int]) -> None:
    whole = Decimal(sum(cents)) / 100
    positions = [f"1 part{i} {Decimal(each) / 100} SGD" for i, each in enumerate(cents)]
    bom = cost(plan(*positions, rates=[KRAKEN], currency="USD"))
    assert bom.total == rate(KRAKEN).convert(Money(whole, "SGD"))


# --- charges -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("charges", "expected"),
    [
        (["shipping 12 SGD"], "100.00 + 12.00 = 112.00"),
        (["gst 9%"], "100.00 + 9.00 = 109.00"),
        # On shipping too, whichever of the two is written first.
        (["shipping 12 SGD", "gst 9% on shipping"], "100.00 + 12.00 + 10.08 = 122.08"),
        (["gst 9% on shipping", "shipping 12 SGD"], "100.00 + 10.08 + 12.00 = 122.08"),
        (["shipping 12 SGD", "gst 9%"], "100.00 + 12.00 + 9.00 = 121.00"),
        # Shipping may itself be a percentage of the parts.
        (["shipping 10%", "gst 9% on shipping"], "100.00 + 10.00 + 9.90 = 119.90"),
        (["shipping 10% on shipping"], "100.00 + 10.00 = 110.00"),
        (["duty 5%", "gst 9%", "other 1 SGD"], "100.00 + 5.00 + 9.00 + 1.00 = 115.00"),
        (["other -10 SGD"], "100.00 + -10.00 = 90.00"),
        (["gst 0%"], "100.00 + 0.00 = 100.00"),
        (["gst 0.005%"], "100.00 + 0.01 = 100.01"),
        (["shipping 10 USD", "gst 10% on shipping"], "100.00 + 14.00 + 11.40 = 125.40"),
        (["shipping 10 EUR"], "100.00 + ? = ? (100.00)"),
        (["shipping 0.005 SGD"], "100.00 + 0.01 = 100.01"),
    ],
)
def test_charges_come_on_top_of_the_parts(charges: list[str], expected: str) -> None:
    bom = cost(
        plan(
            "4 pi3 25 SGD",
            charges=tuple(charge(each) for each in charges),
            rates=["USD SGD 1.4"],
        )
    )
    assert shown(bom) == expected


# --- bands ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("positions", "charges", "band"),
    [
        (["2 pi3 10 SGD 8..13"], [], "16.00 20.00 26.00"),
        (["2 pi3 10 SGD 8..13", "1 hub 5 SGD"], [], "21.00 25.00 31.00"),
        # A tax follows its goods.
        (["2 pi3 10 SGD 8..13"], ["gst 10%"], "17.60 22.00 28.60"),
        (["2 pi3 10 USD 8..13"], [], "22.40 28.00 36.40"),
        # A band of nothing is no surprise.
        (["1 pi3 10 SGD 10..10"], [], "10.00 10.00 10.00"),
    ],
)
def test_a_total_with_estimates_has_a_low_and_a_high_end(
    positions: list[str], charges: list[str], band: str
) -> None:
    found = plan(*positions, charges=tuple(charge(each) for each in charges), rates=["USD SGD 1.4"])
    bom = cost(found)
    ends = (bom.low, bom.total, bom.high)
    assert " ".join(str(end.amount) for end in ends if end is not None) == band


@pytest.mark.parametrize(
    "positions", [["1 pi3 10 SGD"], ["1 pi3", "1 hub 1 SGD"], ["1 pi3 10 EUR 8..12"]]
)
def test_without_an_estimate_that_counts_there_is_no_band(positions: list[str]) -> None:
    bom = cost(plan(*positions))
    assert (bom.low, bom.high) == (None, None)


@given(
    st.lists(
        st.tuples(st.integers(1, 9), *[st.decimals(0, 50, places=2)] * 3), min_size=1, max_size=9
    ),
    st.decimals("0.001", 200, places=3),
)
def test_a_total_lies_in_its_band_in_any_currency(
    lines: list[tuple[int, Decimal, Decimal, Decimal]], number: Decimal
) -> None:
    positions = []
    for index, (count, *ends) in enumerate(lines):
        low, unit, high = sorted(ends)
        positions.append(f"{count} part{index} {unit} USD {low}..{high}")
    bom = cost(plan(*positions, rates=[f"USD SGD {number}"], charges=(charge("gst 9%"),)))
    assert bom.low is not None
    assert bom.high is not None
    assert bom.total is not None
    assert bom.low <= bom.total <= bom.high
