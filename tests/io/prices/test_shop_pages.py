"""Sixteen pages and replies, each with the traps that real shops set."""

from decimal import Decimal
from typing import Any

import pytest

from planner.model.proposals import PriceProposal
from tests.io.prices.pages import FOLDER, answer, expected

PAGES = pytest.mark.parametrize("page", expected(), ids=lambda page: page["file"])


def read(page: dict[str, Any]) -> Any:
    content = (FOLDER / page["file"]).read_bytes()
    return answer(content, address=page["address"], content_type=page["content_type"])


def accepted(page: dict[str, Any], field: str, first: Any) -> list[Any]:
    return [first, *page.get("accept", {}).get(field, [])]


@PAGES
def test_what_is_to_be_done_with_it(page: dict[str, Any]) -> None:
    found = read(page)

    assert found.outcome in accepted(page, "outcome", page["outcome"])
    # Of a list nobody gives the name.
    assert found.product == (page["product"] or "") or found.product.startswith("(")
    assert set(page["ask"]) <= set(found.asks) or found.outcome != page["outcome"]


@PAGES
def test_each_offer_stands_in_it_with_its_facts(page: dict[str, Any]) -> None:
    found = read(page)
    priced = [each for each in found.proposals if each.amount is not None]

    assert len(priced) == len(page["offers"])
    for offer in page["offers"]:
        (mine,) = [each for each in priced if each.amount == Decimal(offer["price"])]
        _same(page, offer, mine)


def _same(page: dict[str, Any], offer: dict[str, Any], mine: PriceProposal) -> None:
    assert mine.currency == offer["currency"]
    assert mine.variant == (offer["variant"] or "") or mine.name == offer["variant"]
    for field in ("availability", "tax_included", "condition"):
        assert getattr(mine, field) in accepted(page, field, offer[field])
    for field in ("sku", "mpn"):
        assert getattr(mine, field) == offer.get(field, "")
    until = accepted(page, "valid_until", offer.get("valid_until"))
    assert (mine.valid_until and str(mine.valid_until)) in until


@PAGES
def test_what_is_no_price_never_comes_out_as_one(page: dict[str, Any]) -> None:
    found = read(page)
    prices = {each.amount for each in found.proposals}

    for never in page["never"]:
        if "price" in never and "unless" not in never:
            assert Decimal(never["price"]) not in prices
            assert Decimal(never["price"]) not in {each.amount for each in found.amounts}
        if "valid_until" in never:
            assert never["valid_until"] not in {str(each.valid_until) for each in found.proposals}


@PAGES
def test_it_asks_no_more_than_it_must(page: dict[str, Any]) -> None:
    if (found := read(page)).outcome == page["outcome"] != "refuse":
        assert set(found.asks) <= {*page["ask"], "tax", "which price", "currency"}


def test_a_check_for_machines_is_told_and_nothing_of_it_is_shown() -> None:
    found = answer((FOLDER / "botwall.html").read_bytes())

    assert [each.code for each in found.findings] == ["price-wall"]
    assert (found.amounts, found.questions) == ((), ())


def test_amounts_in_a_text_are_shown_to_choose_from_with_the_words_around_them() -> None:
    found = answer((FOLDER / "text-only-two-prices.html").read_bytes())

    assert [str(each) for each in found.amounts] == [
        "7.40 EUR, in the text: bez DPH 7,40 €",
        "8.88 EUR, in the text: s DPH 8,88 €",
    ]


def test_a_page_in_another_encoding_than_it_says_is_read_with_a_warning() -> None:
    found = answer((FOLDER / "charset-wrong.html").read_bytes())

    assert found.product == "Boîtier Sengkang"
    assert "price-charset" in {each.code for each in found.findings}
