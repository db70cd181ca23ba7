"""What commands say about one's own catalog; no layout."""

from planner.cli.answer import Answer, Text
from planner.model.own import CopiedCatalog, OwnChange, OwnChanges, WrittenRow
from planner.model.table import Column, Row, Table
from planner.model.words import counted


def changes_answer(found: OwnChanges) -> Answer:
    """Return every row of one's own with what it changes."""
    columns = (
        Column("kind", "Table"),
        Column("name", "Row"),
        Column("change", "Change"),
        Column("cells", "What"),
    )
    rows = tuple(
        Row(f"{each.kind} {each.name}", (each.kind, each.name, str(each.change), _what(each)))
        for each in found.changes
    )
    told = f"{counted(len(found.changes), 'row')} of your own in {found.folder}."
    if not found.changes:
        told = f"You have no rows of your own: {found.folder} does not change the shipped catalog."
    return Answer((Table("own", "Your own catalog", columns, rows), Text(told)), found)


def _what(change: OwnChange) -> str:
    return "; ".join(
        f"{cell.column}: {cell.shipped} → {cell.own or '(empty)'}"
        if cell.shipped
        else f"{cell.column}: {cell.own}"
        for cell in change.cells
    )


def written_answer(row: WrittenRow) -> Answer:
    """Return what was written, or that nothing was."""
    text = f"Wrote one row of {row.table} in {row.folder}."
    return Answer((Text(text if row.written else "Nothing was written."),), row, row.findings)


def copied_answer(copied: CopiedCatalog) -> Answer:
    """Return where a catalog was copied to, and how commands are told to use it."""
    told = f"Copied {counted(len(copied.files), 'file')} of the catalog to {copied.folder}."
    use = f"Commands and app use it with PLANNER_CATALOGS={copied.folder}"
    return Answer((Text(told), Text(use)), copied)
