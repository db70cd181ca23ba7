"""What a workbook that came back changes, as plain values."""

from planner.io.exporters._json_values import Fields, FieldsOf, finding_fields, money
from planner.model.returned_workbook import ReturnedWorkbook, WorkbookChange


def returned_fields(returned: ReturnedWorkbook) -> Fields:
    """Return the changes of a workbook as plain values."""
    return {
        "file": returned.file,
        "build": returned.title,
        "changes": [_change(each) for each in returned.changes],
        "total_before": money(returned.total_before),
        "total_after": money(returned.total_after),
        "findings": finding_fields(returned.findings),
    }


def _change(change: WorkbookChange) -> Fields:
    return {
        "number": change.number,
        "kind": str(change.kind),
        "field": str(change.field),
        "name": change.name,
        "part_number": change.part_number or None,
        "before": change.before,
        "after": change.after,
        "effect": money(change.effect),
        "taken": change.taken,
        "where": change.where,
    }


FIELDS: FieldsOf = {ReturnedWorkbook: returned_fields}
