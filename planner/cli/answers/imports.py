"""What commands say about imports; no layout."""

from planner.cli.answer import Answer, Text
from planner.model.device_types import ImportedType, ImportedTypes, Outcome
from planner.model.spec_names import spec_name
from planner.model.table import Column, Row, Table

_WORDS = {
    Outcome.ADDED: "added",
    Outcome.CHANGED: "changed",
    Outcome.UNCHANGED: "unchanged",
    Outcome.KNOWN: "already in the catalog",
    Outcome.REFUSED: "not imported",
}


def device_types_answer(found: ImportedTypes) -> Answer:
    """Return the parts that device types became, and how many became none.

    What is unchanged is counted alone, and what is not imported has its finding.
    """
    columns = (
        Column("file", "File"),
        Column("part_number", "Part"),
        Column("category", "Category"),
        Column("change", "Change"),
        Column("left", "Not imported"),
        Column("missing", "Not stated"),
    )
    rows = tuple(
        Row(each.file, _cells(each))
        for each in found.files
        if each.outcome in (Outcome.ADDED, Outcome.CHANGED, Outcome.KNOWN)
    )
    table = Table("imported", "Imported device types", columns, rows)
    blocks = (table, _told(found)) if rows else (_told(found),)
    return Answer(blocks, found, found.all_findings)


def _cells(each: ImportedType) -> tuple[str, ...]:
    change = _WORDS[each.outcome]
    if each.outcome is Outcome.CHANGED:
        cells = (f"{c.column}: {c.before or '(empty)'} → {c.after}" for c in each.changes)
        change = "; ".join(cells)
    if each.outcome is Outcome.KNOWN:
        differs = (f"{c.column}: {c.before or '(empty)'}, here {c.after}" for c in each.changes)
        change += f" as {each.known_as}; {'; '.join(differs) or 'nothing differs'}"
    return (
        each.file,
        each.part_number,
        each.category,
        change,
        ", ".join(map(str, each.left)),
        ", ".join(map(spec_name, each.missing)),
    )


def _told(found: ImportedTypes) -> Text:
    if found.stopped:
        return Text(f"Stopped: nothing was written to {found.folder}.", strong=True)
    counts = ", ".join(
        f"{len(found.having(each)):,} {_WORDS[each]}"
        for each in Outcome
        # What the catalog has already is told where there is any.
        if each is not Outcome.KNOWN or found.having(each)
    )
    return Text(f"Device types in {found.folder}: {counts}.", strong=True)
