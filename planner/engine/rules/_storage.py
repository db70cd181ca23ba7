"""Rules about storage: where it is plugged in, and what boards boot from. Named in `rules.py`."""

from collections.abc import Iterator, Sequence

from planner.engine.fitting.carriers import is_module
from planner.engine.fitting.circuits import total
from planner.engine.fitting.companions import boxed
from planner.engine.fitting.parts_in_use import in_use
from planner.engine.fitting.storage import (
    NVME_ADAPTER,
    Stored,
    hats_with_slots,
    needs_adapter,
    stored,
    without_known_carrier,
)
from planner.engine.rules._verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.fits import Fit, drive_fit
from planner.model.parts import (
    BasePart,
    Board,
    Carrier,
    Hat,
    NetworkAdapter,
    PoeModule,
    PortKind,
    Slot,
    Storage,
)
from planner.model.plan import Plan
from planner.model.words import counted, lacking, listed

_BROUGHT_OUT = "It is not known which module ports a carrier exposes"


def storage_fits_the_slots(plan: Plan) -> Iterator[Finding]:
    """Every card or drive needs a slot of its kind, a HAT that has one, or a cable from USB.

    A microSD card in an adapter fits an SD slot.
    """
    boards = in_use(plan, Board)
    storage = [(item, q) for item, q in in_use(plan, Storage) if item.slot != "USB"]
    if not boards or not storage:
        return
    vague = lacking(boards, lambda board: board.storage_slots is None)
    vague += lacking(storage, lambda item: item.slot is None)
    if vague:
        yield unchecked(plan, "storage slots", "The type is not known", vague)
        return
    found = stored(plan)
    for item in found.strangers:
        yield verdict(
            "storage-misfit",
            Severity.ERROR,
            item.name,
            f"{item.name} is made for {item.fits}, not for {listed(boards)}.",
            "Choose storage that is made for these boards.",
        )
    for slot in dict.fromkeys(item.slot for item, _ in storage if item.slot):
        short = 0
        for item, quantity in found.left:
            if item.slot != slot or item in found.strangers:
                continue
            if others := _too_small_for(plan, item):
                yield _size_differs(item, others)
            else:
                short += quantity
        if short and (carried := _on_carriers(plan)):
            yield unchecked(plan, f"slots for {slot}", _BROUGHT_OUT, carried)
        elif short:
            pieces = sum(quantity for item, quantity in storage if item.slot == slot)
            yield _short(plan, slot, pieces, short, found)


Holder = Hat | PoeModule | Carrier


def _too_small_for(plan: Plan, drive: Storage) -> list[tuple[Holder, int]]:
    """Return what takes M.2 drives in the build, and none of this one's size."""
    return [(h, q) for h, q in _holders(plan) if drive_fit(drive, h) is Fit.DOES_NOT]


def _holders(plan: Plan) -> list[tuple[Holder, int]]:
    """Return the HATs and the carriers that have slots for storage."""
    return [*hats_with_slots(plan), *((c, q) for c, q in in_use(plan, Carrier) if c.storage_slots)]


def _size_differs(drive: Storage, hats: Sequence[tuple[Holder, int]]) -> Finding:
    takes = "; ".join(f"{hat.name} takes {' and '.join(hat.m2_sizes or ())}" for hat, _ in hats)
    return verdict(
        "storage-misfit",
        Severity.ERROR,
        drive.name,
        f"{drive.name} is an M.2 {drive.m2_size} drive; {takes}.",
        "Choose a HAT or carrier that takes this size, or a drive of another size.",
    )


def drives_are_of_a_size_that_hats_take(plan: Plan) -> Iterator[Finding]:
    """M.2 drives come in several lengths, and a HAT or a carrier has its screw holes at some."""
    drives = [(item, q) for item, q in in_use(plan, Storage) if item.slot == "NVMe"]
    bare = [(item, q) for item, q in drives if NVME_ADAPTER not in item.includes]
    hats = [(h, q) for h, q in _holders(plan) if "NVMe" in (h.storage_slots or ())]
    if bare and hats:
        vague = lacking(bare, lambda item: item.m2_size is None)
        vague += lacking(hats, lambda hat: hat.m2_sizes is None)
        if vague:
            yield unchecked(plan, "the size of M.2 drives", "It is not known", vague)


def _on_carriers(plan: Plan) -> list[str]:
    """Return the names of what brings out the slots of compute modules where nobody says which."""
    modules = [(board, q) for board, q in without_known_carrier(plan) if is_module(board)]
    carriers = [(c, q) for c, q in in_use(plan, Carrier) if c.storage_slots is None]
    return lacking(carriers or modules, lambda _: True) if modules else []


def _usb_on_carriers(plan: Plan) -> list[str]:
    """Return the names of what brings out the USB ports of modules: nobody states which."""
    modules = [(board, q) for board, q in in_use(plan, Board) if is_module(board)]
    return lacking(in_use(plan, Carrier) or modules, lambda _: True) if modules else []


def _short(plan: Plan, slot: Slot, pieces: int, short: int, found: Stored) -> Finding:
    adapted = [(b, q) for b, q in in_use(plan, Board)
               if slot in (b.storage_slots or ()) and needs_adapter(b, slot)]  # fmt: skip
    if adapted:
        return verdict(
            "adapter-missing",
            Severity.WARNING,
            f"{slot} storage",
            f"{short} of {pieces} × {slot} storage has nothing to plug into: {listed(adapted)} "
            f"{'takes' if total(adapted) == 1 else 'take'} it on an M.2 HAT.",
            f"Add {counted(short, 'M.2 HAT')} made for the board, or choose a kit that has one.",
        )
    slots, leads = found.slots.get(slot, 0), found.leads.get(slot, 0)
    on_leads = f" and {counted(leads, 'cable')} from USB" if leads else ""
    add = f", add {counted(short, 'cable')} from USB to {slot}" if slot == "SATA" else ""
    # Cards are sold in packs, and one more than there are slots for lies in a drawer.
    spare = slots and slot in ("microSD", "SD")
    return verdict(
        "slots-short",
        Severity.WARNING if spare else Severity.ERROR,
        f"{slot} storage",
        f"{pieces} × {slot} storage, but the boards have {counted(slots, 'slot')}{on_leads} for "
        "it.",
        f"Choose storage that fits{add}, or remove "
        f"{short}{', unless it is a spare' if spare else ''}.",
    )


def every_board_can_boot(plan: Plan) -> Iterator[Finding]:
    """Every board needs a card, a drive or storage of its own to boot from."""
    boards = in_use(plan, Board)
    nodes = total(boards)
    bare = [
        (board, quantity)
        for board, quantity in boards
        if not board.storage_onboard_gb and "drive" not in board.includes
    ]
    others = [(p, q) for p, q in in_use(plan, BasePart) if not isinstance(p, Board)]
    pieces = total(in_use(plan, Storage)) + sum(boxed(p, "drive") * q for p, q in others)
    missing = total(bare) - pieces
    if missing <= 0:
        return
    # Whose slots nobody knows may have a drive in one of them.
    vague = [(b, q) for b, q in bare if b.storage_onboard_gb is None and b.storage_slots is None]
    if vague:
        names = [board.name for board, _ in vague]
        yield unchecked(plan, "storage to boot from", "The onboard storage is not known", names)
    none = missing - total(vague)
    if none <= 0:
        return
    stated = all(board.storage_onboard_gb == 0 for board, _ in bare)
    where = "no onboard storage" if stated else "and no onboard storage is known"
    yield verdict(
        "storage-short",
        Severity.WARNING,
        plan.build.name,
        f"{none} of {counted(nodes, 'board')} {'has' if none == 1 else 'have'} nothing to boot "
        f"from: no card, no drive, {where}.",
        f"Add {counted(none, 'card or drive', 'cards or drives')}, unless they boot over the "
        "network.",
    )


def usb_devices_have_ports(plan: Plan) -> Iterator[Finding]:
    """Every USB device needs a USB port of a board; a drive on a cable from USB is one."""
    boards = in_use(plan, Board)
    unsaid = lacking(in_use(plan, NetworkAdapter), lambda nic: nic.host is None)
    if unsaid and boards:
        yield unchecked(plan, "ports of network adapters", "The port type is not known", unsaid)
    inside = lacking(in_use(plan, NetworkAdapter), lambda nic: nic.host == "PCIe")
    if inside and boards:
        names = [*inside, *lacking(boards, lambda _: True)]
        yield unchecked(
            plan,
            "PCIe slots for network adapters",
            "It is not known which board has a free one",
            names,
        )
    yield from _small_plugs_have_sockets(plan, boards)
    needed = sum(
        port.count * quantity
        for kind in (NetworkAdapter, Storage)
        for part, quantity in in_use(plan, kind)
        for port in part.needs()
        if port.kind is PortKind.USB_DATA
    )
    needed += stored(plan).on_usb
    if not needed or not boards:
        return
    vague = lacking(boards, lambda b: b.usb2_ports is None or b.usb3_ports is None)
    if vague:
        yield unchecked(plan, "USB ports", "Their number is not known", vague)
        return
    ports = sum(((b.usb2_ports or 0) + (b.usb3_ports or 0)) * q for b, q in boards)
    if needed > ports and (carried := _usb_on_carriers(plan)):
        yield unchecked(plan, "USB ports", _BROUGHT_OUT, carried)
    elif needed > ports:
        # A hub or an adapter for a smaller port mends it, and neither is a part that rules know.
        yield verdict(
            "usb-short",
            Severity.WARNING,
            plan.build.name,
            f"{counted(needed, 'USB device')}, but the boards have {counted(ports, 'USB port')}.",
            f"Remove {needed - ports}, or choose boards with more USB ports, unless you have hubs.",
        )


def _small_plugs_have_sockets(plan: Plan, boards: list[tuple[Board, int]]) -> Iterator[Finding]:
    """Adapters that end in micro-USB or USB-C need a board each that has such a socket for data."""
    for plug in ("micro-USB", "USB-C"):
        adapters = in_use(plan, NetworkAdapter)
        needed = sum(q for nic, q in adapters if nic.plug == plug and nic.host in ("USB2", "USB3"))
        sockets = sum(quantity for board, quantity in boards if board.usb_small == plug)
        if needed <= sockets or not boards:
            continue
        if vague := lacking(boards, lambda board: board.usb_small is None):
            yield unchecked(plan, f"{plug} sockets for data", "Which is not known", vague)
            continue
        yield verdict(
            "usb-short",
            Severity.WARNING,
            plan.build.name,
            f"{counted(needed, f'adapter with a {plug} plug', f'adapters with a {plug} plug')}, "
            f"but the boards have {counted(sockets, f'{plug} socket')} for data.",
            "Choose adapters whose plug the boards take.",
        )
