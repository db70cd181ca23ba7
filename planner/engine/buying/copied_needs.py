"""What must be bought, as it follows from the number of copies: for a sheet that counts it anew."""

from collections.abc import Iterator, Mapping, Sequence

from planner.model.bom import BillOfMaterials, BomLine
from planner.model.group_order import CopiedNeed
from planner.model.questions import Bill
from planner.model.spares import SpareRule, rule_for


def copied_on(bill: BillOfMaterials) -> tuple[CopiedNeed, ...]:
    """Return what any number of copies of a build needs, from the bill of so many of them."""
    by_part: dict[str, list[BomLine]] = {}
    for line in bill.lines:
        if not line.retired:
            by_part.setdefault(line.part_number, []).append(line)
    return tuple(_of_lines(lines) for lines in by_part.values())


def _of_lines(lines: Sequence[BomLine]) -> CopiedNeed:
    """Return the need of a part that some lines of a bill are."""
    first = lines[0]
    per_copy = sum(line.of_one_copy for line in lines)
    stated = sum((line.spares - line.spares_by_rule) // line.copies for line in lines)
    rules = (line.spare_rule for line in lines if line.spare_rule is not None)
    return CopiedNeed(
        part_number=first.part_number,
        name=first.description,
        per_copy=per_copy,
        # Of one copy what is owned is all of a line; it serves one of several all the same.
        at_hand=sum(line.quantity if line.owned else line.at_hand for line in lines),
        rule=next(rules, None),
        ruled=per_copy - stated,
        stated=stated,
    )


def copied_in(
    bill: Bill,
    rules: Sequence[SpareRule],
    categories: Mapping[str, str],
    names: Mapping[str, str],
) -> tuple[CopiedNeed, ...]:
    """Return what any number of copies of a bill needs.

    `categories` and `names` say of which category each known part is, and what it is called.
    """
    ruled = bill.pieces_in(1)
    found, seen = [], set()
    for number, alternates, per_copy, owned in _lines_of(bill):
        rule = None
        if number not in seen:
            # The first line of a part has the spares of all of them.
            rule = rule_for(rules, categories.get(number, ""), number)
            seen.add(number)
        need = CopiedNeed(
            part_number=number,
            name=names.get(number, number),
            per_copy=per_copy,
            alternates=alternates,
            at_hand=owned,
            rule=rule,
            ruled=0 if rule is None else ruled[number],
        )
        found.append(need)
    return tuple(found)


def _lines_of(bill: Bill) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    """Yield each line of a bill: its part, what serves as well, pieces a copy, pieces owned."""
    owned = {(each.part_number, each.alternates): each for each in bill.partly_owned}
    keys = dict.fromkeys((each.part_number, each.alternates) for each in bill.needs)
    pieces = {(each.part_number, each.alternates): each.quantity for each in bill.needs}
    for key in (*keys, *(each for each in owned if each not in keys)):
        held = owned.get(key)
        if held is None:
            yield *key, pieces[key], 0
        else:
            yield *key, held.quantity, held.owned
