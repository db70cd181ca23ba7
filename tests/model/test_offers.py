"""Prices with their word, offers with their packs and breaks."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.model.money import Money
from planner.model.offers import Basis, Offer, Price, PriceBreak
from planner.model.record import fingerprint
from planner.model.vendors import Vendor


def offer(breaks: str = "1: 10.00", **facts: Any) -> Offer:
    """Build an offer from breaks such as `1: 10.00, 10: 9.00`."""
    pairs = [text.split(":") for text in breaks.split(",")]
    return Offer(
        vendor="acme",
        part_number="x",
        currency="SGD",
        price_breaks=tuple(PriceBreak(min_quantity=int(q), price=Decimal(p)) for q, p in pairs),
        quoted_on=date(2020, 6, 17),
        basis=Basis.QUOTED,
        source="acme.example",
        **facts,
    )


@pytest.mark.parametrize(
    ("facts", "pieces", "packs"),
    [
        ({}, 7, 7),
        ({"pack_size": 10}, 7, 1),
        ({"pack_size": 10}, 10, 1),
        ({"pack_size": 10}, 11, 2),
        ({"minimum_quantity": 5}, 2, 5),
        ({"order_multiple": 4}, 7, 8),
        ({"order_multiple": 4}, 8, 8),
        ({"minimum_quantity": 5, "order_multiple": 4}, 2, 8),
        ({"pack_size": 2, "minimum_quantity": 3, "order_multiple": 2}, 9, 6),
        # Nobody sells fewer than the lowest price break.
        ({"breaks": "10: 9.00, 50: 8.00"}, 3, 10),
    ],
)
def test_enough_packs_are_bought_for_the_pieces(
    facts: dict[str, Any], pieces: int, packs: int
) -> None:
    assert offer(**facts).packs_for(pieces) == packs


@pytest.mark.parametrize(
    ("packs", "price"), [(1, "10"), (9, "10"), (10, "9"), (49, "9"), (50, "8"), (1000, "8")]
)
def test_the_break_that_is_reached_prices_every_pack(packs: int, price: str) -> None:
    # Breaks may stand in any order.
    three = offer("50: 8.00, 1: 10.00, 10: 9.00")
    assert three.pack_price(packs) == Money(Decimal(price), "SGD")


@given(st.integers(1, 10_000), st.integers(1, 50), st.integers(1, 50), st.integers(1, 50))
def test_what_is_ordered_covers_the_need_in_whole_multiples(
    pieces: int, size: int, least: int, multiple: int
) -> None:
    one = offer(pack_size=size, minimum_quantity=least, order_multiple=multiple)
    packs = one.packs_for(pieces)
    assert packs * size >= pieces
    assert packs >= least
    assert packs % multiple == 0
    fewer = packs - multiple
    assert fewer < least or fewer * size < pieces


@pytest.mark.parametrize(
    "wrong",
    [
        {"price_breaks": ()},
        {"price_breaks": ({"min_quantity": 0, "price": "1"},)},
        {"price_breaks": ({"min_quantity": 1, "price": "-1"},)},
        {"pack_size": 0},
        {"vendor": "Acme Inc."},
        {"basis": "estimated"},
        {"currency": "BTC"},
        {"source": ""},
    ],
)
def test_what_is_not_an_offer_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Offer.model_validate(offer().model_dump() | wrong)


# --- a price -------------------------------------------------------------------------------------


def price(unit: str, basis: str = "quoted", **facts: Any) -> Price:
    return Price.model_validate(
        {"unit": unit, "basis": basis, "as_of": date(2020, 6, 17), "source": "a shop", **facts}
    )


def test_a_file_may_write_a_price_as_text() -> None:
    banded = price("65.00 USD", "estimated", low="54.99 USD", high="113.67 USD")
    assert banded.unit == Money(Decimal("65.00"), "USD")
    assert Price.model_validate_json(banded.model_dump_json()) == banded


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"unit": "10 SGD", "basis": "estimated"}, "an estimated price needs low and high"),
        ({"unit": "10 SGD", "low": "9 SGD"}, "a band needs both ends"),
        ({"unit": "10 SGD", "high": "11 SGD"}, "a band needs both ends"),
        ({"unit": "8 SGD", "low": "9 SGD", "high": "11 SGD"}, "must be between low and high"),
        ({"unit": "12 SGD", "low": "9 SGD", "high": "11 SGD"}, "must be between low and high"),
        ({"unit": "10 SGD", "low": "9 USD", "high": "11 SGD"}, "cannot combine"),
        ({"unit": "-1 SGD"}, "a price must be between 0 and 1,000,000,000,000, not -1"),
        ({"unit": "1e30 SGD"}, "a price must be between 0 and"),
        ({"unit": "10 SGD", "pack_size": 0}, "greater than or equal to 1"),
        ({"unit": "10 SGD", "source": ""}, "at least 1 character"),
    ],
)
def test_what_is_not_a_price_is_refused(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        price(**facts)


def test_a_price_may_lie_at_an_end_of_its_band() -> None:
    assert price("9 SGD", "estimated", low="9 SGD", high="9 SGD").low == Money(Decimal(9), "SGD")


@pytest.mark.parametrize("basis", Basis)
def test_every_basis_says_in_a_sentence_what_it_promises(basis: Basis) -> None:
    assert basis.meaning.endswith(".")


@pytest.mark.parametrize(
    ("packs", "whole"), [(1, "10"), (9, "90"), (10, "99"), (49, "450"), (50, "458"), (52, "474")]
)
def test_an_incremental_break_holds_from_its_own_pack_on(packs: int, whole: str) -> None:
    three = offer("50: 8.00, 1: 10.00, 10: 9.00", break_kind="incremental")
    assert three.price_of_packs(packs) == Money(Decimal(whole), "SGD")
    assert (three.pack_price(packs) * packs).rounded() == Money(Decimal(whole), "SGD").rounded()


@given(st.integers(1, 200))
def test_breaks_for_every_pack_are_never_dearer_than_the_same_breaks_from_there_on(
    packs: int,
) -> None:
    breaks = "1: 10.00, 10: 9.00, 50: 8.00"
    whole = offer(breaks).price_of_packs(packs)
    assert whole <= offer(breaks, break_kind="incremental").price_of_packs(packs)


def vendor(**terms: Any) -> Vendor:
    return Vendor(vendor="acme", name="Acme", kind="shop", currency="SGD", **terms)


def test_shipping_tiers_are_read_as_people_write_them() -> None:
    tiers = vendor(shipping_tiers="0=5.00; 50=3.00;100=0").shipping_tiers
    assert [(tier.order_value, tier.shipping) for tier in tiers] == [
        (Decimal(0), Decimal("5.00")),
        (Decimal(50), Decimal("3.00")),
        (Decimal(100), Decimal(0)),
    ]
    assert vendor(shipping_tiers=tiers).shipping_tiers == tiers
    assert vendor(ships_to="SG; MY").ships_to == ("SG", "MY")
    assert vendor(ships_to=("SG",)).ships_to == ("SG",)
    assert vendor(terms_for="DE;AT").terms_for == ("DE", "AT")


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({"shipping_tiers": "5.00"}, "not a list of order values"),
        ({"shipping_tiers": "10=5.00"}, "begin at an order value of 0"),
        ({"shipping_tiers": "0=5.00; 50=3; 20=1"}, "and rise"),
        ({"small_order_charge": "5"}, "needs a minimum_order"),
        ({"low_value_tax_from": "2023-01-01"}, "needs import_tax_over"),
        ({"ships_to": "Singapore"}, "pattern"),
        ({"brokerage_fee": "12"}, "needs its country in two letters"),
        ({"brokerage_fee": "12", "country": "Singapore"}, "needs its country in two letters"),
    ],
)
def test_terms_that_mean_nothing_are_refused(terms: dict[str, str], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        vendor(**terms)


def test_an_order_that_crosses_no_border_has_no_broker() -> None:
    far = vendor(country="MY", brokerage_fee="12", handling="2")
    at_home = far.as_charged_in("MY")

    assert far.as_charged_in("SG").brokerage_fee == far.brokerage_fee
    assert (at_home.brokerage_fee, at_home.handling) == (None, Decimal(2))
    elsewhere = vendor(country="MY", brokerage_fee="12", terms_for="SG;MY").as_charged_in("US")
    assert (elsewhere.brokerage_fee, elsewhere.country) == (None, "MY")


def test_a_vendor_without_brokerage_has_the_digest_of_certificates_made_before() -> None:
    stated = {"name": "near", "shipping": "5", "tax_percent": "0", "country": "MY"}
    near = Vendor.model_validate({"vendor": "near", "kind": "shop", "currency": "SGD"} | stated)
    dear = near.model_copy(update={"brokerage_fee": Decimal(12)})

    assert fingerprint([near]) == "cbdfd46581d904a8"
    assert fingerprint([dear]) != fingerprint([near])


@pytest.mark.parametrize(
    ("terms", "stated"),
    [
        ({}, False),
        ({"tax_percent": "9"}, False),
        ({"tax_percent": "0"}, True),
        ({"tax_percent": "9", "tax_included": True}, True),
        ({"tax_percent": "9", "tax_included": False}, True),
        ({"tax_included": True}, True),  # nothing comes on top, however much it is
        ({"tax_included": False}, False),
        ({"tax_included": False, "import_tax_percent": "9"}, False),
        ({"import_tax_percent": "9"}, True),
        ({"tax_percent": "9", "import_tax_percent": "9"}, False),
    ],
    ids=repr,
)
def test_tax_is_known_where_it_is_known_what_comes_on_top(
    terms: dict[str, object], *, stated: bool
) -> None:
    shop = Vendor.model_validate(
        {"vendor": "acme", "name": "Acme", "kind": "shop", "currency": "SGD", **terms}
    )
    assert shop.states_tax is stated


def test_an_offer_that_says_nothing_more_has_the_digest_of_certificates_made_before() -> None:
    plain = Offer(
        vendor="near",
        part_number="board",
        currency="SGD",
        price_breaks=(PriceBreak(price=Decimal("10.00")),),
        quoted_on=date(2026, 10, 30),
        basis=Basis.QUOTED,
        source="a shop",
    )
    gross = plain.model_copy(update={"tax_included": True})
    assert fingerprint([plain]) == "8a346a6f355ae51a"
    assert fingerprint([gross]) != fingerprint([plain])


def test_a_number_for_the_cart_is_text_and_changes_a_digest_only_where_it_is_stated() -> None:
    plain = Offer(
        vendor="near",
        part_number="board",
        currency="SGD",
        price_breaks=(PriceBreak(price=Decimal("10.00")),),
        quoted_on=date(2026, 10, 30),
        basis=Basis.QUOTED,
        source="a shop",
    )
    named = plain.model_copy(update={"article_number": "007", "maker_number": "82776"})

    assert fingerprint([plain]) == "8a346a6f355ae51a"
    assert fingerprint([named]) != fingerprint([plain])
