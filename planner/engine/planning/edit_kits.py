"""Change the kits of a build: how many of one there are, what it is called, or that there is none.

Kits of one name are one thing: where one lies in several kits of another name, each of those
changes with it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from planner.engine.planning.edit import with_positions
from planner.engine.planning.kit_lines import kits_with_parts, on_its_own
from planner.model.build import Build, ForAllCopies, Position
from planner.model.kits import MAX_PIECES, Kit, KitPath


def most_of_kit(build: Build, path: KitPath) -> int:
    """Return how many of a kit there may be at most in what it lies in."""
    return min(
        MAX_PIECES // (each.quantity // kit.quantity)
        for kit in _uses(build, path)
        for each in _inside(build, kit.path)
    )


def _uses(build: Build, path: KitPath) -> list[Kit]:
    """Return the kits that are the same line of the same list as one of them, itself included."""
    return [
        kit
        for kit in build.kits
        if kit.path[-2:] == path[-2:] and bool(kit.within) == bool(path[:-1])
    ]


def _inside(build: Build, path: KitPath) -> Iterator[Position]:
    return (each for each in build.positions if each.within[: len(path)] == path)


def with_kit_quantity(build: Build, path: KitPath, quantity: int) -> Build:
    """Return the build with another number of a kit, wherever it is this line; 0 takes it out.

    What was replaced in it was paid for once, so it stays as it is and lies in no kit any more.
    What is owned in it is owned once, so as many pieces as there are now serve all of the kits.
    """
    most = most_of_kit(build, path)
    if not 0 <= quantity <= most:
        raise ValueError(f"there may be 0 to {most} of this kit, not {quantity}")
    own = on_its_own(build, path[:-1])
    uses = {kit.path: kit for kit in _uses(own, path)}
    if quantity and any(kit.quantity != quantity for kit in uses.values()):
        own = _owned_once(_replaced_moved_out(own, uses), uses)
    positions = own.positions
    for kit in uses.values():
        positions = tuple(_times(each, kit, quantity) for each in positions)
    kits = tuple(
        kit.model_copy(update={"quantity": quantity}) if kit.path in uses else kit
        for kit in own.kits
    )
    left = tuple(each for each in positions if each.quantity)
    return with_positions(own.model_copy(update={"kits": kits_with_parts(kits, left)}), left)


def _replaced_moved_out(build: Build, paths: Collection[KitPath]) -> Build:
    """Return the build with what was replaced in kits, and in kits in them, outside of all kits.

    Kits of one name are one thing: it is outside wherever one of those names is used.
    """
    names = _names_in(build, paths)
    if not any(each.retired and names & {*each.within[-1:]} for each in build.positions):
        return build
    own = on_its_own(build, tuple(names))
    positions = tuple(
        each.model_copy(update={"within": ()})
        if each.retired and names & {*each.within[-1:]}
        else each
        for each in own.positions
    )
    return own.model_copy(update={"positions": positions})


def _owned_once(build: Build, paths: Collection[KitPath]) -> Build:
    """Return the build with what is owned in kits, and in kits in them, counted for all copies.

    It serves as many of the kits as it can, and one copy of the build, as before.
    """
    names, pieces = _names_in(build, paths), Counter[str]()
    positions = []
    for each in build.positions:
        if each.owned and not each.retired and names & {*each.within[-1:]}:
            pieces[each.part_number] += each.quantity
            positions.append(each.model_copy(update={"owned": False}))
        else:
            positions.append(each)
    if not pieces:
        return build
    counted = {each.part_number: each for each in build.for_all_copies}
    for number, many in pieces.items():
        there = counted.get(number, ForAllCopies(part_number=number))
        counted[number] = there.model_copy(update={"owned": there.owned + many})
    change = {"positions": tuple(positions), "for_all_copies": tuple(counted.values())}
    return on_its_own(build, tuple(names)).model_copy(update=change)


def _names_in(build: Build, paths: Collection[KitPath]) -> set[str]:
    """Return the names of kits of some paths, and of all that lie in them."""
    return {
        name
        for kit in build.kits
        for path in paths
        if kit.path[: len(path)] == path
        for name in kit.path[len(path) - 1 :]
    }


def _times(each: Position, kit: Kit, quantity: int) -> Position:
    """Return a position with as many pieces as so many of a kit have."""
    if each.within[: len(kit.path)] != kit.path:
        return each
    change = {
        "quantity": each.quantity // kit.quantity * quantity,
        "spares": each.spares // kit.quantity * quantity,
    }
    return each.model_copy(update=change)


def renamed(build: Build, path: KitPath, title: str) -> Build:
    """Return the build with another title of a kit, wherever that is used."""
    kits = tuple(
        kit.model_copy(update={"title": title}) if kit.name == path[-1] else kit
        for kit in build.kits
    )
    return build.model_copy(update={"kits": kits})


def dissolved(build: Build, path: KitPath) -> Build:
    """Return the build without the kits of a name: their lines lie in what those lay in."""
    name = path[-1]
    outer = tuple(each for kit in build.kits if kit.name == name for each in kit.within)
    own = on_its_own(build, (*outer, name))
    quantities = {kit.path: kit.quantity for kit in own.kits}

    def out(where: KitPath) -> KitPath:
        return tuple(each for each in where if each != name)

    moved: dict[KitPath, list[tuple[Kit, bool]]] = {}
    for kit in own.kits:
        if kit.name != name:
            was_inside = kit.within[-1:] == (name,)
            count = kit.quantity * (quantities[kit.within] if was_inside else 1)
            now = kit.model_copy(update={"path": out(kit.path), "quantity": count})
            moved.setdefault(now.path, []).append((now, was_inside))
    positions = (each.model_copy(update={"within": out(each.within)}) for each in own.positions)
    return with_positions(own.model_copy(update={"kits": _together(moved)}), positions)


def _together(moved: Mapping[KitPath, Sequence[tuple[Kit, bool]]]) -> tuple[Kit, ...]:
    """Return one kit a path: what lay in a kit that is gone is added to its like beside that."""
    kits = []
    for alike in moved.values():
        first = alike[0][0]
        if any(was_inside for _, was_inside in alike):
            first = first.model_copy(update={"quantity": sum(kit.quantity for kit, _ in alike)})
        kits.append(first)
    return tuple(kits)


# What each node has of its own, where there is enough of it for every node.
_OF_A_NODE = ("carrier", "memory", "storage", "hat", "nic", "cable", "poe", "case", "charger")
NODE = "node"


def with_nodes_as_kit(build: Build) -> Build | None:
    """Return the build with its equal nodes as a kit: a board, and what there is for each of them.

    Of several kinds of boards it is that of which there are most. None where no two nodes have
    anything in common but their board, or where the build has kits already. Each line of the bill
    is one position, as in an own copy.
    """
    used = {place: each.quantity - each.spares for place, each in _in_use(build)}
    boards = [place for place in used if build.positions[place].slot == "board"]
    if build.kits or not boards:
        return None
    board = max(boards, key=lambda place: (used[place], -place))
    nodes = used[board]
    each_has = {
        place: many // nodes
        for place, many in used.items()
        if nodes > 1 and build.positions[place].slot in _OF_A_NODE and many >= nodes
    }
    if not each_has:
        return None
    path = (NODE,)
    positions = []
    for place, position in enumerate(build.positions):
        inside = nodes * (each_has | {board: 1}).get(place, 0)
        if inside:
            # What is said of the number of all nodes does not hold for one of them.
            why = f"{inside // nodes} for each node"
            lying = {"within": path, "quantity": inside, "spares": 0, "why": why}
            positions.append(position.model_copy(update=lying))
        if position.quantity > inside:
            rest = {"quantity": position.quantity - inside}
            positions.append(position.model_copy(update=rest))
    kit = Kit(path=path, quantity=nodes, title="Node")
    return with_positions(build.model_copy(update={"kits": (kit,)}), positions)


def _in_use(build: Build) -> Iterator[tuple[int, Position]]:
    return ((place, each) for place, each in enumerate(build.positions) if not each.retired)
