"""Which parts that a build brings along are other ones in the catalog: which counts, what differs.

Whoever sends a build sends own parts in it. The same number may stand for other facts where it is
opened; the build's own facts count, so that it fits and costs what its maker saw.
"""

from collections.abc import Iterator

from planner.model.catalog import Catalog
from planner.model.findings import Finding, Severity
from planner.model.parts import Part
from planner.model.plan import Plan
from planner.model.spec_names import spec_name

# What says where a fact is from, and not what the part is.
_BESIDE_THE_FACTS = frozenset(("part_number", "category", "note", "source"))
_MOST_TOLD = 4
_LONGEST_TOLD = 40


def differing_parts(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Yield a note for each part in use that a catalog without the build's own rows knows too."""
    used = {line.part_number for line in plan.bill.lines}
    for part in plan.build.parts:
        other = catalog.by_number.get(part.part_number)
        told = [] if other is None or part.part_number not in used else _differences(part, other)
        if told:
            more = f"; and {len(told) - _MOST_TOLD} more" if len(told) > _MOST_TOLD else ""
            yield Finding(
                code="part-brought-differs",
                severity=Severity.NOTE,
                subject=part.part_number,
                message=f"{part.name}: the data saved in this build is used, although your catalog "
                f"differs. {'; '.join(told[:_MOST_TOLD])}{more}.",
                hint="Check which is right.",
            )


def _differences(part: Part, other: Part) -> list[str]:
    """Return the facts in which a part is another one in the catalog, each with both values."""
    if part.category != other.category:
        return [_both("Category", part.category, other.category)]
    return [
        _both(spec_name(field), getattr(part, field), getattr(other, field))
        for field in type(part).model_fields
        if field not in _BESIDE_THE_FACTS
        and not field.endswith("_source")
        and getattr(part, field) != getattr(other, field)
    ]


def _both(name: str, here: object, there: object) -> str:
    return f"{name}: {_text(here)} (catalog: {_text(there)})"


def _text(value: object) -> str:
    if value is None or value in ("", ()):
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= _LONGEST_TOLD else f"{text[:_LONGEST_TOLD]}…"
