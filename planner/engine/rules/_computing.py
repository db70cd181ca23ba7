"""Rules about what runs on the boards, and which buses it shares. Named in RULES of `rules.py`."""

from collections.abc import Iterator

from planner.engine.fitting.parts_in_use import in_use
from planner.engine.rules._verdicts import unchecked, verdict
from planner.model.findings import Finding, Severity
from planner.model.parts import Board
from planner.model.plan import Plan
from planner.model.words import lacking, listed


def containers_run_on_the_boards(plan: Plan) -> Iterator[Finding]:
    """Today's official container images are built for armv7, arm64 and x86-64, not for armv6."""
    boards = in_use(plan, Board)
    old = [(board, quantity) for board, quantity in boards if board.isa == "armv6"]
    vague = lacking(boards, lambda board: board.isa is None)
    if vague:
        yield unchecked(plan, "container images", "The CPU architecture is not known", vague)
    if old:
        yield verdict(
            "isa-armv6",
            Severity.WARNING,
            plan.build.name,
            f"{listed(old)}: these boards run armv6 only, and today's official container images "
            "are not built for it.",
            "For Docker or Kubernetes choose boards of armv7, arm64 or x86-64.",
        )


def shared_bus_limits_heavy_writes(plan: Plan) -> Iterator[Finding]:
    """On a Pi 1 to 3 the network and all USB ports share one USB 2.0 bus of 480 Mbit/s."""
    shared = [
        (board, quantity) for board, quantity in in_use(plan, Board) if board.nic_bus == "usb2"
    ]
    if shared:
        yield verdict(
            "bus-shared",
            Severity.NOTE,
            plan.build.name,
            f"{listed(shared)}: network port and USB ports share one USB 2.0 bus of 480 Mbit/s, "
            "half duplex. The card slot has a controller of its own.",
            "Fine for web pages and learning; not suited to continuous heavy writes, such as "
            "video encoding to a USB disk.",
        )
