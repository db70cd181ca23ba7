"""One node more as JSON: the keys that programs read."""

from planner.io.exporters._json_values import Fields, FieldsOf, finding_fields, money
from planner.model.next_node import NextNode


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
        "findings": finding_fields(found.findings),
    }


FIELDS: FieldsOf = {NextNode: next_node_fields}
