"""Tax rules in words: what one takes, and why what is due is not known."""

from collections.abc import Iterator, Sequence

from planner.model.basket import PurchaseOrder
from planner.model.levies import Doubt
from planner.model.numbers import number_text
from planner.model.tax_rules import TaxRule

_OF = {"order": "orders", "goods": "orders with goods", "article": "items"}
_TAKEN_BY = {
    "border": "",
    "seller": ", collected by the seller",
    "registered-seller": ", collected by sellers registered for it",
}


def rule_text(rule: TaxRule) -> str:
    """Return what a rule takes and since when: `9 % on orders over S$400.00, since 2024-01-01`."""
    what = "a rate that the rule does not give"
    if rule.per_kind is not None:
        what = f"{rule.per_kind} for each kind of goods"
    elif rule.percent is not None:
        what = f"{number_text(rule.percent)} %"
    return f"{what} on {_on_what(rule)}{_TAKEN_BY[rule.taken_by]}, since {rule.on}"


def rules_told(order: PurchaseOrder) -> Iterator[tuple[str, str]]:
    """Yield, of each charge that goes by a tax rule, what the rule is and where it is published."""
    for charge in order.charges:
        if charge.rule is not None:
            name = charge.key.replace("_", " ").capitalize()
            yield f"{name}: {rule_text(charge.rule)}.", charge.rule.source


def rule_notes(order: PurchaseOrder) -> tuple[str, ...]:
    """Return the tax rules of an order as notes, each with its address."""
    return tuple(f"{what} {source}" for what, source in rules_told(order))


def _on_what(rule: TaxRule) -> str:
    of = _OF[rule.value_of]
    if rule.over is not None:
        return f"{of} over {rule.over}"
    return "any order" if rule.up_to is None else f"{of} up to {rule.up_to}"


def doubt_text(doubt: Doubt, rule: TaxRule | None, uncoded: Sequence[str]) -> str:
    """Return why what is due is not known; `uncoded` are the parts whose tariff code is not."""
    since = "in force" if rule is None else f"of {rule.on}"
    said = {
        "rate": f"the rule {since} gives no rate: it depends on the goods and their origin",
        "rules": "the rules in force conflict",
        "exchange": f"no exchange rate converts the amounts of the rule {since}",
        "reductions": f"the rule {since} does not say whether a discount counts towards its limit",
        "kind": f"the rule {since} counts kinds of goods, and the tariff code of "
        f"{'; '.join(uncoded)} is not known",
    }
    if doubt != "seller" or rule is None:
        return said.get(doubt, "it is unclear who collects it")
    return (
        "it is unclear whether this seller is registered and collects the "
        f"{number_text(rule.percent or 0)} % itself on {_on_what(rule)}"
    )


HINTS: dict[Doubt, str] = {
    "rate": "Enter its charges, or assume an amount.",
    "seller": "Ask the vendor, and enter it in its terms as takes_import_tax.",
    "rules": "Correct the rules, or enter what falls due among the vendor's terms.",
    "exchange": "Add the rate.",
    "reductions": "Enter what falls due among the vendor's terms.",
    "kind": "Enter a tariff_code with their prices.",
}
