"""What is configured, as plain values."""

from planner.io.exporters._json_values import Fields, FieldsOf
from planner.model.configuration import Configuration


def configuration_fields(found: Configuration) -> Fields:
    """Return every value with where it comes from as plain values."""
    return {
        "file": found.file,
        "there": found.there,
        "values": [
            {"name": each.name, "value": each.value, "by": str(each.by), "place": each.place}
            for each in found.values
        ],
    }


FIELDS: FieldsOf = {Configuration: configuration_fields}
