"""A plan: every position priced, lines in order, and exactly the rates that are used."""

import pickle
from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from planner.engine.planning.cost import cost
from planner.engine.planning.plan import currency_pairs, make_plan
from planner.model.build import Build, CountBasis, Position
from planner.model.catalog import Stamp
from planner.model.money import RateTable
from planner.model.offers import Basis
from planner.model.plan import Plan
from tests.engine.samples import (
    DAY,
    build,
    catalog,
    charge,
    money,
    offer,
    part,
    plan,
    position,
    rate,
)

PUBLISHED = {"id": "parts", "amount": "626.63 SGD", "as_of": DAY, "source": "an article"}


def share(text: str, list_price: str, of: str = "parts") -> Position:
    return position(text, share_of=of, list_price=money(list_price))


def lines(made: Plan) -> list[str]:
    """Write each line as `7 pi3 S$49.00 quoted`."""
    return [
        f"{line.quantity} {line.part_number} "
        + (f"{line.price.unit} {line.price.basis}" if line.price else "unpriced")
        for line in made.bill.lines
    ]


# --- where a price comes from --------------------------------------------------------------------

ALL_SOURCES = {
    "owned": True,
    "share_of": "parts",
    "list_price": "1 USD",
    "vendor": "acme",
}


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        ([], "1 fan S$0.00 owned"),
        (["owned"], "1 fan S$626.63 allocated"),
        (["owned", "share_of"], "1 fan S$7.00 quoted"),
        (["owned", "share_of", "vendor"], "1 fan S$5.00 quoted"),
    ],
)
def test_a_price_comes_from_the_first_source_that_a_position_has(
    without: list[str], expected: str
) -> None:
    facts = {key: value for key, value in ALL_SOURCES.items() if key not in without}
    offers = [offer("fan", "7 SGD"), offer("fan", "5 SGD", vendor="other-shop")]
    made = plan(
        Position.model_validate({"slot": "other", "part_number": "fan", "quantity": 1, **facts}),
        offers=offers,
        published=(PUBLISHED,),
    )
    assert lines(made) == [expected]


def test_a_price_of_ones_own_comes_before_every_offer() -> None:
    assert lines(plan("1 fan 9 SGD", offers=[offer("fan", "5 SGD")])) == ["1 fan S$9.00 quoted"]


@pytest.mark.parametrize("vendor", ["acme", None])
def test_a_part_that_nobody_sells_is_unpriced(vendor: str | None) -> None:
    found = plan(position("2 fan", vendor=vendor), offers=[offer("pi3", "49 SGD")])
    assert lines(found) == ["2 fan unpriced"]


def test_a_locked_vendor_that_does_not_sell_the_part_leaves_it_unpriced() -> None:
    found = plan(position("1 fan", vendor="nobody"), offers=[offer("fan", "5 SGD")])
    assert lines(found) == ["1 fan unpriced"]


def test_packs_and_their_price_follow_the_quantity_of_the_whole_line() -> None:
    tens = offer("sd16", "45 SGD", pack_size=10, vendor="packs")
    singles = offer("sd16", "6 SGD", vendor="singles")
    apart = plan("6 sd16", position("6 sd16", role="spares"), offers=[tens, singles])
    line = apart.bill.lines[0]
    assert (line.quantity, line.packs, line.surplus) == (12, 12, 0)
    more = plan("16 sd16", offers=[tens, singles]).bill.lines[0]
    assert (more.quantity, more.packs, more.surplus) == (16, 2, 4)


def test_a_price_of_ones_own_may_be_per_pack() -> None:
    packed = position("7 sd16").model_copy(
        update={"price": plan("1 sd16 30 SGD").bill.lines[0].price}
    )
    own = packed.price.model_copy(update={"pack_size": 5}) if packed.price else None
    line = plan(packed.model_copy(update={"price": own})).bill.lines[0]
    assert (line.packs, line.surplus) == (2, 3)


# --- shares of a published sum -------------------------------------------------------------------


def test_lines_that_share_a_published_sum_foot_to_it() -> None:
    made = plan(
        share("7 pi3", "35 USD"),
        share("1 switch8", "18.99 USD"),
        "1 fan 5 SGD",
        published=(PUBLISHED,),
    )
    shares = [line for line in made.bill.lines if line.part_number != "fan"]
    assert all(line.price and line.price.basis is Basis.ALLOCATED for line in shares)
    assert cost(made).total == money("631.63 SGD")
    assert shares[0].price is not None
    assert (
        shares[0].price.note
        == "Share of the published S$626.63, in proportion to a list price of US$35.00."
    )


def test_a_share_says_where_its_list_price_comes_from() -> None:
    made = plan(
        position("1 pi3", share_of="parts", list_price="35 USD", list_price_source="a launch"),
        published=(PUBLISHED,),
    )
    price = made.bill.lines[0].price
    assert price is not None
    assert price.note.endswith("in proportion to a list price of US$35.00 (a launch).")


def test_two_sums_are_split_each_for_itself_and_an_unshared_one_over_nothing() -> None:
    made = plan(
        share("7 pi3", "35 USD"),
        share("1 giga8", "20 SGD", of="upgrade"),
        published=(
            PUBLISHED,
            PUBLISHED | {"id": "upgrade", "amount": "82.36 SGD"},
            PUBLISHED | {"id": "nobody", "amount": "9 SGD"},
        ),
    )
    assert cost(made).total == money("708.99 SGD")


# --- lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        # In the order in which a build is filled; what is retired comes last.
        (
            ["1 fan 1 SGD", "1 switch8 2 SGD retired", "1 giga8 3 SGD", "1 pi3 4 SGD"],
            ["1 pi3 S$4.00 quoted", "1 giga8 S$3.00 quoted", "1 fan S$1.00 quoted",
             "1 switch8 S$2.00 quoted"],
        ),
        # One line for one part at one price, however many positions.
        (["1 pi3 4 SGD", "2 pi3 4 SGD"], ["3 pi3 S$4.00 quoted"]),
        (["1 pi3", "2 pi3"], ["3 pi3 unpriced"]),
        (["1 pi3 4 SGD", "2 pi3 5 SGD"], ["1 pi3 S$4.00 quoted", "2 pi3 S$5.00 quoted"]),
        (["1 pi3 4 SGD", "2 pi3 owned"], ["1 pi3 S$4.00 quoted", "2 pi3 S$0.00 owned"]),
        (
            ["1 pi3 4 SGD", "2 pi3 4 SGD retired"],
            ["1 pi3 S$4.00 quoted", "2 pi3 S$4.00 quoted"],
        ),
        ([], []),
    ],
)  # fmt: skip
def test_positions_become_lines(positions: list[str], expected: list[str]) -> None:
    assert lines(plan(*positions)) == expected


def test_a_line_joins_reasons_and_roles_and_is_as_sure_as_its_least_sure_count() -> None:
    line = plan(
        position("1 pi3 4 SGD", why="master", role="first", count_basis="stated"),
        position("6 pi3 4 SGD", why="workers", role="others", count_basis="inferred"),
        position("1 pi3 4 SGD", why="workers", count_basis="calculated"),
    ).bill.lines[0]
    assert (line.quantity, line.why, line.role) == (8, "master; workers", "first; others")
    assert line.count_basis is CountBasis.INFERRED


def test_a_part_nobody_knows_is_called_by_its_number() -> None:
    line = plan("1 mystery 4 SGD").bill.lines[0]
    assert (line.description, line.category) == ("mystery", "other")


def test_what_a_part_is_does_not_depend_on_the_slot_it_was_entered_in() -> None:
    line = plan(position("1 pi3", slot="charger")).bill.lines[0]
    assert line.category == "board"


def test_parts_of_the_builds_own_come_before_the_catalogs() -> None:
    made = plan("1 pi3 4 SGD", parts=[part("pi3", "board")])
    mine = make_plan(
        build("1 pi3 4 SGD", parts=(part("pi3", "board", name="Mine"),)),
        catalog(),
        rates=RateTable(),
    )
    assert made.bill.lines[0].description == "PI3"
    assert mine.bill.lines[0].description == "Mine"
    found = mine.part("pi3")
    assert found is not None
    assert found.name == "Mine"
    assert mine.part("nothing") is None


# --- currencies, days and rates ------------------------------------------------------------------


def test_a_plan_is_of_the_builds_currency_and_day_unless_asked_otherwise() -> None:
    own = plan("1 pi3 4 SGD")
    asked = plan("1 pi3 4 SGD", currency="USD", on=date(2021, 1, 1))
    assert (own.currency, own.on) == ("SGD", DAY)
    assert (asked.currency, asked.on) == ("USD", date(2021, 1, 1))
    assert own.catalog_fingerprint == "f"


class _Unread(Stamp):
    """The stamp of a catalog that nobody may ask for its fingerprint yet."""

    asked = False

    @property
    def text(self) -> str:
        assert self.asked
        return "f"


def test_the_fingerprint_of_a_catalog_is_reckoned_when_it_is_read_or_written() -> None:
    stamp = _Unread()
    here = catalog().model_copy(update={"stamp": stamp})
    made = make_plan(build("1 pi3 4 SGD"), here, rates=RateTable())
    assert made == made.model_copy()
    stamp.asked = True
    assert made.catalog_fingerprint == "f"
    written = pickle.dumps(made)
    assert pickle.loads(written).catalog_fingerprint == "f"  # noqa: S301
    assert made.model_dump()["catalog_fingerprint"] == "f"


def test_a_plan_takes_a_fingerprint_as_text_of_at_most_64_signs() -> None:
    made = plan("1 pi3 4 SGD")
    facts = {name: getattr(made, name) for name in Plan.model_fields if name != "stamp"}
    again = Plan.model_validate({**facts, "catalog_fingerprint": "0" * 64})
    assert again.catalog_fingerprint == "0" * 64
    for wrong in ("0" * 65, 1):
        with pytest.raises(ValidationError):
            Plan.model_validate({**facts, "catalog_fingerprint": wrong})


def test_a_plan_keeps_the_rates_it_uses_and_no_other() -> None:
    made = plan(
        "1 pi3 4 USD",
        "1 fan 4 SGD",
        "1 sd16",
        charges=(charge("shipping 5 EUR"), charge("gst 9%")),
        rates=["USD SGD 1.4", "EUR SGD 1.6", "GBP SGD 1.7", "SGD JPY 80"],
        also=("USD", "JPY", "SGD", "JPY"),
    )
    assert made.also == ("USD", "JPY")
    pairs = [f"{each.base} {each.quote}" for each in made.rates]
    assert pairs == ["USD SGD", "EUR SGD", "SGD USD", "SGD JPY"]
    assert made.rate("USD", "SGD") == rate("USD SGD 1.4")
    assert made.rate("GBP", "SGD") is None


def test_every_pair_a_plan_may_need_is_asked_for_once() -> None:
    made = build(
        "1 pi3 4 USD",
        "1 fan",
        "1 hub owned",
        Position.model_validate(
            {"slot": "other", "part_number": "x", "quantity": 1, "share_of": "parts",
             "list_price": "1 CHF"}
        ),
        published=(PUBLISHED | {"amount": "5 GBP"},),
        charges=(charge("shipping 5 EUR"), charge("gst 9%")),
        readings=({"currency": "SGD"}, {"currency": "AUD"}),
    )  # fmt: skip
    offers = [offer("fan", "5 JPY"), offer("fan", "5 SGD"), offer("hub", "5 KRW")]
    pairs = currency_pairs(made, catalog(*offers), currency="SGD", also=("USD", "SGD"))
    assert pairs == {
        ("USD", "SGD"),
        ("JPY", "SGD"),
        ("GBP", "SGD"),
        ("EUR", "SGD"),
        ("SGD", "USD"),
        ("SGD", "AUD"),
        ("AUD", "SGD"),
    }
    assert currency_pairs(build(), catalog(), currency="SGD") == frozenset()


def test_a_plan_reopens_to_the_same_cent_without_catalog_or_rates() -> None:
    made = plan(
        share("7 pi3", "35 USD"),
        "1 hub 20 USD 15..30",
        published=(PUBLISHED,),
        charges=(charge("gst 9%"),),
        rates=["USD SGD 1.3933", "SGD USD 0.71770"],
        also=("USD",),
    )
    reopened = Plan.model_validate_json(made.model_dump_json())
    assert reopened == made
    assert cost(reopened) == cost(made)


def test_the_same_build_gives_the_same_plan_byte_for_byte() -> None:
    def once() -> str:
        return plan("7 pi3", offers=[offer("pi3", "49 SGD")], also=("USD",)).model_dump_json()

    assert once() == once()


def test_a_build_without_positions_is_a_plan_without_lines() -> None:
    empty = Build(name="b", title="B", currency="SGD", on=DAY)
    made = make_plan(empty, catalog(), rates=RateTable())
    assert (made.bill.lines, made.rates, made.parts, made.findings) == ((), (), (), ())
    assert cost(made).total == money("0 SGD")
    assert money("0 SGD").amount == Decimal(0)
