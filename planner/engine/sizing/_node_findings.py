"""What is told of one node more: what is not known, what the build lacks, and why there is none."""

from collections.abc import Iterable, Iterator

from planner.engine.fitting.parts_in_use import in_use, switches_of
from planner.model.build import Build
from planner.model.code_kinds import About
from planner.model.findings import Finding, Severity
from planner.model.parts import Board, Case, Charger
from planner.model.plan import Plan


def each_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings that say different things: the same is said of the build with the node."""
    return tuple({found.message: found for found in findings}.values())


def unknown_places(plan: Plan) -> Iterator[Finding]:
    """Yield what nobody knows of what nodes share: then they may be full without a word of it."""
    shared = [part for part, _ in (*switches_of(plan), *in_use(plan, Charger), *in_use(plan, Case))]
    names = {part.name for part in shared}
    for each in plan.findings:
        if each.meaning.about is About.UNCHECKED and not names.isdisjoint(each.parts):
            yield each


def nothing_to_copy(build: Build) -> Finding:
    """Return that a build has no node yet that another could be like."""
    return Finding(
        code="next-node-no-board",
        severity=Severity.NOTE,
        subject=build.name,
        message=f"{build.title} has no boards yet, so there is no node to copy.",
        hint="Choose a board first.",
    )


def not_in_build(board: str, build: Build) -> Finding:
    """Return that a build does not have the board that a node is to be."""
    return Finding(
        code="next-node-other-board",
        severity=Severity.ERROR,
        subject=board,
        message=f"{build.title} has no board {board}, so no further node can be like it.",
        hint="Name a board of the build, or add one to it.",
    )


def no_place(board: Board, build: Build) -> Finding:
    """Return that no parts give a further node its place."""
    return Finding(
        code="next-node-no-place",
        severity=Severity.WARNING,
        subject=build.name,
        message=f"Nothing in the catalog gives {build.title} a place for one more {board.name}.",
        hint="See what is in the way, and choose parts for it by hand.",
    )


def old_prices_added(before: Plan, after: Plan) -> list[Finding]:
    """Return that prices are old, where that is so of what is added, too."""
    known = {name for each in before.findings if each.meaning.beside_total for name in each.parts}
    told = (each for each in after.findings if each.meaning.beside_total)
    return [each for each in told if not known.issuperset(each.parts)]
