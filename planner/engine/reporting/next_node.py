"""One node more, in words and as a table: what it takes, what that costs, and what is full."""

from collections.abc import Iterable, Iterator

from planner.model.names import Names
from planner.model.next_node import NextNode, WhyBeside
from planner.model.table import Column, Kind, Row, Table
from planner.model.words import named, ordinal


def headline(found: NextNode, names: Names) -> str:
    """Return what one node more costs, in a sentence; that there is no such node, where that is."""
    if found.build is None:
        return "" if found.findings else "Time ran out before one more node was found."
    node = f"The {ordinal(found.nodes)} node (one more {names(found.board)})"
    if found.cost is None:
        unpriced = named(map(names, found.unpriced))
        return f"{node} costs more than is known: no price for {unpriced}."
    said = f"{node} costs {found.cost}."
    if not found.proven:
        return said
    return f"{said} At these list prices, no cheaper set of parts makes room for it."


def cliff_sentence(found: NextNode) -> str:
    """Return what the node costs more than the one before it, and why; empty if it does not."""
    if found.cliff is None:
        return ""
    before, here = ordinal(found.nodes - 1), ordinal(found.nodes)
    # The first thing that is full says it; the others follow from it.
    why = " ".join(dict.fromkeys(part.why[0] for part in found.added if part.why))
    return f"The {here} node costs {found.cliff} more than the {before}. {why}"


def choices_sentence(found: NextNode, names: Names) -> str:
    """Return of which other boards the node could be; empty if there is no choice."""
    others = [names(number) for number in found.choices if number != found.board]
    return f"It could also be one more {' or '.join(others)}." if others else ""


def parts_table(found: NextNode, names: Names) -> Table:
    """Return what is added, a row for each part."""
    columns = (
        Column("part", "Part"),
        Column("quantity", "Qty", Kind.INTEGER),
        Column("cost", "Line total", Kind.MONEY),
        Column("for", "For"),
        Column("part_number", "Part number", detail=True),
    )
    rows = tuple(
        Row(
            f"{each.part_number} {place}",
            (names(each.part_number), each.quantity, each.cost or "unpriced", each.is_for,
             each.part_number),
        )
        for place, each in enumerate(found.added)
    )  # fmt: skip
    return Table("next-node", "One more node", columns, rows)


def notes(found: NextNode, names: Names) -> Iterator[str]:
    """Yield the sentences about a node more, the answer first."""
    if said := headline(found, names):
        yield said
    yield from further_notes(found, names)


def further_notes(found: NextNode, names: Names) -> Iterator[str]:
    """Yield what else is said: why it costs a jump, and what else the node could be."""
    sentences = (kit_sentence(found, names), cliff_sentence(found), choices_sentence(found, names))
    yield from filter(None, sentences)


def kit_sentence(found: NextNode, names: Names) -> str:
    """Return of which kit there is one more, or why the parts lie beside the kits."""
    if found.kit:
        return f"It is one more of the kit {found.kit}, at the prices of this build."
    if found.beside is None:
        return ""
    kit = f"the kit {found.beside.called}"
    if found.beside.why is WhyBeside.SEVERAL:
        why = f"{kit} does not hold just one such node in one place"
    elif found.beside.why is WhyBeside.PRICES:
        why = f"parts of {kit} have a price of their own, and the new ones cost what they cost now"
    else:
        held, taken = found.beside.lacking, found.beside.further
        told = [f"{kit} also holds {_pieces(held, names)}"] if held else []
        told += [f"the new node also takes {_pieces(taken, names)}"] if taken else []
        why = ", and ".join(told)
    return f"Its parts lie beside the kits: {why}."


def _pieces(parts: Iterable[tuple[str, int]], names: Names) -> str:
    return "; ".join(f"{quantity} × {names(number)}" for number, quantity in parts)
