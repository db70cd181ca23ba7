"""Drives with HATs, coolers and cases, against every choice there is of small random catalogs."""

from collections import Counter
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.engine.sizing.size import size
from planner.model.catalog import Catalog
from planner.model.findings import Severity
from planner.model.parts import Board, Case, Hat, Other, Storage
from planner.model.proof import Status
from planner.model.requirement import Group, Requirement, Role
from tests.engine.sizing_cases import RATES, board, card, part, patch, shop, switch, wish
from tests.examples import examples

PRICES = st.integers(100, 3000).map(lambda cents: f"{Decimal(cents) / 100:.2f}")
NVME = ("NVMe",)
# What each board takes as it is, and whether its slot for NVMe needs an adapter.
BOARDS = {
    "card-only": {"storage_slots": ("microSD",)},
    "direct": {"storage_slots": NVME},
    "adapted": {"storage_slots": ("microSD", "NVMe"), "requires": ("NVMe adapter",)},
    "other": {"storage_slots": NVME, "requires": ("NVMe adapter",)},
    "cooled": {"storage_slots": ("microSD",), "requires": ("cooler",)},
    "boxed": {"storage_slots": ("microSD",), "requires": ("case",)},
    "both": {"storage_slots": ("microSD", "NVMe"), "requires": ("case", "cooler", "NVMe adapter")},
}
LISTS = st.sets(st.sampled_from(sorted(BOARDS)), min_size=1).map(
    lambda names: ", ".join(sorted(names))
)


@st.composite
def catalogs(draw: Any) -> Catalog:
    """Return up to three boards, drives, cards, HATs, kits, coolers and cases, each at a price."""
    names = draw(st.sets(st.sampled_from(sorted(BOARDS)), min_size=1, max_size=3))
    parts: list[Any] = [
        board(name, ram_mb=draw(st.sampled_from([1024, 4096])), **BOARDS[name])
        for name in sorted(names)
    ]
    parts += [card("card", 16), part(Storage, "bare", slot="NVMe", capacity_gb=500)]
    for index in range(draw(st.integers(0, 2))):
        parts.append(part(Hat, f"hat-{index}", fits=draw(LISTS), storage_slots=NVME))
    for index in range(draw(st.integers(0, 1))):
        parts.append(
            part(
                Storage, f"kit-{index}", slot="NVMe", capacity_gb=500, fits=draw(LISTS),
                includes=("NVMe adapter",),
            )
        )  # fmt: skip
    for index in range(draw(st.integers(0, 2))):
        parts.append(part(Other, f"cooler-{index}", kind="cooling", fits=draw(LISTS)))
    for index in range(draw(st.integers(1, 3))):
        shelves = draw(st.integers(1, 3))
        parts.append(part(Case, f"case-{index}", shelves=shelves, fits=draw(LISTS)))
    parts += [switch("switch", 8), patch()]
    return shop(*((each, draw(PRICES)) for each in parts))


@st.composite
def requirements(draw: Any) -> Requirement:
    nodes = draw(st.integers(1, 4))
    roles = ()
    if nodes > 1 and draw(st.booleans()):
        ram = draw(st.sampled_from([None, Decimal(4)]))
        gigabytes = draw(st.sampled_from([16, 500]))
        roles = (Role(name="r", nodes=draw(st.integers(1, nodes - 1)), ram_gb=ram,
                      storage_gb=gigabytes),)  # fmt: skip
    return wish(
        nodes=nodes,
        roles=roles,
        power="none",
        shelves=draw(st.booleans()),
        storage_gb=draw(st.sampled_from([16, 500])),
    )


def lists(fits: str) -> list[str]:
    return fits.split(", ")


def ways(catalog: Catalog, one: Board, item: Storage) -> list[Hat | None]:
    """Return with which HAT a drive gets onto a board; None for with none."""
    if item.fits and one.name not in lists(item.fits):
        return []
    slots = one.storage_slots or ()
    if item.slot not in slots:
        bare = item.slot == "NVMe" and not item.includes
        found: list[Hat | None] = []
    elif item.slot == "NVMe" and "NVMe adapter" in one.requires:
        bare = not item.includes
        found = [None] if item.includes else []
    else:
        return [None]
    hats = [h for h in catalog.parts if isinstance(h, Hat) and bare and one.name in lists(h.fits)]
    return [*found, *hats]


def cheapest(catalog: Catalog, wanted: Requirement) -> Decimal | None:
    """Return what the cheapest of all builds costs; None if there is none."""
    price = {each.part_number: each.price_breaks[0].price for each in catalog.offers}
    boards = [each for each in catalog.parts if isinstance(each, Board)]
    drives = [each for each in catalog.parts if isinstance(each, Storage)]
    coolers = [each for each in catalog.parts if isinstance(each, Other)]

    def nodes_of(group: Group) -> list[tuple[Board, Decimal]]:
        """Return each board that can be a node of a group, with what a node of it costs."""
        return [
            (one, sum((price[each.part_number] for each in pieces if each), Decimal(0)))
            for one, item in product(boards, drives)
            if (group.ram_mb is None or (one.ram_mb or 0) >= group.ram_mb)
            and (item.capacity_gb or 0) >= (group.storage_gb or 0)
            for mount in ways(catalog, one, item)
            for cooler in (coolers if "cooler" in one.requires else [None])
            if cooler is None or one.name in lists(cooler.fits)
            for pieces in [(one, item, mount, cooler)]
        ]

    choices = [nodes_of(group) for group in wanted.groups]
    best = None
    for chosen in product(*choices):
        nodes: Counter[str] = Counter()
        cost = price["switch"] + price["patch"] * (sum(g.most for g in wanted.groups) + 1)
        for (one, each), group in zip(chosen, wanted.groups, strict=True):
            nodes[one.name] += group.most
            cost += each * group.most
        inside = {
            one.name: nodes[one.name]
            for one, _ in chosen
            if wanted.shelves or "case" in one.requires
        }
        housing = housed(catalog, Counter(inside), price) if inside else Decimal(0)
        if housing is not None:
            best = min(filter(None, (best, cost + housing)))
    return best


def housed(catalog: Catalog, nodes: Counter[str], price: dict[str, Decimal]) -> Decimal | None:
    """Return what the cheapest cases cost that hold these boards, each in one made for it."""
    cases = [each for each in catalog.parts if isinstance(each, Case)]
    best = None
    for counts in product(range(sum(nodes.values()) + 1), repeat=len(cases)):
        # By Hall: every set of boards finds as many places as it has boards.
        enough = all(
            sum(nodes[name] for name in names)
            <= sum(
                (case.shelves or 0) * count
                for case, count in zip(cases, counts, strict=True)
                if not names.isdisjoint(lists(case.fits))
            )
            for size_of_it in range(1, len(nodes) + 1)
            for names in map(set, product(nodes, repeat=size_of_it))
        )
        if enough:
            pairs = zip(cases, counts, strict=True)
            cost = sum((price[case.part_number] * count for case, count in pairs), Decimal(0))
            best = cost if best is None else min(best, cost)
    return best


@examples(120)
@given(catalogs(), requirements())
def test_nothing_is_cheaper_and_all_that_is_chosen_fits(
    catalog: Catalog, wanted: Requirement
) -> None:
    found = size(wanted, catalog, RATES)
    best = cheapest(catalog, wanted)

    if best is None:
        assert found.status is Status.INFEASIBLE
        return
    assert found.bom is not None
    assert found.bom.total is not None
    assert found.bom.total.amount == best
    severe = [each for each in found.findings if each.severity is not Severity.NOTE]
    # Power was left to the person.
    assert {each.code for each in severe} <= {"charger-missing"}
