"""A device type as its file says it: every key that is used checked, every other one counted.

The keys are those of NetBox's device-type library (schema/devicetype.json there). A value that
stands where another is expected is an error, and nothing of the file is used then; a key that the
schema does not have is a warning. `null` and an empty text say nothing, as NetBox exports them.
"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from planner.io.device_types._device import DeviceType, Inlet, Interface, Make, Outlet
from planner.io.device_types._yaml import Mapping, Node, Scalar, Sequence
from planner.io.text.visible import visible_line
from planner.model.device_types import NotImported
from planner.model.exact_numbers import brief
from planner.model.findings import Cell, Finding, Severity
from planner.model.nearest import nearest
from planner.model.parts import (
    INTERFACE_TYPES,
    POE_MODES,
    POE_TYPES,
    POWER_OUTLET_TYPES,
    POWER_PORT_TYPES,
)

MOST_MISTAKES = 20
_LISTS = (
    "console-ports", "console-server-ports", "front-ports", "rear-ports", "module-bays",
    "device-bays", "inventory-items",
)  # fmt: skip
_WORDS = (
    "airflow", "weight", "weight_unit", "front_image", "rear_image", "subdevice_role",
    "is_powered", "description", "comments",
)  # fmt: skip
_USED = (
    "manufacturer", "model", "slug", "part_number", "u_height", "is_full_depth", "interfaces",
    "power-ports", "power-outlets",
)  # fmt: skip
_KEYS = frozenset((*_LISTS, *_WORDS, *_USED))
_OF_INTERFACE = frozenset(
    "name label type enabled mgmt_only description bridge poe_mode poe_type rf_role".split()
)
_OF_POWER_PORT = frozenset("name label type maximum_draw allocated_draw description".split())
_OF_OUTLET = frozenset("name label type power_port feed_leg description".split())
# Another name for what has the same socket and speed.
_SAME = {"1000base-tx": "1000base-t"}
_INTERFACES = frozenset((*INTERFACE_TYPES, *_SAME))
_FEED_LEGS = ("A", "B", "C")
_MOST_W = Decimal(100_000)
_MOST_UNITS = Decimal(60)
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@")
T = TypeVar("T", bound=tuple[Any, ...])


def read_type(file: str, root: Node) -> tuple[DeviceType | None, tuple[Finding, ...]]:
    """Return what a file says; None with what is wrong with it."""
    reader = _Reader(file)
    if not isinstance(root, Mapping):
        reader.wrong(root, "", "This is no device type: it has no keys such as manufacturer.")
        return None, tuple(reader.findings)
    device = reader.device(root)
    if any(each.severity is Severity.ERROR for each in reader.findings):
        return None, tuple(reader.findings)
    return device, tuple(reader.findings)


@dataclass(slots=True)
class _Reader:
    """Takes keys out of a tree and collects what is wrong with them."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)

    def device(self, root: Mapping) -> DeviceType:
        """Return what the keys at the top say."""
        self._unknown(root, _KEYS, "")
        manufacturer, model = self._needed(root, "manufacturer"), self._needed(root, "model")
        interfaces = self._list(root, "interfaces", self._interface)
        inlets = self._list(root, "power-ports", self._inlet)
        outlets = self._list(root, "power-outlets", self._outlet)
        for key in (*_LISTS, *_WORDS):
            self._count_left(root, key)
        self.left.pop("weight_unit", None)  # the weight says that there is one
        return DeviceType(
            manufacturer,
            model,
            self._text(root, "slug"),
            self._text(root, "part_number"),
            self._number(root, "u_height", Decimal(0), _MOST_UNITS),
            self._yes_no(root, "is_full_depth"),
            interfaces,
            inlets,
            outlets,
            bool(self.left["device-bays"] or self.left["subdevice_role"]),
            tuple(NotImported(key, count) for key, count in self.left.items()),
        )

    def wrong(self, node: Node | None, key: str, message: str, hint: str = "") -> None:
        """Keep one mistake of the file."""
        self._told("device-type-invalid", Severity.ERROR, node, key, message, hint)

    def _told(
        self, code: str, severity: Severity, node: Node | None, key: str, message: str, hint: str
    ) -> None:
        if len(self.findings) >= MOST_MISTAKES:
            return
        line = getattr(node, "line", None)
        value = brief(node.text) if isinstance(node, Scalar) else None
        cell = Cell(file=self.file, row=line, column=key or None, value=value)
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                subject=self.file,
                message=message,
                hint=hint,
                cell=cell,
            )
        )

    # --- lists -----------------------------------------------------------------------------------

    def _list(
        self, root: Mapping, key: str, read: Callable[[Mapping, str], T]
    ) -> tuple[T, ...] | None:
        node = root.get(key)
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return None
        if not isinstance(node, Sequence):
            self.wrong(node, key, f"{key} is no list.")
            return None
        found: list[T] = []
        # Of a hundred interfaces most differ in nothing but their name, and are checked once.
        alike: dict[tuple[object, ...], T] = {}
        for place, each in enumerate(node, start=1):
            where = f"{key} {place}"
            if not isinstance(each, Mapping):
                self.wrong(each, where, "An entry of this list has no name and no type.")
                continue
            shape, name = _shape(each)
            known = alike.get(shape)
            if known is not None and name:
                found.append(type(known)(name, *known[1:]))
                continue
            so_far = (len(self.findings), self.left.total())
            found.append(read(each, where))
            if shape and so_far == (len(self.findings), self.left.total()):
                alike[shape] = found[-1]
        return tuple(found)

    def _interface(self, entry: Mapping, where: str) -> Interface:
        self._unknown(entry, _OF_INTERFACE, where)
        if self._yes_no(entry, "enabled", where) is False:
            self.left["interfaces.enabled"] += 1
        for key in ("bridge", "rf_role"):
            if self._text(entry, key, where):
                self.left[f"interfaces.{key}"] += 1
        kind = self._word(entry, "type", _INTERFACES, where, needed=True)
        label, told = self._text(entry, "label", where), self._text(entry, "description", where)
        return Interface(
            self._needed(entry, "name", where),
            f"{label} {told}".strip(),
            Make(
                _SAME.get(kind, kind),
                self._yes_no(entry, "mgmt_only", where) or False,
                self._word(entry, "poe_mode", POE_MODES, where),
                self._word(entry, "poe_type", POE_TYPES, where),
            ),
        )

    def _inlet(self, entry: Mapping, where: str) -> Inlet:
        self._unknown(entry, _OF_POWER_PORT, where)
        return Inlet(
            self._needed(entry, "name", where),
            self._word(entry, "type", POWER_PORT_TYPES, where, needed=True),
            self._watts(entry, "maximum_draw", where),
            self._watts(entry, "allocated_draw", where),
        )

    def _outlet(self, entry: Mapping, where: str) -> Outlet:
        self._unknown(entry, _OF_OUTLET, where)
        return Outlet(
            self._needed(entry, "name", where),
            self._word(entry, "type", POWER_OUTLET_TYPES, where, needed=True),
            self._word(entry, "feed_leg", _FEED_LEGS, where),
            self._text(entry, "power_port", where),
        )

    # --- one value -------------------------------------------------------------------------------

    def _scalar(self, keys: Mapping, key: str, where: str) -> Scalar | None:
        node = keys.get(key)
        if node is None or (isinstance(node, Scalar) and (node.is_null or not node.text.strip())):
            return None
        if isinstance(node, Scalar):
            return node
        self.wrong(node, _place(where, key), f"{key} is no single value.")
        return None

    def _text(self, keys: Mapping, key: str, where: str = "") -> str:
        if key not in keys:
            return ""
        node = self._scalar(keys, key, where)
        return "" if node is None else " ".join(node.text.split())

    def _needed(self, keys: Mapping, key: str, where: str = "") -> str:
        text = self._text(keys, key, where)
        if text and where:
            return text
        place = _place(where, key)
        if not text and not isinstance(keys.get(key), Mapping | Sequence):
            self.wrong(keys.get(key, keys), place, f"The key {key} is missing.")
        elif len(text) > 100:
            self.wrong(keys[key], place, f"{key} has more than 100 characters.")
        elif text.startswith(_FORMULA):
            message = f"{brief(text)} begins as a formula of a spreadsheet does."
            self.wrong(keys[key], place, message, "Write it without the first sign.")
        elif visible_line(text) != text:
            self.wrong(keys[key], place, f"{key} holds signs that nobody can see.")
        return text

    def _word(
        self,
        keys: Mapping,
        key: str,
        known: Collection[str],
        where: str,
        *,
        needed: bool = False,
    ) -> str:
        node = self._scalar(keys, key, where) if key in keys else None
        if node is None:
            if needed and not isinstance(keys.get(key), Mapping | Sequence):
                self.wrong(keys, _place(where, key), f"The key {key} is missing.")
            return ""
        if node.text in known:
            return node.text
        near = nearest(node.text[:60], known) if len(self.findings) < MOST_MISTAKES else None
        hint = f"Did you mean {near}?" if near else f"See {key} in the schema of device types."
        self.wrong(node, _place(where, key), f"{brief(node.text)} is no {key} known here.", hint)
        return ""

    def _yes_no(self, keys: Mapping, key: str, where: str = "") -> bool | None:
        node = self._scalar(keys, key, where) if key in keys else None
        if node is None:
            return None
        answer = node.yes_no()
        if answer is None:
            hint = "Write true or false, without quotes."
            message = f"{brief(node.text)} is neither true nor false."
            self.wrong(node, _place(where, key), message, hint)
        return answer

    def _watts(self, keys: Mapping, key: str, where: str) -> Decimal | None:
        watts = self._number(keys, key, Decimal(0), _MOST_W, where)
        if watts == 0:
            message = f"{key} is 0, which no inlet draws; it is taken as not known."
            node = keys[key]
            self._told("device-type-no-draw", Severity.NOTE, node, _place(where, key), message, "")
            return None
        return watts

    def _number(
        self, keys: Mapping, key: str, least: Decimal, most: Decimal, where: str = ""
    ) -> Decimal | None:
        node = self._scalar(keys, key, where)
        if node is None:
            return None
        number = node.number()
        place, text = _place(where, key), brief(node.text)
        if number is None:
            hint = "Write it in digits, without quotes, unit and leading zeros."
            self.wrong(node, place, f"{text} is no plain number.", hint)
        elif not least <= number <= most:
            self.wrong(node, place, f"{text} is not between {least} and {most:,}.")
        else:
            return number
        return None

    # --- what is not used ------------------------------------------------------------------------

    def _count_left(self, root: Mapping, key: str) -> None:
        node = root.get(key)
        if isinstance(node, Sequence):
            if node:
                self.left[key] = len(node)
        elif isinstance(node, Mapping):
            self.wrong(node, key, f"{key} is neither a list nor a single value.")
        elif node is not None and not node.is_null and node.text.strip():
            self.left[key] = 1

    def _unknown(self, keys: Mapping, known: frozenset[str], where: str) -> None:
        if keys.keys() <= known:
            return
        for key in keys.keys() - known:
            few = len(self.findings) < MOST_MISTAKES
            near = nearest(key[:60], known - keys.keys()) if few else None
            hint = f"Did you mean {near}?" if near else ""
            message = f"{brief(key)} is no key of a device type; it is not read."
            place = _place(where, key[:60])
            self._told("device-type-key-unknown", Severity.WARNING, keys[key], place, message, hint)


def _shape(entry: Mapping) -> tuple[tuple[object, ...], str]:
    """Return all that an entry says but its name, and its name; nothing for an odd entry."""
    shape: list[object] = []
    name = ""
    for key, value in entry.items():
        if type(value) is not Scalar:
            return (), ""
        text, plain, _ = value
        if key == "name":
            name = "" if value.is_null else " ".join(text.split())
        else:
            shape += (key, text, plain)
    return tuple(shape), name


def _place(where: str, key: str) -> str:
    return f"{where} {key}".strip()
