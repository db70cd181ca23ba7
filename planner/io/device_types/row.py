"""One device type as a row of parts: which category, which cells, and what is not among them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.io.device_types._device import DeviceType
from planner.io.device_types._ports import COMBO_COMMENT, PortsRead, read_ports, twice_named
from planner.io.device_types._power import (
    USB_OUTLETS,
    InletsRead,
    charger_cell,
    outlets_cell,
    read_inlets,
    strangers,
)
from planner.io.device_types._role import role_of
from planner.io.device_types._schema import read_type
from planner.io.device_types._yaml import YamlError, read_yaml
from planner.model.device_types import (
    BOARD,
    CATEGORY_OF,
    CHARGER,
    POWER_STRIP,
    SWITCH,
    UNTOLD,
    NotImported,
)
from planner.model.exact_numbers import brief
from planner.model.findings import Cell, Finding, Severity
from planner.model.numbers import number_text
from planner.model.parts import CABLE_INTO, word_of

_NUMBER = re.compile(r"[A-Za-z0-9][^\s,;\"'<>\\|]{0,79}", re.ASCII)
_UNKNOWN_OF = {
    SWITCH: ("power_max_w", "rack_u", "managed"),
    BOARD: ("isa", "cores", "ram_mb", "storage_slots", "power_in", "power_max_w"),
    CHARGER: ("supply_w", "port_max_ma", "supply_v"),
    POWER_STRIP: (),
}
# By what plugs into a board, where it has one power port.
_CONNECTORS = {"usb-c": "USB-C", "usb-micro-b": "micro-USB", "usb-a": "USB-A"}


@dataclass(frozen=True)
class Origin:
    """Where device types come from: a repository, if a person said so, and their licence."""

    repository: str = ""
    licence: str = ""

    def source(self, path: str) -> str:
        """Return where the facts of a file come from."""
        where = f"{self.repository} {path}".strip()
        return f"NetBox device type {where}, licence {self.licence or 'not stated'}"


@dataclass(frozen=True)
class TypeRow:
    """What a file became: the cells of a part by column, or none with what is in the way.

    `missing` names columns that such a part has and the file does not say.
    """

    name: str = ""
    category: str = ""
    reason: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    left: tuple[NotImported, ...] = ()
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def type_row(file: str, content: bytes, origin: Origin, *, role: str = "") -> TypeRow:
    """Return the row that a file becomes; `role` says what it is instead of its ports."""
    try:
        root = read_yaml(content)
    except YamlError as error:
        cell = Cell(file=file, row=error.line)
        return TypeRow(
            findings=(
                Finding(
                    code="device-type-not-yaml",
                    severity=Severity.ERROR,
                    subject=file,
                    message=error.message,
                    hint=error.hint,
                    cell=cell,
                ),
            )
        )
    device, findings = read_type(file, root)
    if device is None:
        return TypeRow(findings=findings)
    row = _Row(file, device, origin.source(file), list(findings))
    if b"#" in content and COMBO_COMMENT.search(content):
        row.note("A comment in the file tells of combo ports; ports are read as they are listed.")
    return row.made(role)


@dataclass(slots=True)
class _Row:
    """A row while it is made."""

    file: str
    device: DeviceType
    source: str
    findings: list[Finding]
    left: list[NotImported] = field(default_factory=list)

    def made(self, role: str) -> TypeRow:
        device = self.device
        self.left += device.left
        ports = read_ports(device.interfaces or ())
        reason = "as said"
        if not role:
            role, reason = role_of(device, ports)
        if not role:
            self._error(UNTOLD, f"What it is cannot be told. {reason}", "")
        for name in twice_named(device.interfaces or ()):
            message = f"There are several interfaces called {brief(name)}."
            self._error("device-type-name-twice", message, "Keep one, or give each its own name.")
        for name in strangers(device.outlets or (), device.inlets or ()):
            message = f"Outlets are fed by {brief(name)}, which is no power port of it."
            self.note(message, severity=Severity.WARNING)
        cells = dict(self._cells(role, ports)) if role else {}
        if any(each.severity is Severity.ERROR for each in self.findings):
            return TypeRow(name=self._name(), left=tuple(self.left), findings=tuple(self.findings))
        return TypeRow(
            self._name(),
            CATEGORY_OF[role],
            reason,
            cells,
            tuple(self.left),
            tuple(self._missing(role, cells, ports)),
            tuple(self.findings),
        )

    # --- cells -----------------------------------------------------------------------------------

    def _cells(self, role: str, ports: PortsRead) -> Iterator[tuple[str, str]]:
        """Yield every cell that is known, by column."""
        device = self.device
        yield "part_number", self._number()
        yield "name", self._name()
        yield "maker", device.manufacturer
        if role == POWER_STRIP:
            yield "kind", "power strip"
        if device.u_height is not None:
            yield "rack_u", number_text(device.u_height)
            yield "rack_source", self.source
        if device.is_full_depth is not None:
            yield "rack_full_depth", str(device.is_full_depth).lower()
        yield from self._ports_of(role, ports)
        yield from self._outlets_of(role)
        inlets = read_inlets(device.inlets or (), device.outlets or ())
        if device.inlets is not None:
            yield "power_ports", inlets.cell
            for each in inlets.readings:
                self.note(each)
        if inlets.max_w is not None and role in (SWITCH, BOARD):
            yield from self._draw(inlets, ports)
        if role == BOARD and len(device.inlets or ()) == 1:
            yield from _board_power(device)
        if device.part_number and device.part_number != self._number():
            yield "note", f"Part number of the maker: {device.part_number}"
        yield "source", self.source

    def _ports_of(self, role: str, ports: PortsRead) -> Iterator[tuple[str, str]]:
        if self.device.interfaces is None:
            return
        if role not in (SWITCH, BOARD):
            self.left.append(NotImported("interfaces", len(self.device.interfaces)))
            return
        for each in ports.readings:
            self.note(each)
        yield "interfaces", ports.cell

    def _outlets_of(self, role: str) -> Iterator[tuple[str, str]]:
        device, outlets = self.device, self.device.outlets or ()
        if role == POWER_STRIP:
            yield "power_outlets", outlets_cell(outlets, device.inlets or ()) or "none"
            return
        fit = [each for each in outlets if role == CHARGER and each.kind in USB_OUTLETS]
        if fit:
            yield "outlets", charger_cell(fit)
        if len(outlets) > len(fit):
            self.left.append(NotImported("power-outlets", len(outlets) - len(fit)))
            if role == CHARGER:
                message = "A charger has outlets of USB; this device has others, as a strip."
                self._error(UNTOLD, message, "")

    def _draw(self, inlets: InletsRead, ports: PortsRead) -> Iterator[tuple[str, str]]:
        if inlets.max_w is None:
            return
        yield "power_max_w", number_text(inlets.max_w)
        load = ""
        if ports.gives_poe is not False and self.device.interfaces:
            load = " Whether PoE load is in it is not stated."
        yield "power_source", f"maximum_draw of its power port in: {self.source}.{load}"

    def _number(self) -> str:
        """Return the part number: that of the maker, else the slug, else one made of the name."""
        for text in (self.device.part_number, self.device.slug):
            if _NUMBER.fullmatch(text):
                return text
        return re.sub(r"[^a-z0-9]+", "-", self._name().casefold()).strip("-")[:80] or "device"

    def _name(self) -> str:
        maker, model = self.device.manufacturer, self.device.model
        return model if model.casefold().startswith(maker.casefold()) else f"{maker} {model}"

    def _missing(self, role: str, cells: dict[str, str], ports: PortsRead) -> Iterator[str]:
        """Yield the columns that such a part has and the file does not say."""
        if role == CHARGER and "outlets" not in cells:
            yield "outlets"
        if role == POWER_STRIP and not self.device.outlets:
            yield "power_outlets"
        if role in (SWITCH, BOARD) and "interfaces" not in cells:
            yield "interfaces"
        if role == SWITCH and ports.gives_poe is None:
            yield "poe_ports"
        if role == SWITCH and ports.gives_poe is not False:
            yield "poe_budget_w"
        if "power_ports" not in cells:
            yield "power_ports"
        known = {*cells, *(("power_in",) if "power_connector" in cells else ())}
        yield from (name for name in _UNKNOWN_OF[role] if name not in known)

    # --- findings --------------------------------------------------------------------------------

    def note(self, message: str, *, severity: Severity = Severity.NOTE) -> None:
        """Tell what was read into the file."""
        self._report("device-type-reading", severity, message, "")

    def _error(self, code: str, message: str, hint: str) -> None:
        self._report(code, Severity.ERROR, message, hint)

    def _report(self, code: str, severity: Severity, message: str, hint: str) -> None:
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                subject=self._name(),
                message=message,
                hint=hint,
                cell=Cell(file=self.file),
            )
        )


def _board_power(device: DeviceType) -> Iterator[tuple[str, str]]:
    """Yield what a board is powered by, where its one power port says it.

    An inlet of IEC 60320 is on the device itself, so its supply is inside. A plug for the wall may
    be that of a power supply beside it.
    """
    (inlet,) = device.inlets or ()
    if inlet.kind in _CONNECTORS:
        yield "power_connector", _CONNECTORS[inlet.kind]
    elif word_of(inlet.kind) in CABLE_INTO:
        yield "power_connector", "mains"
