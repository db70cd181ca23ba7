"""Print how much of the hardware that people build with the planner can tell something of.

Three figures: how many boards can be sized on their own, of those that the catalog began with and
of all, each other one with its reason; what lists that others published come to, and which findings
they have; and the boards that are proposed for eight nodes where nothing else is wished. Run it
from the top of the checkout: `python -m scripts.hardware_figures`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from planner.engine.solving.effort import Effort
from planner.jobs.folder import Workspace, open_build, open_workspace
from planner.jobs.plans import cost_build
from planner.jobs.sizing import propose
from planner.model.build import Build
from planner.model.cost_question import CostTerms
from planner.model.findings import Severity
from planner.model.parts import Board
from planner.model.questions import SizeQuestion
from planner.model.requirement import Requirement
from planner.model.words import counted
from scripts.sizable_boards import sizable

TOP = Path(__file__).resolve().parents[1]
LISTS = TOP / "tests" / "data" / "published"
PUBLISHED = ("mini-rack-002", "pi-5-poe-2026")  # the lists of others that the catalog has
NODES = 8
# The boards of the catalog before those of 2026 came: by them progress is told.
FIRST_BOARDS = frozenset(
    """
    rpi-1b rpi-1bplus rpi-2b rpi-3b rpi-3bplus rpi-3aplus rpi-4b-1gb rpi-4b-2gb rpi-4b-4gb
    rpi-4b-8gb rpi-5-2gb rpi-5-4gb rpi-5-8gb rpi-5-16gb rpi-zero-w rpi-zero-2w rpi-400 rpi-500
    rpi-500plus rpi-cm3plus rpi-cm4-8gb rpi-cm5-4gb-32gb rpi-cm0 rock-pi-4a rock-pi-4b-4gb
    rock-pi-x rock-pi-e radxa-rock-5b radxa-rock-5c radxa-cm5 radxa-cm3 radxa-x4-8gb
    radxa-dragon-q6a radxa-orion-o6 orangepi-5 orangepi-5-max-8gb orangepi-cm4-4gb
    orangepi-zero-2w bananapi-cm4 bigtreetech-cb1 turing-rk1-32gb turing-rk1-16gb pine64-soquartz
    librecomputer-aml-s905x-cc visionfive-2 milkv-mars milkv-mars-cm milkv-jupiter sifive-p550
    lattepanda-mu-8gb gmktec-g3-plus minisforum-ms-r1 apple-mac-mini-m4 odroid-xu4 odroid-c2
    odroid-c1plus minnowboard-max odroid-h3plus rock64-4gb hp-prodesk-400-g4-i5-8500t
    intel-nuc6i5syh beelink-s12-n95
    """.split()
)


def board_lines(found: list[tuple[Board, str]]) -> Iterator[str]:
    """Yield how many boards can be sized on their own, then the others under their reasons."""
    first = [(board, reason) for board, reason in found if board.part_number in FIRST_BOARDS]
    for told, boards in (("of the first catalog", first), ("of all", found)):
        can = sum(not reason for _, reason in boards)
        share = f"{can / len(boards):.0%}"
        yield f"{can} of {len(boards)} boards {told} can be sized on their own: {share}"
    kept_out: dict[str, list[str]] = defaultdict(list)
    for board, reason in found:
        if reason:
            mark = "" if board.part_number in FIRST_BOARDS else " (later)"
            kept_out[reason].append(f"{board.part_number}{mark}")
    for reason, numbers in sorted(kept_out.items(), key=lambda each: -len(each[1])):
        yield f"{len(numbers):4}  {reason}\n      {', '.join(numbers)}"


def published_lists(workspace: Workspace) -> Iterator[Build]:
    """Yield the lists of parts that others published: of the catalog, and of the tests alone."""
    for name in PUBLISHED:
        yield workspace.build(name)
    for file in sorted(LISTS.glob("*.toml")):
        yield open_build(file)


def list_line(build: Build, workspace: Workspace) -> str:
    """Return what a published list comes to, what it says itself, and its errors and warnings."""
    plan, bom = cost_build(build, workspace.catalog, CostTerms(currency=build.currency))
    printed = build.published_total()
    said = "prints no total" if printed is None else f"prints {printed}"
    codes = {
        severity: Counter(each.code for each in plan.findings if each.severity is severity)
        for severity in (Severity.ERROR, Severity.WARNING)
    }
    told = "; ".join(
        f"{counted(found.total(), severity)}{': ' if found else ''}{', '.join(found)}"
        for severity, found in codes.items()
    )
    return f"{build.title}: {bom.total or 'no total'}, {said}; {told}"


def proposed(workspace: Workspace, on: date) -> Iterator[str]:
    """Yield what is proposed for eight nodes where nothing else is wished: what, and of when."""
    asked = SizeQuestion(wanted=Requirement(nodes=NODES, on=on))
    found = propose(asked, workspace.catalog, Effort()).sizing
    if found.plan is None or found.bom is None:
        yield f"For {NODES} nodes nothing is proposed: {found.status}"
        return
    yield f"For {NODES} nodes: {found.bom.total}, {found.status}"
    for line in found.plan.bill.lines:
        part = workspace.catalog.by_number[line.part_number]
        price = line.price
        age = "no price" if price is None else f"priced on {price.as_of}"
        yield f"  {line.quantity} x {part.name}: {part.lifecycle_on(on)}, {age}"


def main() -> None:
    """Print the figures."""
    today = datetime.now().astimezone().date()
    workspace = open_workspace(TOP / "catalogs", today=today)
    print("\n".join(board_lines(list(sizable(workspace, today)))), end="\n\n")
    print("\n".join(list_line(b, workspace) for b in published_lists(workspace)), end="\n\n")
    print("\n".join(proposed(workspace, today)))


if __name__ == "__main__":
    main()
