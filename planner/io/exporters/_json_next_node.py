"""One node more as JSON: the keys that programs read."""

from planner.io.exporters._json_values import Fields, FieldsOf, finding_fields, money
from planner.model.next_node import BesideKits, NextNode


def next_node_fields(found: NextNode) -> Fields:
    """Return what one node more takes and costs."""
    return {
        "title": found.title,
        "nodes": found.nodes,
        "board": found.board,
        "choices": list(found.choices),
        "cost": money(found.cost),
        "cliff": money(found.cliff),
        "proven": found.proven,
        "possible": found.build is not None,
        "added": [
            {
                "part_number": each.part_number,
                "quantity": each.quantity,
                "cost": money(each.cost),
                "left_over": each.left_over,
                "shared": each.shared,
                "why": list(each.why),
            }
            for each in found.added
        ],
        "unpriced": list(found.unpriced),
        "kit": found.kit or None,
        "beside_kits": None if found.beside is None else _beside(found.beside),
        "findings": finding_fields(found.findings),
    }


def _beside(beside: BesideKits) -> Fields:
    return {
        "kit": beside.called,
        "why": str(beside.why),
        "only_in_kit": dict(beside.lacking),
        "only_for_node": dict(beside.further),
    }


FIELDS: FieldsOf = {NextNode: next_node_fields}
