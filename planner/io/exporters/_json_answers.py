"""Every answer that has a JSON form: its kind, its record, and the keys that programs read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from planner.io.exporters._json_records import RecordForm, form_name, form_of
from planner.io.exporters._json_values import Fields, FieldsOf

# By the file that knows them: it is imported when one of its kinds is written or read, so that no
# command waits for the records of the others.
_KINDS = {
    "bills": "read-bill",
    "returned": "returned-workbook",
    "plans": "build-totals comparison costed-plan more-copies prices-over-time upgrade",
    "configuration": "configuration",
    "listings": "catalog-check fetched-rates price-history priced-parts rate-lookup",
    "network": "bandwidth-changes bandwidths",
    "running": "running-cost",
    "sizing": "curve explanation frontier size-answer",
    "buying": "copy-curve purchase-answer",
    "next_node": "next-node",
    "imports": "imported-types",
    "own": "copied-catalog kept-build own-changes written-row",
    "prices": "kept-prices page-answer price-refresh",
    "wiring": "build-wiring",
    "values": "finding",  # why there is no answer
}
_FILES = {kind: file for file, kinds in _KINDS.items() for kind in kinds.split()}


@dataclass(frozen=True)
class Kind:
    """One kind of answer: what writes its record and reads it, and what makes its readable keys."""

    form: RecordForm[Any]
    fields: Callable[[Any], Fields]


class _Kinds(Mapping[str, Kind]):
    """Kinds by name, each known when it is asked for."""

    def __getitem__(self, name: str) -> Kind:
        return _kinds_of(_FILES[name])[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(_FILES))

    def __len__(self) -> int:
        return len(_FILES)


KINDS: Mapping[str, Kind] = _Kinds()


def kind_of(answer: object) -> Kind | None:
    """Return the kind of an answer; None for what is none."""
    kind = KINDS.get(form_name(type(answer)))
    return kind if kind is not None and kind.form.holds(answer) else None


@cache
def _kinds_of(file: str) -> Mapping[str, Kind]:
    found = {form_of(record): fields for record, fields in _fields_of(file).items()}
    return {form.name: Kind(form, fields) for form, fields in found.items()}


_BROUGHT_IN = frozenset({"bills", "imports", "own", "prices", "returned"})


def _fields_of(file: str) -> FieldsOf:
    if file in _BROUGHT_IN:
        return _fields_of_what_is_brought_in(file)
    match file:
        case "configuration":
            from planner.io.exporters._json_configuration import FIELDS
        case "plans":
            from planner.io.exporters._json_plans import FIELDS
        case "listings":
            from planner.io.exporters._json_listings import FIELDS
        case "network":
            from planner.io.exporters._json_network import FIELDS
        case "running":
            from planner.io.exporters._json_running import FIELDS
        case "sizing":
            from planner.io.exporters._json_sizing import FIELDS
        case "buying":
            from planner.io.exporters._json_buying import FIELDS
        case "next_node":
            from planner.io.exporters._json_next_node import FIELDS
        case "wiring":
            from planner.io.exporters._json_wiring import FIELDS
        case _:
            from planner.io.exporters._json_values import FIELDS
    return FIELDS


def _fields_of_what_is_brought_in(file: str) -> FieldsOf:
    match file:
        case "bills":
            from planner.io.exporters._json_bills import FIELDS
        case "imports":
            from planner.io.exporters._json_imports import FIELDS
        case "own":
            from planner.io.exporters._json_own import FIELDS
        case "returned":
            from planner.io.exporters._json_returned import FIELDS
        case _:
            from planner.io.exporters._json_prices import FIELDS
    return FIELDS
