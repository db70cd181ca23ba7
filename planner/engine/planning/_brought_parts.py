"""Which parts that a build brings along are other ones in the catalog: which counts, what differs.

Whoever sends a build sends own parts in it. The same number may stand for other facts where it is
opened; the build's own facts count, so that it fits and costs what its maker saw.
"""

from collections.abc import Iterator, Sequence

from planner.model.catalog import Catalog
from planner.model.findings import Finding, Severity
from planner.model.parts import Part
from planner.model.plan import Plan
from planner.model.spec_names import spec_name

# What says where a fact is from, and not what the part is.
_BESIDE_THE_FACTS = frozenset(("part_number", "category", "note", "source"))
_MOST_NAMED = 4
_LONGEST = 40


def differing_parts(plan: Plan, catalog: Catalog) -> Iterator[Finding]:
    """Yield a note for each part in use that a catalog without the build's own rows knows too."""
    used = {line.part_number for line in plan.bill.lines}
    for part in plan.build.parts:
        other = catalog.by_number.get(part.part_number)
        if other is None or part.part_number not in used:
            continue
        if differing := _differing(part, other):
            yield _note(part, other, differing)


def _differing(part: Part, other: Part) -> list[str]:
    """Return the facts in which a part is another one in the catalog."""
    if part.category != other.category:
        return ["category"]
    return [
        field
        for field in type(part).model_fields
        if field not in _BESIDE_THE_FACTS
        and not field.endswith("_source")
        and getattr(part, field) != getattr(other, field)
    ]


def _note(part: Part, other: Part, differing: Sequence[str]) -> Finding:
    both = (
        f"{spec_name(field)}: {_text(getattr(part, field))} "
        f"(catalog: {_text(getattr(other, field))})"
        for field in differing[:_MOST_NAMED]
    )
    more = len(differing) - _MOST_NAMED
    return Finding(
        code="part-brought-differs",
        severity=Severity.NOTE,
        subject=part.part_number,
        message=f"{part.name}: the data saved in this build is used, although your catalog "
        f"differs. {'; '.join(both)}{f'; and {more} more' if more > 0 else ''}.",
        hint="Check which is right.",
    )


def _text(value: object) -> str:
    if value is None or value in ("", ()):
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    written = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"
