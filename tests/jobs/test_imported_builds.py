"""A build of a list: what it costs beside the list itself, and what the answers add to it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.engine.solving.effort import Effort, OutOfTimeError
from planner.engine.solving.progress import Progress
from planner.jobs.buying import buy, requisition
from planner.jobs.folder import Workspace
from planner.jobs.imported_builds import build_of_bill, match_bill
from planner.jobs.importing import read_bill_bytes, read_pasted_bill
from planner.jobs.plans import cost_build
from planner.model.build import Build
from planner.model.build_charges import ChargeKind
from planner.model.catalog import Catalog, Stamp
from planner.model.findings import PlannerError
from planner.model.money import Money
from planner.model.offers import Basis, Offer, PriceBreak
from planner.model.parts import PART_ADAPTER
from planner.model.questions import BuyQuestion

LISTS = Path(__file__).resolve().parents[1] / "data" / "bom_files"
DAY = date(2026, 11, 30)
EMPTY = Catalog(stamp=Stamp("f"))


def built(text: str, **answers: str) -> Build:
    told = {key.replace("_", "-"): answer for key, answer in answers.items()}
    reading = read_pasted_bill(text, columns={}, answers=told)
    return build_of_bill(match_bill(reading, EMPTY), EMPTY, title="Mine", on=DAY)


def of_file(name: str, **answers: str) -> Build:
    told = {key.replace("_", "-"): answer for key, answer in answers.items()}
    content = (LISTS / name).read_bytes()
    reading = read_bill_bytes(name, content, columns={}, answers=told)
    return build_of_bill(match_bill(reading, EMPTY), EMPTY, title="Mine", on=DAY)


def total(build: Build) -> Money | None:
    return cost_build(build, EMPTY)[1].total


def test_a_list_costs_as_a_build_what_it_comes_to_with_its_shipping() -> None:
    build = built("Item,Qty,Price EUR\nBoard,3,10.50\nFan,2,4.25\nShipping,,5.90\n")

    assert total(build) == Money.parse("45.90 EUR")
    assert [(each.kind, each.amount) for each in build.charges] == [
        (ChargeKind.SHIPPING, Money.parse("5.90 EUR"))
    ]


def test_a_line_whose_total_a_shop_rounded_costs_what_the_list_says() -> None:
    build = of_file("order_list_de.xlsx", rounding="stated")

    assert total(build) == Money.parse("273.00 EUR")


@pytest.mark.parametrize(("answer", "cost"), [("add", "228.55"), ("leave", "215.55")])
def test_shipping_of_a_column_is_added_when_the_person_says_so(answer: str, cost: str) -> None:
    build = of_file("sections_fr.xlsx", currency="EUR", sections="all", shipping=answer)

    assert total(build) == Money.parse(f"{cost} EUR")


@pytest.mark.parametrize(("answer", "cost"), [("with", "1484.79"), ("without", "1227.10")])
def test_tax_beside_the_lines_is_added_when_the_person_says_so(answer: str, cost: str) -> None:
    build = of_file("rack_sheets_es.xlsx", tables="Nodo A", hidden="take", tax=answer)

    assert total(build) == Money.parse(f"{cost} EUR")


def test_what_is_owned_costs_nothing_and_what_has_no_price_makes_no_total() -> None:
    text = "Item,Qty,Price EUR\nBoard,1,10.00\nFan,2,\n"

    assert total(built(text, unpriced="owned")) == Money.parse("10.00 EUR")
    assert total(built(text, unpriced="leave")) is None


def test_lines_of_one_name_are_one_part_and_others_have_numbers_of_their_own() -> None:
    build = built("Item,Qty,Price EUR\nFan,1,4.00\nfan!,1,5.00\nFan,2,4.00\n")

    assert [each.part_number for each in build.positions] == ["fan", "fan-2", "fan"]
    assert [part.name for part in build.parts] == ["Fan", "fan!"]


def test_an_open_question_that_matters_keeps_a_list_from_being_a_build() -> None:
    with pytest.raises(PlannerError, match="currency"):
        built("Item,Qty,Price\nBoard,1,10.00\nFan,2,3.00\n")


def test_the_price_of_a_line_says_where_it_was_read_and_of_which_day() -> None:
    (position,) = built("Item,Qty,Price EUR,Shop\nBoard,2,10.00,Corner shop\n").positions

    assert position.price is not None
    assert position.price.source == "pasted text, row 2"
    assert (position.price.as_of, position.price.vendor) == (DAY, "Corner shop")
    assert position.price.unit.amount == Decimal("10.00")


def test_no_name_address_or_path_of_whoever_wrote_a_list_enters_its_build() -> None:
    text = (
        "Ordered by Ada Lovelace, ada@example.com\n\n"
        "Item,Qty,Price EUR,Shop,Note,Link\n"
        "Board ada@example.com,3,10.50,Corner shop (ada@example.com),ring Ada,"
        "https://ada:secret@example.com/board\n"
        r"Fan C:\Users\ada\fan.pdf,2,4.25,,for Ada Lovelace,mailto:ada@example.com"
        "\nShipping to Ada Lovelace,,5.90,,ask Ada,\n"
    )
    reading = read_bill_bytes("/home/ada/list of ada@example.com.csv", text.encode(), columns={},
                              answers={})  # fmt: skip
    build = build_of_bill(match_bill(reading, EMPTY), EMPTY, title="ada@example.com", on=DAY)

    told = build.model_dump_json().casefold()
    assert [(each.kind, each.label) for each in build.charges] == [
        (ChargeKind.SHIPPING, "Shipping")
    ]
    assert build.title == "My list"
    assert "ada" not in told
    assert "lovelace" not in told


def test_a_share_of_a_set_is_a_piece_at_the_price_of_its_line_when_the_person_says_so() -> None:
    build = of_file("kit_ampersand_cp1252.csv", currency="EUR", quantity_9="share",
                    quantity_11="share")  # fmt: skip

    # The lines come to 18.20, and the list states half a shipping of 2.50 beside them.
    assert total(build) == Money.parse("20.70 EUR")
    assert {each.quantity for each in build.positions} <= {1, 2, 3, 4}


def test_a_person_says_of_which_kind_a_part_of_their_own_is() -> None:
    text = "Item,Qty,Price EUR\nGigabit switch,1,20.00\n"
    reading = read_pasted_bill(text, columns={}, answers={})

    bill = match_bill(reading, EMPTY, chosen={0: ""}, kinds={0: "case"})
    build = build_of_bill(bill, EMPTY, title="Mine", on=DAY)

    assert match_bill(reading, EMPTY).matches[0].category == "switch"
    assert [part.category for part in build.parts] == ["case"]


def test_a_long_list_is_matched_no_further_once_nobody_waits_for_it() -> None:
    text = "Item,Qty,Price EUR\n" + "".join(f"Thing {n},1,1.00\n" for n in range(600))
    reading = read_pasted_bill(text, columns={}, answers={})
    told: list[tuple[int, int]] = []

    def go_on(progress: Progress) -> bool:
        told.append((progress.done, progress.of))
        return progress.done < 500

    with pytest.raises(OutOfTimeError):
        match_bill(reading, EMPTY, effort=Effort(go_on=go_on))

    assert told == [(0, 600), (250, 600), (500, 600)]


def test_what_nobody_sells_is_bought_at_the_price_of_the_list_which_is_called_so() -> None:
    text = "Item,Qty,Price EUR,Vendor\nWidget,2,3.10,Bazaar\nWidget,1,4.00,\nGift,1,\n"
    build = built(text, unpriced="leave")

    (offer,) = build.offers
    assert (offer.vendor, str(offer.pack_price(1))) == ("from-your-list", "€4.00")
    assert (offer.basis, offer.quoted_on) == (Basis.PUBLISHED, DAY)
    assert offer.source.endswith("row 3")
    assert [vendor.name for vendor in build.vendors] == ["From your list"]

    workspace = Workspace(Path(), EMPTY, (build,), ())
    asked = requisition(BuyQuestion(what="mine", on=DAY, currency="EUR", partial=True), workspace)
    found = buy(asked, Effort())
    (order,) = found.basket.orders if found.basket else ()
    assert order.vendor == "from-your-list"


def test_a_list_brings_no_price_along_for_what_a_shop_sells() -> None:
    part = PART_ADAPTER.validate_python(
        {"category": "other", "part_number": "widget", "name": "Widget", "source": "x"}
    )
    sold = Offer(
        vendor="shop",
        part_number="widget",
        currency="EUR",
        price_breaks=(PriceBreak(price=Decimal(2)),),
        quoted_on=DAY,
        basis=Basis.QUOTED,
        source="https://shop.example/widget",
    )
    catalog = Catalog(stamp=Stamp("f"), parts=(part,), offers=(sold,))
    reading = read_pasted_bill("Item,Qty,Price EUR\nWidget,2,3.10\n", columns={}, answers={})

    build = build_of_bill(match_bill(reading, catalog), catalog, title="Mine", on=DAY)

    assert (build.offers, build.vendors) == ((), ())
