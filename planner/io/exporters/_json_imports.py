"""What became of imported files, as plain values."""

from planner.io.exporters._json_values import Fields, FieldsOf, finding_fields
from planner.model.device_types import ImportedType, ImportedTypes, Outcome


def imported_types_fields(found: ImportedTypes) -> Fields:
    """Return an import of device types, file by file, as plain values."""
    return {
        "folder": found.folder,
        "stopped": found.stopped,
        "counts": {str(each): len(found.having(each)) for each in Outcome},
        "files": [_file(each) for each in found.files],
        "findings": finding_fields(found.findings),
    }


def _file(each: ImportedType) -> Fields:
    return {
        "file": each.file,
        "outcome": str(each.outcome),
        "name": each.name or None,
        "category": each.category or None,
        "part_number": each.part_number or None,
        "reason": each.reason or None,
        "known_as": each.known_as or None,
        "changes": [
            {"column": cell.column, "before": cell.before, "after": cell.after}
            for cell in each.changes
        ],
        "not_imported": {left.key: left.count for left in each.left},
        "not_stated": list(each.missing),
        "findings": finding_fields(each.findings),
    }


FIELDS: FieldsOf = {ImportedTypes: imported_types_fields}
