"""What a new charge touches: its own file, the table and the vendor's record, and nothing else.

The first half reads the source and says where a charge is known, the second keeps the project to
it, the last shows that it catches a charge that is written into a further file.
"""

import ast
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from planner.engine.charges import BORDER, CHARGES, PAID
from planner.engine.charges.charge import Charge
from planner.model.vendors import Vendor
from tests.syntax import nodes
from tests.test_architecture import Source, imports, product, source

TABLE, RECORD = "planner/engine/charges/__init__.py", "planner/model/vendors.py"
# Where vendors come from: whoever takes nothing from there reads no term of theirs.
BUYING = (
    "planner.engine.buying",
    "planner.engine.charges",
    "planner.jobs.buying",
    "planner.model.basket",
    "planner.model.buying",
    "planner.model.vendors",
)
# What says who a vendor is, and no charge by its own.
OF_ALL = set("vendor name kind country currency url ships_to terms_for basis source note".split())
# Where a charge is known for what it is, and not to be added, shown or written.
FURTHER = {
    "shipping": {
        "planner/engine/buying/_surplus.py": "why more is bought: it is sent for less",
        "planner/engine/buying/findings.py": "which weights are missing",
        "planner/engine/reporting/_order_terms.py": "whether lines show their grams and pieces",
        "planner/ui/size/delivered.py": "a column of its own in a list of vendors",
        "planner/ui/buy/savings.py": "the part of the cost that is called alike",
        "planner/model/cost_parts.py": "the part of the cost that is called alike",
        "planner/io/exporters/_json_group_orders.py": "the part of the cost that is called alike",
    },
    "charges": {
        "planner/engine/buying/_line_by_line.py": "whether a vendor takes so small an order",
        "planner/engine/buying/_surplus.py": "why more is bought: it is taken then",
    },
}


def own_file(charge: Charge) -> str:
    return f"{type(charge).__module__.replace('.', '/')}.py"


@cache
def words(each: Source) -> frozenset[str]:
    """Return what a file names: what it imports, reads, calls and says in quotes."""
    return frozenset(_words(each))


def _words(each: Source) -> Iterator[str]:
    for node in nodes(each.tree):
        if isinstance(node, ast.Attribute):
            yield f".{node.attr}"
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield f".{node.target.id}"
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.alias):
            yield node.name
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield repr(node.value)


def terms(charge: Charge, own: Source) -> set[str]:
    """Return the terms of a vendor that decide a charge."""
    return {name for name in Vendor.model_fields if f".{name}" in words(own)} - OF_ALL


def known_in(charge: Charge, sources: Iterable[Source]) -> set[str]:
    """Return the files that know a charge: by its class, by key or label, or by one of its terms.

    A file of charges may name another one by its key: as what it is a share of. In files that know
    neither orders nor vendors the same words mean something else: a card is a memory card there.
    """
    by_path = {str(each.path): each for each in sources}
    own = own_file(charge)
    named, read = {type(charge).__name__}, {f".{name}" for name in terms(charge, by_path[own])}
    said = {repr(charge.key), repr(charge.label)}
    found = set()
    for path, each in by_path.items():
        uses, family = words(each), path.startswith("planner/engine/charges/")
        if uses & named or (uses & read and deals_in(each, BUYING)):
            found.add(path)
        if uses & said and not family and knows_orders(each):
            found.add(path)
    return found | {own}


@cache
def deals_in(each: Source, modules: tuple[str, ...]) -> bool:
    """Tell whether a file takes anything from one of these modules."""
    return any(name.startswith(modules) for _, name in imports(each.tree))


@cache
def knows_orders(each: Source) -> bool:
    """Tell whether a file handles orders, their charges or the vendors that they go to."""
    return any(
        name.rpartition(".")[2] in {"OrderCharge", "PurchaseOrder", "Basket", "Vendor", "OrderLine"}
        or name.startswith("planner.engine.charges")
        for _, name in imports(each.tree)
    )


def further(charge: Charge, sources: Iterable[Source]) -> set[str]:
    """Return the files that know a charge beyond the three that have to."""
    return known_in(charge, sources) - {own_file(charge), TABLE, RECORD}


# --- the project keeps to it ----------------------------------------------------------------------


@pytest.mark.parametrize("charge", CHARGES, ids=lambda charge: charge.key)
def test_a_charge_is_known_in_its_file_the_table_and_the_record_of_a_vendor(
    charge: Charge,
) -> None:
    assert further(charge, product()) == {*FURTHER.get(charge.key, {})}


def test_only_the_oldest_charges_are_known_elsewhere() -> None:
    assert {*FURTHER} <= {"shipping", "charges"}, "A new charge touches three files."


def test_charges_have_keys_of_their_own_and_are_shares_of_what_comes_before() -> None:
    before = ["goods"]
    for charge in CHARGES:
        assert charge.key not in before
        assert {*charge.base} <= {*before}
        before.append(charge.key)
    assert (*PAID, *BORDER) == CHARGES


@pytest.mark.parametrize("charge", CHARGES, ids=lambda charge: charge.key)
def test_a_charge_reads_no_term_that_the_record_does_not_have(charge: Charge) -> None:
    (own,) = (each for each in product() if str(each.path) == own_file(charge))
    assert terms(charge, own)


# --- and it bites ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "cost = vendor.card_percent",
        "label = 'Paying by card'",
        "rows = {'card': order.charge('card')}",
        "from planner.engine.charges._card import Card",
    ],
)
def test_a_charge_that_is_written_into_a_further_file_is_caught(text: str) -> None:
    (card,) = (charge for charge in CHARGES if charge.key == "card")
    page = "planner/ui/buy/basket.py"
    sources = [each for each in product() if str(each.path) != page]
    known = "from planner.model.basket import PurchaseOrder"

    assert further(card, [*sources, source(page, f"{known}\n{text}")]) == {page}
