"""The kits of a bill as plain values: what each holds and costs, level by level."""

from planner.io.exporters._json_values import Fields, money
from planner.model.bom import CostedBom
from planner.model.kit_bill import KitBill, KitCost, KitPart
from planner.model.kits import KitPath


def kits_fields(bill: KitBill, bom: CostedBom) -> Fields:
    """Return the kits of a build, each with what it holds, what lies outside, and the rest."""
    rest = {"spares_by_rule": money(bill.spares), "left_over_in_packs": money(bill.left_over)}
    return {**_inside(bill, bom, ()), **rest}


def _inside(bill: KitBill, bom: CostedBom, path: KitPath) -> Fields:
    return {
        "kits": [_kit(kit, bill, bom) for kit in bill.kits_in(path)],
        "parts": [_part(part, bom) for part in bill.parts_in(path)],
    }


def _kit(kit: KitCost, bill: KitBill, bom: CostedBom) -> Fields:
    return {
        "name": kit.path[-1],
        "path": list(kit.path),
        "title": kit.title,
        "build": kit.build,
        "why": kit.why,
        "quantity_each": kit.each,
        "quantity": kit.quantity,
        "amount": money(kit.amount),
        "cost_of_one": money(kit.of_one),
        "unpriced": list(kit.unpriced),
        "nodes": kit.nodes,
        "power_typical_w": kit.power_typical_w.value,
        "power_max_w": kit.power_max_w.value,
        "supply_w": kit.supply_w.value,
        "switch_ports": kit.ports,
        "switch_ports_needed": kit.wired,
        "problems": kit.problems,
        **_inside(bill, bom, kit.path),
    }


def _part(part: KitPart, bom: CostedBom) -> Fields:
    return {
        "part_number": bom.lines[part.line].line.part_number,
        "quantity_each": part.each,
        "quantity": part.quantity,
        "amount": money(part.amount),
    }
