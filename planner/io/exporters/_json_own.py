"""What is written into one's own folder, and what is one's own, as plain values."""

from planner.io.exporters._json_values import Fields, FieldsOf, finding_fields
from planner.model.kept_builds import KeptBuild
from planner.model.own import CopiedCatalog, OwnChange, OwnChanges, WrittenRow


def own_changes_fields(found: OwnChanges) -> Fields:
    """Return every row of one's own with what it changes as plain values."""
    return {"folder": found.folder, "changes": [_change(each) for each in found.changes]}


def _change(change: OwnChange) -> Fields:
    return {
        "table": change.kind,
        "row": change.name,
        "change": str(change.change),
        "cells": [
            {"column": cell.column, "shipped": cell.shipped, "own": cell.own}
            for cell in change.cells
        ],
    }


def written_row_fields(row: WrittenRow) -> Fields:
    """Return a row and whether it was written as plain values."""
    return {
        "table": row.table,
        "row": dict(row.cells),
        "written": row.written,
        "findings": finding_fields(row.findings),
    }


def kept_build_fields(kept: KeptBuild) -> Fields:
    """Return what became of a build of one's own as plain values."""
    return {
        "build": kept.build,
        "title": kept.title,
        "done": str(kept.done),
        "folder": kept.folder,
        "file": kept.file,
        "copy": kept.copy,
    }


def copied_catalog_fields(copied: CopiedCatalog) -> Fields:
    """Return where a catalog was copied to, and its files, as plain values."""
    return {"folder": copied.folder, "files": list(copied.files)}


FIELDS: FieldsOf = {
    CopiedCatalog: copied_catalog_fields,
    KeptBuild: kept_build_fields,
    OwnChanges: own_changes_fields,
    WrittenRow: written_row_fields,
}
