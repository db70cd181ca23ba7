"""Which cards and drives of a bill find a place: in a slot, on a HAT, on a cable from USB."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from planner.engine.fitting.carriers import is_adapter
from planner.engine.fitting.matching import dealt
from planner.engine.fitting.parts_in_use import in_use, seats_of
from planner.model.fits import Fit, drive_fit, fit
from planner.model.parts import (
    Board,
    Cable,
    Carrier,
    Hat,
    PoeModule,
    PortKind,
    Slot,
    Storage,
)
from planner.model.plan import Plan

NVME_ADAPTER = "NVMe adapter"


class Stored(NamedTuple):
    """What finds no place, what slots and cables there are for a kind, and drives that hang on USB.

    `strangers` are kits that are made for none of the boards.
    """

    left: tuple[tuple[Storage, int], ...]
    slots: dict[Slot, int]
    leads: dict[Slot, int]
    on_usb: int
    strangers: tuple[Storage, ...]


class _Place(NamedTuple):
    slot: Slot
    quantity: int
    board: Board | None = None
    hat: Hat | PoeModule | Carrier | None = None
    lead: bool = False


def needs_adapter(board: Board, slot: str) -> bool:
    """Tell whether a slot of a board is of use only with an adapter for it."""
    return slot == "NVMe" and NVME_ADAPTER in board.requires


def usb_slot(lead: Cable) -> Slot | None:
    """Return the slot at the end of a cable from USB, such as SATA; None if it is none for storage.

    Either end may be the one that is written first.
    """
    ends = (lead.from_connector.strip().upper(), lead.to_connector.strip().upper())
    if lead.carries != "data" or not any(end.startswith("USB") for end in ends):
        return None
    slots: tuple[Slot, ...] = ("SATA", "NVMe")
    return next((slot for slot in slots if slot.upper() in ends), None)


def stored(plan: Plan) -> Stored:
    """Return which storage finds a place; of boards every slot has to be known, of storage its own.

    A kit brings its adapter and takes the place of a HAT; where there is no room for its adapter
    its drive goes wherever another would. What nobody says is taken for possible.
    """
    boards, storage = in_use(plan, Board), in_use(plan, Storage)
    kits = [(item, q) for item, q in storage if NVME_ADAPTER in item.includes]
    drives = [(item, q) for item, q in storage if (item, q) not in kits and item.slot != "USB"]
    hats = hats_with_slots(plan)
    on_boards = dealt(
        [quantity for _, quantity in (*kits, *hats)],
        [quantity for _, quantity in boards],
        lambda thing, board: _goes_on(thing, kits, hats, boards[board][0]),
    )
    placed = [sum(row) for row in on_boards]
    drives += [(item, q - n) for (item, q), n in zip(kits, placed, strict=False) if n < q]
    places = [*_own_slots(plan), *_hat_slots(hats, placed[len(kits) :]), *_leads(plan)]
    given = dealt(
        [quantity for _, quantity in drives],
        [place.quantity for place in places],
        lambda drive, place: _takes(places[place], drives[drive][0]),
    )
    left = [
        (item, quantity - sum(row))
        for (item, quantity), row in zip(drives, given, strict=True)
        if sum(row) < quantity
    ]
    slots: dict[Slot, int] = {}
    leads: dict[Slot, int] = {}
    for place in places:
        counts = leads if place.lead else slots
        counts[place.slot] = counts.get(place.slot, 0) + place.quantity
    return Stored(
        left=tuple(left),
        slots=slots,
        leads=leads,
        on_usb=sum(row[p] for row in given for p, place in enumerate(places) if place.lead),
        strangers=tuple(
            item
            for item, _ in storage
            if item.fits and all(fit(item, board) is Fit.DOES_NOT for board, _ in boards)
        ),
    )


def hats_with_slots(plan: Plan) -> list[tuple[Hat | PoeModule, int]]:
    """Return what is put on a board and has slots for storage."""
    plain = [(hat, q) for hat, q in in_use(plan, Hat) if not is_adapter(hat)]
    found: list[tuple[Hat | PoeModule, int]] = [*plain, *in_use(plan, PoeModule)]
    return [(hat, quantity) for hat, quantity in found if hat.storage_slots]


def _goes_on(
    thing: int,
    kits: Sequence[tuple[Storage, int]],
    hats: Sequence[tuple[Hat | PoeModule, int]],
    board: Board,
) -> bool:
    part = kits[thing][0] if thing < len(kits) else hats[thing - len(kits)][0]
    if fit(part, board) is Fit.DOES_NOT:
        return False
    return not isinstance(part, Storage) or part.slot in (board.storage_slots or ())


def _own_slots(plan: Plan) -> list[_Place]:
    """Return the slots of boards, and of carriers those that a module on them reaches.

    What slots a carrier brings out, where nobody says it, may be all that its module has.
    """
    found = []
    for module, carrier, quantity in seats_of(plan).taken:
        if carrier.storage_slots is not None:
            mine = [slot for slot in carrier.storage_slots if _reaches(module, slot)]
            found += [_Place(slot, quantity, module, carrier) for slot in mine if slot != "USB"]
    for board, quantity in without_known_carrier(plan):
        found += [
            _Place(slot, quantity, board)
            for slot in board.storage_slots or ()
            if slot != "USB" and not needs_adapter(board, slot)
        ]
    return found


def _reaches(module: Board, slot: Slot) -> bool:
    """Tell whether a slot of a carrier is of use to a module: SATA there hangs on its PCI Express.

    That is what its slot for NVMe is made of, too.
    """
    slots = module.storage_slots or ()
    return slot in slots or (slot == "SATA" and "NVMe" in slots)


def without_known_carrier(plan: Plan) -> list[tuple[Board, int]]:
    """Return the boards but for the modules on carriers whose slots for storage are known."""
    seated: Counter[str] = Counter()
    for module, carrier, quantity in seats_of(plan).taken:
        if carrier.storage_slots is not None:
            seated[module.part_number] += quantity
    found = []
    for board, quantity in in_use(plan, Board):
        there = min(seated[board.part_number], quantity)
        seated[board.part_number] -= there
        if quantity > there:
            found.append((board, quantity - there))
    return found


def _hat_slots(hats: Sequence[tuple[Hat | PoeModule, int]], placed: Sequence[int]) -> list[_Place]:
    return [
        _Place(slot, many, hat=hat)
        for (hat, _), many in zip(hats, placed, strict=True)
        for slot in hat.storage_slots
    ]


def _leads(plan: Plan) -> list[_Place]:
    found = []
    for lead, quantity in in_use(plan, Cable):
        slot = usb_slot(lead)
        if slot is not None:
            found.append(_Place(slot, quantity, lead=True))
    return found


def _takes(place: _Place, item: Storage) -> bool:
    """Tell whether an item goes into a place; a microSD card sits in an adapter in an SD slot."""
    if item.slot != place.slot and (item.slot, place.slot) != ("microSD", "SD"):
        return False
    if place.hat is not None and drive_fit(item, place.hat) is Fit.DOES_NOT:
        return False
    return not item.fits or place.board is None or fit(item, place.board) is not Fit.DOES_NOT


def slot_of(item: Storage) -> PortKind | None:
    """Return the port of a board that a piece of storage takes; None if it is not known."""
    needs = item.needs()
    return needs[0].kind if needs else None
