"""Fold what lies in kits again: a build as its file has it, each kit written once."""

from collections.abc import Iterator

from planner.io.documents._kit_lists import KitUse, WrittenBuild, WrittenKit
from planner.model.build import Build, PartLine
from planner.model.kits import KitPath


def with_kits_folded(build: Build) -> Build:
    """Return a build with its lines as a file has them; one without kits as it is."""
    if not build.kits:
        return build
    kits: dict[str, WrittenKit] = {}
    by_reference: list[KitPath] = []
    for kit in build.kits:
        if any(kit.path[: len(path)] == path for path in by_reference):
            # It is written in the file of the build that the outer kit is.
            continue
        if kit.build is not None:
            by_reference.append(kit.path)
        lines = () if kit.build is not None else tuple(_lines_of(build, kit.path))
        kits.setdefault(
            kit.name,
            WrittenKit.model_construct(
                name=kit.name, title=kit.title, build=kit.build, positions=lines
            ),
        )
    facts = {name: getattr(build, name) for name in Build.model_fields}
    facts |= {"kits": tuple(kits.values()), "positions": tuple(_lines_of(build, ()))}
    return WrittenBuild.model_construct(**facts)


def _lines_of(build: Build, path: KitPath) -> Iterator[PartLine | KitUse]:
    """Yield the lines of one kit, or of the build: its parts, then its kits."""
    count = build.kit_counts[path]
    for each in build.positions:
        if each.within == path:
            facts = {name: getattr(each, name) for name in PartLine.model_fields}
            facts |= {"quantity": each.quantity // count, "spares": each.spares // count}
            yield PartLine.model_construct(**facts)
    for kit in build.kits:
        if kit.within == path:
            yield KitUse.model_construct(kit=kit.name, quantity=kit.quantity, why=kit.why)
