"""What a reader must know before quoting a number: each finding comes when it should, only then."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.plan import make_plan
from planner.model.findings import Severity
from planner.model.money import RateTable
from planner.model.offers import Offer
from planner.model.plan import Plan
from planner.model.price_events import PriceEvent
from tests.engine.samples import DAY, build, catalog, charge, codes, offer, plan, position, rate

PUBLISHED = {"id": "parts", "amount": "183.34 SGD", "as_of": DAY, "source": "an article"}
SHARE = {"share_of": "parts", "list_price": "35 USD"}
KRAKEN = "SGD USD 0.71770"
LAST_WEEK = date(2020, 6, 10)


def message(made: Plan, code: str) -> str:
    """Return the one finding of a code as its line."""
    [found] = [finding for finding in made.findings if finding.code == code]
    return found.line()


def test_a_plan_with_nothing_to_say_says_nothing() -> None:
    assert plan("7 pi3 49 SGD").findings == ()


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        ("swich8", "Did you mean 'switch8'? Add it to catalogs/parts/other.csv or choose another"),
        ("zzz", "Add it to catalogs/parts/other.csv or choose another part."),
    ],
)
def test_an_unknown_part_is_an_error_with_the_nearest_name(number: str, hint: str) -> None:
    made = plan(f"1 {number} 5 SGD")
    assert message(made, "part-unknown").startswith(
        f"There is no part {number!r} in the catalog. {hint}"
    )
    assert made.findings[0].severity is Severity.ERROR


def test_a_missing_price_is_said_for_each_line() -> None:
    made = plan("7 pi3", "1 hub 5 SGD")
    assert codes(made.findings) == ["price-missing"]
    assert message(made, "price-missing") == (
        "PI3 (7 pcs) has no price, so the build has no total yet. Enter your own price, mark it "
        "as owned, or add an offer to the catalog."
    )


@pytest.mark.parametrize(
    ("facts", "pairs"),
    [
        ({}, []),
        ({"rates": ["USD SGD 1.4"]}, []),
        ({"positions": ["1 pi3 5 USD"]}, ["USD/SGD"]),
        ({"positions": ["1 pi3 5 USD", "1 hub 5 USD"]}, ["USD/SGD"]),
        ({"positions": ["1 pi3 5 USD"], "rates": ["USD SGD 1.4"]}, []),
        ({"positions": ["1 pi3"]}, []),
        ({"charges": (charge("shipping 5 EUR"), charge("gst 9%"))}, ["EUR/SGD"]),
        ({"also": ("USD", "JPY")}, ["SGD/USD", "SGD/JPY"]),
        ({"currency": "USD", "positions": ["1 pi3 5 SGD"]}, ["SGD/USD"]),
    ],
)
def test_a_missing_rate_is_said_once_for_each_pair(facts: dict[str, Any], pairs: list[str]) -> None:
    made = plan(*facts.pop("positions", ()), **facts)
    missing = [finding for finding in made.findings if finding.code == "rate-missing"]
    assert [finding.subject for finding in missing] == pairs
    assert all(str(DAY) in finding.message for finding in missing)


@pytest.mark.parametrize(
    ("of", "severity", "days"),
    [
        ("2020-06-10", None, 7),
        ("2020-06-09", Severity.NOTE, 8),
        ("2020-05-17", Severity.NOTE, 31),
        ("2020-03-17", Severity.NOTE, 92),
        ("2020-03-16", Severity.WARNING, 93),
    ],
)
def test_a_rate_is_noted_after_a_week_and_warned_of_after_three_months(
    of: str, severity: Severity | None, days: int
) -> None:
    old = rate(KRAKEN, as_of=date.fromisoformat(of))
    made = plan("1 pi3 5 SGD", rates=[old], also=("USD",))
    told = [found for found in made.findings if found.code == "rate-stale"]
    assert [found.severity for found in told] == ([severity] if severity else [])
    for found in told:
        assert found.message == (
            f"The SGD to USD rate is from {of}, {days} days before the plan's date 2020-06-17."
        )


def test_an_inferred_build_says_so_wherever_it_is() -> None:
    made = plan("1 pi3 5 SGD", inferred="from a comment.")
    assert message(made, "build-inferred").startswith(
        "B is inferred and estimated, not published: from a comment."
    )


def test_what_a_source_does_not_say_is_said() -> None:
    made = plan("1 pi3 5 SGD", not_stated="the switch")
    assert message(made, "parts-not-stated").startswith("The source does not state: the switch.")


READINGS = ({"currency": "SGD"}, {"currency": "USD"})


def test_a_sum_without_a_currency_is_read_both_ways() -> None:
    made = plan(
        position("1 pi3", **SHARE), published=(PUBLISHED,), readings=READINGS, rates=[KRAKEN]
    )
    assert message(made, "currency-not-stated") == (
        "The source gives 183.34 without a currency: read as SGD it is S$183.34 = US$131.58; "
        "read as USD it is US$183.34 = S$255.45. This plan reads it as SGD."
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # Without a rate each reading stands alone.
        ({"published": (PUBLISHED,), "readings": READINGS}, "S$183.34; read as USD it is US$183"),
        ({"published": (PUBLISHED,), "readings": READINGS[:1]}, None),
        ({"published": (PUBLISHED,)}, None),
        ({"readings": READINGS}, None),
        # Sums in two currencies were printed with their currencies.
        (
            {"published": (PUBLISHED, PUBLISHED | {"id": "b", "amount": "1 USD"}),
             "readings": READINGS},
            None,
        ),
    ],
)  # fmt: skip
def test_a_reading_needs_a_sum_and_another_reading(
    facts: dict[str, Any], expected: str | None
) -> None:
    made = plan("1 pi3 5 SGD", **facts)
    if expected is None:
        assert "currency-not-stated" not in codes(made.findings)
    else:
        assert expected in message(made, "currency-not-stated")


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        (["1 pi3 5 SGD 4..6", "1 hub 5 SGD"], "1 price is estimated: PI3."),
        (["1 pi3 5 SGD 4..6", "1 hub 5 SGD 4..6"], "2 prices are estimated: PI3; HUB."),
    ],
)
def test_estimates_are_counted_and_named(positions: list[str], expected: str) -> None:
    assert message(plan(*positions), "price-estimated").startswith(expected)


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        (
            [position("1 pi3", **SHARE)],
            "Only the total of S$183.34 is published. 1 price is an estimated split of it",
        ),
        (
            [position("1 pi3", **SHARE), position("1 hub", **SHARE), "1 fan 5 SGD"],
            "Only the total of S$183.34 is published. 2 prices are an estimated split of it",
        ),
    ],
)
def test_shares_of_a_sum_are_counted(positions: list[Any], expected: str) -> None:
    made = plan(*positions, published=(PUBLISHED,))
    assert message(made, "price-allocated").startswith(expected)


@pytest.mark.parametrize(
    ("days", "code", "how_many", "which"),
    [
        (["2019-06-18"], None, "", ""),
        (["2020-06-17"], None, "", ""),
        (
            ["2020-06-18"],
            "price-later",
            "1 price is dated later",
            "the latest is from 2020-06-18 (PI3).",
        ),
        (
            ["2021-01-01", "2022-01-01"],
            "price-later",
            "2 prices are dated later",
            "the latest is from 2022-01-01 (HUB).",
        ),
    ],
)
def test_prices_of_a_later_day_are_counted(
    days: list[str], code: str | None, how_many: str, which: str
) -> None:
    offers = [
        offer(number, "5 SGD", quoted_on=date.fromisoformat(day))
        for number, day in zip(("pi3", "hub"), days, strict=False)
    ]
    made = plan(*[f"1 {each.part_number}" for each in offers], offers=offers)
    assert codes(made.findings) == ([code] if code else [])
    if code:
        assert message(made, code).startswith(
            f"{how_many} than the plan's date 2020-06-17; {which}"
        )


def dated(*offers: tuple[str, str, str], also: tuple[str, ...] = (), **facts: Any) -> Plan:
    """Plan one of each part, at an offer of a day, and of parts without an offer."""
    sold = [
        offer(number, price, quoted_on=date.fromisoformat(day)) for number, price, day in offers
    ]
    numbers = (*(number for number, _, _ in offers), *also)
    return plan(*[f"1 {number}" for number in numbers], offers=sold, **facts)


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        (
            [("pi3", "42 SGD", "2019-06-17"), ("hub", "58 SGD", "2020-06-17")],
            (
                "1 of 2 prices is over a year old (from 2019-06): 42 % of the total. "
                "Check before you buy: PI3."
            ),
        ),
        (
            [
                ("pi3", "42 SGD", "2018-01-01"),
                ("hub", "0.50 SGD", "2014-07-31"),
                ("fan", "57.50 SGD", "2019-06-18"),
            ],
            (
                "2 of 3 prices are over a year old (the oldest from 2014-07): 43 % of the total. "
                "Check before you buy: HUB; PI3."
            ),
        ),
        (
            [("pi3", "0.10 SGD", "2014-07-31"), ("hub", "100 SGD", "2020-06-17")],
            (
                "1 of 2 prices is over a year old (from 2014-07): under 1 % of the total. "
                "Check before you buy: PI3."
            ),
        ),
        (
            [("pi3", "0 SGD", "2014-07-31")],
            (
                "1 of 1 price is over a year old (from 2014-07): 0 % of the total. "
                "Check before you buy: PI3."
            ),
        ),
    ],
)
def test_old_prices_are_one_warning_with_their_share_of_the_total(
    offers: list[tuple[str, str, str]], expected: str
) -> None:
    made = dated(*offers)
    assert message(made, "price-old") == expected
    [found] = [found for found in made.findings if found.code == "price-old"]
    assert (found.severity, found.subject) == (Severity.WARNING, "b")


@pytest.mark.parametrize(
    ("day", "old"), [("2019-06-18", False), ("2019-06-17", True), ("2020-06-18", False)]
)
def test_a_price_is_old_after_a_year_counted_from_the_day_of_the_plan(day: str, old: bool) -> None:
    assert ("price-old" in codes(dated(("pi3", "5 SGD", day)).findings)) is old


def test_what_has_no_price_is_not_counted_as_fresh() -> None:
    made = dated(("pi3", "5 SGD", "2018-01-01"), also=("hub", "fan"))
    assert message(made, "price-old").startswith(
        "1 of 1 price is over a year old (from 2018-01): 100 % of the subtotal. "
        "Not counted: 2 parts without a price."
    )


def test_the_share_of_an_old_price_that_no_rate_converts_is_not_known() -> None:
    made = dated(("pi3", "5 USD", "2018-01-01"), ("hub", "5 SGD", "2020-06-17"))
    assert message(made, "price-old").startswith(
        "1 of 2 prices is over a year old (from 2018-01): their share of the subtotal is not known."
    )


def test_many_old_prices_are_named_up_to_five_the_oldest_first() -> None:
    numbers = ("pi3", "pi4", "hub", "fan", "card", "lead", "charger")
    made = dated(*[(each, "5 SGD", f"2012-01-0{9 - place}") for place, each in enumerate(numbers)])
    [found] = [found for found in made.findings if found.code == "price-old"]
    assert len(found.parts) == 7
    assert found.hint == f"Check before you buy: {'; '.join(found.parts[:5])}; and 2 more."


def test_what_is_owned_is_never_old() -> None:
    assert "price-old" not in codes(plan("1 pi3 owned", on=date(2026, 1, 1)).findings)


@pytest.mark.parametrize(("on", "old"), [(DAY, False), (date(2022, 1, 1), True)])
def test_shares_and_estimates_of_a_build_are_old_in_a_plan_of_a_later_day(
    on: date, old: bool
) -> None:
    sum_of_2018 = PUBLISHED | {"as_of": date(2018, 10, 1)}
    shared = plan(position("1 pi3", **SHARE), published=(sum_of_2018,), on=on)
    assert ("price-old" in codes(shared.findings)) is old


def test_findings_come_gravest_first() -> None:
    made = plan("1 mystery", "1 pi3 5 SGD 4..6", not_stated="the switch")
    assert [finding.severity for finding in made.findings] == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.WARNING,
        Severity.NOTE,
    ]


@pytest.mark.parametrize(
    ("prices", "told"),
    [
        ({"price_before": "8", "price_after": "12"}, " from US$8.00 to US$12.00"),
        ({"price_after": "12"}, " to US$12.00"),
        ({}, ""),
    ],
)
def test_a_price_of_before_a_change_of_the_list_price_is_a_warning(
    prices: dict[str, str], told: str
) -> None:
    def fan(on: date) -> Plan:
        change = PriceEvent(
            part_number="fan",
            on=on,
            currency="USD",
            source="its maker",
            **{name: Decimal(amount) for name, amount in prices.items()},
        )
        offers = (offer("fan", "10 SGD", quoted_on=LAST_WEEK), offer("hub", "9 SGD"))
        shelf = catalog(*offers).model_copy(update={"price_events": (change,)})
        return make_plan(build("1 fan", "1 hub"), shelf, rates=RateTable())

    assert message(fan(DAY), "price-superseded") == (
        "The price of FAN is from 2020-06-10, and its maker's list price changed on "
        f"2020-06-17{told}. Find a newer price before you buy."
    )
    assert codes(fan(LAST_WEEK).findings) == []


def test_a_line_is_costed_as_new_unless_its_vendor_sells_it_used_and_then_it_says_so() -> None:
    used = offer("fan", "2 SGD", vendor="attic", condition="used")
    shelf = catalog(offer("fan", "10 SGD"), used)

    def costed(*offers: Offer, **facts: Any) -> Plan:
        made = build("1 fan")
        (fan,) = made.positions
        made = made.model_copy(update={"positions": (fan.model_copy(update=facts),)})
        return make_plan(made, catalog(*offers) if offers else shelf, rates=RateTable())

    def asked(made: Plan) -> str:
        (line,) = made.bill.lines
        assert line.price is not None
        return str(line.price.unit)

    assert (asked(costed()), codes(costed().findings)) == ("S$10.00", [])
    for named in (costed(vendor="attic"), costed(used)):
        assert asked(named) == "S$2.00"
        assert message(named, "price-condition") == (
            "The price of FAN at attic is for a used item. Enter the price of a new one if "
            "you mean to buy new."
        )
    alike = make_plan(build("1 fan"), shelf, rates=RateTable(), any_condition=True)
    assert asked(alike) == "S$2.00"
