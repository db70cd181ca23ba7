"""A build as the text of a TOML file: what `read_build` reads gives the same build."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from planner.io.documents._kit_folding import with_kits_folded
from planner.io.text.cells import cell_of
from planner.io.text.visible import escaped_toml
from planner.model.build import Build
from planner.model.money import Money
from planner.model.parts import BasePart
from planner.model.record import CellRecord, Record, defaults_of

# Keys that say what a record is: written even where they are what they usually are.
_ALWAYS = ("category",)


def build_toml(build: Build) -> str:
    """Return a build as TOML. Its name is the file's, so it is not in the text."""
    return record_toml(with_kits_folded(build), leave_out=("name",))


def record_toml(record: Record, *, leave_out: tuple[str, ...] = ()) -> str:
    """Return a record as TOML: what differs from its defaults."""
    return "\n".join(_table(record, "", leave_out=leave_out)) + "\n"


def _table(record: Record, path: str, *, leave_out: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the plain keys of a record, then its tables: TOML wants them in this order."""
    tables: list[str] = []
    # Read once a kind: a list of ten thousand lines is as many records of a dozen fields each.
    for name, usual in defaults_of(type(record)).values.items():
        value = getattr(record, name)
        if value is None or name in leave_out or (value == usual and name not in _ALWAYS):
            continue
        if isinstance(record, BasePart) and name in record.said_twice:
            continue
        key = f"{path}.{name}" if path else name
        if isinstance(value, Record):
            tables += ["", f"[{key}]", *_table(value, key)]
        elif isinstance(value, tuple) and value and isinstance(value[0], CellRecord):
            yield f"{name} = {_value(cell_of(value))}"
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            for each in value:
                tables += ["", f"[[{key}]]", *_table(each, key)]
        else:
            yield f"{name} = {_value(value)}"
    yield from tables


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Decimal):
        return json.dumps(f"{value:f}")
    if isinstance(value, Money):
        return json.dumps(f"{value.amount:f} {value.currency}")
    # A JSON text is a TOML text too, but for the delete sign, which JSON leaves as it is.
    return escaped_toml(json.dumps(str(value), ensure_ascii=False))
