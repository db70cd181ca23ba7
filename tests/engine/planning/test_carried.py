"""What a build takes along to where the catalog is another one."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.planning.carried import frozen, thawed, with_own_rows
from planner.engine.planning.cost import cost
from planner.engine.planning.edit import with_part
from planner.engine.planning.plan import currency_pairs, make_plan
from planner.model.build import Build
from planner.model.catalog import Catalog, OwnRows
from planner.model.money import ENTERED, Money, RateTable
from planner.model.offers import Content, Offer
from planner.model.plan import Plan
from planner.model.vendors import Vendor
from tests.engine.samples import (
    DAY,
    PARTS,
    build,
    catalog,
    money,
    offer,
    part,
    position,
    price,
    rate,
)

SHED = Vendor(vendor="shed", name="The shed", kind="shop", currency="SGD")
FAR = Vendor(vendor="far", name="Far away", kind="shop", currency="SGD")
MINE = part("my-case", "case")
OTHER = part("my-lamp", "other")
SOLD = offer("my-case", "15 SGD", vendor="shed")
LAMP = offer("my-lamp", "5 SGD", vendor="far")
CHEAP = offer("pi3", "44 SGD", vendor="shed")
SHIPPED = catalog(offer("pi3", "50 SGD"))


def mine(*more: Offer) -> Catalog:
    """Return the catalog of somebody with a case, a lamp and prices of their own."""
    offers = (SOLD, LAMP, *more)
    rows = OwnRows(parts=(MINE, OTHER), offers=offers, vendors=(SHED, FAR))
    return Catalog(
        parts=(*PARTS, MINE, OTHER),
        offers=(*SHIPPED.offers, *offers),
        vendors=(SHED, FAR),
        own=rows,
    )


def planned(of: Build, known: Catalog, *rates: str, on: date | None = None) -> Plan:
    layers = ((*of.pinned,), tuple(map(rate, rates)))
    return make_plan(of, known, rates=RateTable(layers=layers), on=on)


def total(of: Build, known: Catalog, *rates: str) -> Money | None:
    return cost(planned(of, known, *rates)).total


CASES = build("2 pi3", "1 my-case")


def test_own_parts_prices_and_shops_go_with_the_build_and_it_costs_the_same_elsewhere() -> None:
    packed = with_own_rows(CASES, mine(CHEAP))

    assert (packed.parts, packed.offers, packed.vendors) == ((MINE,), (SOLD, CHEAP), (SHED,))
    assert total(packed, SHIPPED) == total(CASES, mine(CHEAP)) == money("103 SGD")


def test_the_shop_that_a_line_is_locked_to_goes_along() -> None:
    locked = build(position("2 pi3", vendor="far"))
    assert with_own_rows(locked, mine()).vendors == (FAR,)


def test_what_is_not_in_the_build_stays_at_home() -> None:
    plain = build("2 pi3")
    assert with_own_rows(plain, mine()) == plain
    assert with_own_rows(CASES, SHIPPED) == CASES


def test_a_bundle_is_no_price_of_one_part_and_stays_at_home() -> None:
    bundle = SOLD.model_copy(update={"also_holds": (Content(part_number="fan", pieces=1),)})
    assert with_own_rows(CASES, mine(bundle)).offers == (SOLD,)


def test_packing_twice_is_packing_once() -> None:
    once = with_own_rows(CASES, mine(CHEAP))
    assert with_own_rows(once, mine(CHEAP)) == once
    assert with_own_rows(once, SHIPPED) == once


def test_a_price_that_was_corrected_at_home_counts_as_corrected() -> None:
    packed = with_own_rows(CASES, mine())
    corrected = offer("my-case", "12 SGD", vendor="shed")
    known = catalog(offer("pi3", "50 SGD"), corrected, parts=(*PARTS, MINE))

    assert total(packed, known) == money("112 SGD")


def test_a_part_of_the_same_number_elsewhere_does_not_take_the_place_of_ones_own() -> None:
    packed = with_own_rows(CASES, mine())
    theirs = part("my-case", "other", name="A suitcase")

    found = planned(packed, catalog(offer("pi3", "50 SGD"), parts=(*PARTS, theirs)))

    assert found.part("my-case") == MINE


def test_prices_that_a_build_brings_are_converted_where_nothing_else_is_in_their_currency() -> None:
    packed = with_own_rows(CASES, mine(offer("pi3", "30 USD", vendor="far")))
    assert currency_pairs(packed, SHIPPED, currency="SGD") == {("USD", "SGD")}


def test_a_frozen_build_costs_the_same_without_any_catalog_and_on_any_day() -> None:
    known = catalog(offer("pi3", "30 USD"), offer("fan", "100 JPY"))
    before = planned(build("7 pi3", "2 fan"), known, "USD SGD 1.35", "JPY SGD 0.009")

    held = frozen(before, known)

    for elsewhere in (Catalog(), catalog(offer("pi3", "1 SGD"), offer("fan", "1 SGD"))):
        assert total(held, elsewhere) == cost(before).total == money("285.30 SGD")
    assert held.on == DAY
    assert held.frozen == ("pi3", "fan")


def test_a_part_without_a_price_is_frozen_without_one() -> None:
    held = frozen(planned(build("1 pi3", "1 fan"), SHIPPED), SHIPPED)

    later = planned(held, catalog(offer("pi3", "50 SGD"), offer("fan", "3 SGD")))

    assert cost(later).unpriced == ("fan",)


def test_a_part_that_is_added_to_a_frozen_build_is_priced_by_the_catalog() -> None:
    held = frozen(planned(build("1 pi3"), SHIPPED), SHIPPED)
    more = with_part(held, "other", "fan", 2)

    assert total(more, catalog(offer("pi3", "9 SGD"), offer("fan", "3 SGD"))) == money("56 SGD")


def test_a_frozen_build_brings_the_own_parts_and_only_the_shops_it_buys_from() -> None:
    dearer = offer("pi3", "60 SGD", vendor="far")
    held = frozen(planned(CASES, mine(dearer)), mine(dearer))

    assert held.parts == (MINE,)
    assert [each.vendor for each in held.offers] == ["acme", "shed"]
    assert held.vendors == (SHED,)


def test_a_frozen_build_that_is_frozen_again_is_the_same() -> None:
    held = frozen(planned(CASES, mine()), mine())
    assert frozen(planned(held, SHIPPED), SHIPPED) == held


def test_a_thawed_build_is_priced_as_of_the_day_by_the_catalog() -> None:
    later = DAY + timedelta(days=30)
    held = frozen(planned(build("1 pi3", rate=rate("SGD USD 0.7")), SHIPPED), SHIPPED)
    assert held.pinned == ()
    cheaper = catalog(offer("pi3", "45 SGD", quoted_on=later))

    now = thawed(held, cheaper, on=later)

    assert (now.on, now.pinned, now.frozen) == (later, (), ())
    assert total(now, cheaper) == money("45 SGD")


def test_of_stated_prices_only_those_a_person_entered_stay_where_the_part_is_sold() -> None:
    mine = position("1 sd16", price=price("9 SGD", source=ENTERED))
    held = build("1 pi3 60 SGD", "1 fan 7 SGD", mine)
    known = catalog(offer("pi3", "45 SGD"), offer("sd16", "5 SGD"))

    now = thawed(held, known, on=DAY)

    prices = {each.part_number: each.price and str(each.price.unit) for each in now.positions}
    assert prices == {"pi3": None, "fan": "S$7.00", "sd16": "S$9.00"}


PRICES = st.lists(
    st.builds(
        lambda amount, currency, pack, vendor: offer(
            "pi3", f"{amount} {currency}", pack_size=pack, vendor=vendor
        ),
        st.decimals(1, 99, places=2),
        st.sampled_from(["SGD", "USD", "EUR"]),
        st.integers(1, 4),
        st.sampled_from(["acme", "shed", "far"]),
    ),
    max_size=4,
    unique_by=lambda each: (each.vendor, each.pack_size),
)


@settings(max_examples=80, deadline=None)
@given(offers=PRICES, count=st.integers(1, 30), fixed_at=st.none() | st.decimals(1, 9, places=2))
def test_whatever_was_frozen_costs_the_same_to_the_cent(
    offers: list[Offer], count: int, fixed_at: Decimal | None
) -> None:
    known = catalog(*offers)
    fixed = "1 fan" if fixed_at is None else f"1 fan {fixed_at} EUR"
    before = cost(planned(build(f"{count} pi3", fixed), known, "USD SGD 1.3517", "EUR SGD 1.47"))
    after = cost(
        planned(
            frozen(
                planned(build(f"{count} pi3", fixed), known, "USD SGD 1.3517", "EUR SGD 1.47"),
                known,
            ),
            Catalog(),
        )
    )

    assert (after.total, after.subtotal) == (before.total, before.subtotal)
    assert after.unpriced == before.unpriced
