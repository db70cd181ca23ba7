"""What rules say of an order from abroad: which one holds, and what stays unknown."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from planner.model.levies import Doubt, Due, Levy, Seller, levies_by_rules
from planner.model.money import Money
from planner.model.tax_rules import TaxRule, rule_in_force, without_border

SOURCE = "https://tax.example/rules"
NEW_YEAR = date(2024, 1, 1)
DAY = timedelta(days=1)


def rule(
    countries: str = "SG", tax: str = "import_tax", on: str = "2023-01-01", **facts: Any
) -> TaxRule:
    known = {"countries": countries, "tax": tax, "on": on, "source": SOURCE}
    return TaxRule.model_validate(known | facts)


EIGHT = rule(over="400.00 SGD", percent="8")
NINE = rule(on="2024-01-01", over="400.00 SGD", percent="9")
ARTICLE = {"up_to": "400.00 SGD", "value_of": "article", "taken_by": "registered-seller"}
LOW_EIGHT, LOW_NINE = rule(**ARTICLE, percent="8"), rule(on="2024-01-01", **ARTICLE, percent="9")
SINGAPORE = (NINE, EIGHT, LOW_NINE, LOW_EIGHT)


def levied(
    *rules: TaxRule, on: date = NEW_YEAR, country: str = "SG", seller: Seller | None = None
) -> Levy | None:
    """Return the first levy there is."""
    found = levies_by_rules(rules, country, on, seller or Seller()).levies
    return found[0] if found else None


@pytest.mark.parametrize(
    ("on", "held"),
    [
        (NEW_YEAR - DAY, EIGHT),  # the last day of one rate, and the first of the next
        (NEW_YEAR, NINE),
        (date(2023, 1, 1), EIGHT),
        (date(2022, 12, 31), None),  # before any
        (date(2099, 1, 1), NINE),
    ],
)
def test_of_several_rules_that_hold_the_one_that_began_last_does(
    on: date, held: TaxRule | None
) -> None:
    assert rule_in_force(SINGAPORE, "import_tax", "SG", on, "over") is held
    assert rule_in_force(SINGAPORE, "duty", "SG", on, "over") is None
    assert rule_in_force(SINGAPORE, "import_tax", "MY", on, "over") is None


def test_a_rule_that_ended_leaves_a_gap_or_the_one_before_it() -> None:
    brief = rule(on="2024-01-01", until="2024-01-31", percent="5")
    assert rule_in_force([brief], "import_tax", "SG", date(2024, 1, 31), "over") is brief
    assert rule_in_force([brief], "import_tax", "SG", date(2024, 2, 1), "over") is None
    assert rule_in_force([brief, EIGHT], "import_tax", "SG", date(2024, 2, 1), "over") is EIGHT


def test_two_rules_of_one_day_clash_where_they_share_a_country_and_a_side() -> None:
    other = rule(on="2024-01-01", over="400.00 SGD", percent="5", countries="MY; SG")
    assert NINE.clashes_with(other)
    assert not NINE.clashes_with(LOW_NINE)
    assert not NINE.clashes_with(EIGHT)
    assert not NINE.clashes_with(other.model_copy(update={"countries": ("MY",)}))
    assert not NINE.clashes_with(other.model_copy(update={"tax": "duty"}))
    assert rule_in_force([NINE, other], "import_tax", "SG", NEW_YEAR, "over") is None
    found = levied(NINE, other)
    assert found is not None
    assert found.over.doubt == "rules"


def test_a_rule_names_the_currencies_of_its_amounts_each_once() -> None:
    assert rule(**KIND).currencies == ("EUR",)
    assert rule(percent="9").currencies == ()


def test_no_border_lies_between_countries_of_one_rule_whatever_its_day() -> None:
    union = rule("DE; AT", on="2030-01-01", percent="20")
    assert without_border([union], "DE", "AT")
    assert without_border([], "SG", "SG")
    assert not without_border([union], "DE", "SG")


@pytest.mark.parametrize(
    ("registered", "percent", "doubt"),
    [(None, "0", "seller"), (False, "0", None), (True, "9", None)],
)
def test_up_to_the_limit_it_hangs_on_the_seller_over_it_it_does_not(
    registered: bool | None, percent: str, doubt: Doubt | None
) -> None:
    found = levied(*SINGAPORE, seller=Seller(registered))
    assert found is not None
    assert found.over == Due(percent=Decimal(9), on_duty=True, rule=NINE)
    assert (found.limit, found.value_of) == (Money(Decimal(400), "SGD"), "order")
    assert found.up_to == Due(percent=Decimal(percent), rule=LOW_NINE, doubt=doubt)
    assert found.due(is_over=True) is found.over
    assert found.due(is_over=False) is found.up_to


def test_before_sellers_took_it_nothing_was_due_up_to_the_limit() -> None:
    found = levied(rule(on="2007-07-01", over="400.00 SGD", percent="7"), *SINGAPORE,
                   on=date(2022, 12, 31))  # fmt: skip
    assert found is not None
    assert (found.over.percent, found.up_to) == (7, Due())


def test_a_seller_who_takes_tax_of_its_prices_owes_none_on_top_but_duty() -> None:
    duty = rule(tax="duty", percent="5")
    found = levies_by_rules([*SINGAPORE, duty], "SG", NEW_YEAR, Seller(takes_tax=True))
    assert found.is_taxed
    assert [each.tax for each in found.levies] == ["duty"]
    assert not levies_by_rules([duty], "SG", NEW_YEAR, Seller()).is_taxed


KIND = {"tax": "duty", "up_to": "150.00 EUR", "value_of": "goods", "per_kind": "3.00 EUR"}
OVER = {"tax": "duty", "over": "150.00 EUR", "value_of": "goods"}


def test_an_amount_for_each_kind_is_due_up_to_a_value_and_nobody_knows_what_over_it() -> None:
    for rules in ([rule(**KIND), rule(**OVER)], [rule(**KIND)]):
        found = levied(*rules)
        assert found is not None
        assert (found.up_to.per_kind, found.up_to.doubt) == (Money(Decimal(3), "EUR"), None)
        assert (found.over.doubt, found.value_of) == ("rate", "goods")
        assert [str(each) for each in found.amounts] == ["€150.00", "€3.00"]


def test_whether_a_discount_counts_towards_the_limit_is_not_said() -> None:
    found = levied(rule(**KIND), rule(**OVER), seller=Seller(takes_off=True))
    assert found is not None
    assert (found.up_to.per_kind, found.up_to.doubt) == (None, "reductions")


def test_an_amount_for_each_kind_of_any_value_has_no_limit() -> None:
    found = levied(rule(tax="duty", per_kind="3.00 EUR"), seller=Seller(takes_off=True))
    assert found is not None
    assert (found.limit, found.over.per_kind) == (None, Money(Decimal(3), "EUR"))
    assert found.sides == (found.over,)
    assert found.due(is_over=False) is found.over


@pytest.mark.parametrize(
    ("rules", "doubt"),
    [
        ([rule(tax="duty")], "rate"),  # a rule that gives no rate
        ([NINE, rule(**ARTICLE | {"up_to": "300.00 SGD"}, percent="9")], "rules"),
        ([NINE, rule(**ARTICLE | {"up_to": "500.00 USD"}, percent="9")], "rules"),
        ([rule(**ARTICLE, percent="9")], "rules"),  # and what does the border take?
        ([rule(percent="9"), rule(on="2024-01-01", **ARTICLE, percent="9")], "rules"),
        ([NINE, rule(up_to="300.00 SGD", taken_by="seller", percent="9")], "rules"),
        ([NINE, rule(up_to="400.00 SGD", value_of="goods", percent="9")], "rules"),
        ([NINE, rule(up_to="400.00 SGD", taken_by="seller", percent="10")], "rules"),
        ([NINE, rule(up_to="400.00 SGD", taken_by="seller", percent="9", tax_rounding="down")],
         "rules"),
        ([rule(over="400.00 SGD"), rule(up_to="400.00 SGD", taken_by="seller", percent="9")],
         "rate"),
        ([rule(up_to="400.00 SGD", taken_by="seller", percent="9")], "rate"),
        ([rule(tax="duty", over="9.00 SGD", per_kind="3.00 SGD")], "rules"),
    ],
)  # fmt: skip
def test_where_rules_do_not_fit_together_or_give_no_rate_nothing_is_known(
    rules: list[TaxRule], doubt: Doubt
) -> None:
    found = levied(*rules)
    assert found is not None
    assert (found.limit, found.over.percent, found.over.doubt) == (None, 0, doubt)
    assert found.over.may_be_due


def test_a_rate_of_zero_is_known_and_nothing_is_due() -> None:
    found = levied(rule(percent="0"))
    assert found is not None
    assert (found.over.doubt, found.over.may_be_due) == (None, False)


def test_a_limit_of_articles_above_that_of_orders_is_covered_by_the_border() -> None:
    found = levied(NINE, rule(**ARTICLE | {"up_to": "1000.00 SGD"}, percent="9"),
                   seller=Seller(registered=True))  # fmt: skip
    assert found is not None
    assert (found.limit, found.up_to.percent) == (Money(Decimal(400), "SGD"), 9)


def test_a_newer_rule_for_one_side_goes_with_an_older_one_for_any_value() -> None:
    found = levied(rule(percent="9"), rule(on="2024-01-01", up_to="50.00 SGD", percent="0"))
    assert found is not None
    assert (found.limit, found.up_to.percent) == (Money(Decimal(50), "SGD"), 0)
    found = levied(rule(percent="0"), rule(on="2024-01-01", over="50.00 SGD", percent="9"))
    assert found is not None
    assert (found.limit, found.over.percent) == (Money(Decimal(50), "SGD"), 9)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"until": "2022-12-31"}, "until is before on"),
        ({"over": "1.00 SGD", "up_to": "2.00 SGD"}, "above a value or up to one"),
        ({"tax": "duty", "percent": "1", "per_kind": "3.00 EUR"}, "not both"),
        ({"per_kind": "3.00 EUR"}, "only a duty is charged per_kind"),
        ({**KIND, "value_of": "order"}, "up_to a value_of goods"),
        ({"tax": "duty", "taken_by": "seller"}, "a duty is charged at the border"),
        ({"value_of": "article", "over": "1.00 SGD"}, "counts up_to it"),
        ({"value_of": "article", "up_to": "1.00 SGD"}, "for sellers only"),
        ({"countries": ""}, "at least 1 item"),
        ({"countries": "Singapore"}, "pattern"),
        ({"source": "a page"}, "pattern"),
        ({"percent": "101"}, "less than or equal to 100"),
    ],
)
def test_a_rule_that_does_not_hold_together_is_refused(facts: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        rule(**facts)
