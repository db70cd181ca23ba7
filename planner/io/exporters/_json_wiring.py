"""The wiring of a build as plain values, by the keys programs read."""

from planner.io.exporters._json_values import Fields, FieldsOf
from planner.model.wiring_picture import BuildWiring, UnitBox
from planner.model.wiring_wording import gap_text


def wiring_fields(found: BuildWiring) -> Fields:
    """Return how a build is wired; `proposed` is true where nobody but the planner wired it."""
    return {
        "build": found.build,
        "title": found.title,
        "proposed": found.proposed,
        "units": [_unit(each) for each in (*found.picture.network, *found.picture.power)],
        "wires": [
            {"what": wire.device, "port": wire.port, "of": wire.unit} for wire in found.wires
        ],
        "not_wired": [{"reason": str(gap.kind), "message": gap_text(gap)} for gap in found.gaps],
    }


def _unit(box: UnitBox) -> Fields:
    return {
        "kind": str(box.kind),
        "numbers": list(box.numbers),
        "name": box.name,
        "ports": box.ports,
        "used": sum(len(box.taken(at)) for at in {row.at for row in box.rows}),
        "watts": box.watts,
        "supply_w": box.supply,
    }


FIELDS: FieldsOf = {BuildWiring: wiring_fields}
