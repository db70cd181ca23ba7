"""Builds from `builds/<name>.toml`: one file per build, its name in the file's name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from planner.io.documents._kit_lists import WrittenBuild, has_kits
from planner.io.documents._kit_reading import read_with_kits
from planner.io.documents.referred_builds import Known, builds_named_in, in_circle
from planner.io.readers.csv import file_content
from planner.io.text.problems import shown
from planner.io.text.toml import TomlText, mistakes, read_keys
from planner.model.build import Build
from planner.model.findings import Cell, Finding, Severity
from planner.model.nearest import nearest

_BUILDS = "builds"
NONE: Mapping[str, Build] = MappingProxyType({})


def load_builds(
    folder: Path,
    *,
    prefix: str = "",
    known: Mapping[str, Build] = NONE,
    as_kit: Callable[[Build], Build] = lambda build: build,
) -> tuple[tuple[Build, ...], tuple[Finding, ...]]:
    """Read every build of a catalog folder, in the order of their names.

    `prefix` stands before the names of its files in what is said of them. A file with a mistake in
    it gives no build, and one finding for each mistake. A kit may be another build of the folder,
    or one of those `known` beside it; `as_kit` makes the kit of a build.
    """
    place = folder / _BUILDS
    paths = sorted(place.iterdir()) if place.is_dir() else []
    files = [each for each in paths if each.suffix.lower() == ".toml"]
    found: dict[str, tuple[Finding, ...]] = {}
    contents: dict[str, tuple[str, bytes]] = {}
    for path in files:
        if not path.name.startswith("."):
            file = f"{prefix}{_BUILDS}/{path.name}"
            content, found[path.stem] = file_content(path, file)
            if content is not None:
                contents[path.stem] = file, content
    read: dict[str, Build] = {}
    usable, rest = Known(known, as_kit), _kits_of(contents)
    # Each time those whose kits were read before; without kits of another build all at once.
    while ready := [name for name, kits in rest.items() if not kits & rest.keys()]:
        for name in ready:
            build, said = read_build(*contents[name], known=usable)
            found[name] = (*found[name], *said)
            if build is not None:
                read[name] = build
                usable.add(build)
            del rest[name]
    found |= {name: (*found[name], in_circle(*contents[name], _way(name, rest))) for name in rest}
    builds = [read[name] for name in found if name in read]
    findings = [each for said in found.values() for each in said]
    return tuple(builds), (*findings, *_unknown_predecessors(builds))


def _kits_of(contents: Mapping[str, tuple[str, bytes]]) -> dict[str, frozenset[str]]:
    """Return which builds of a folder the kits of each are."""
    return {
        name: builds_named_in(file, content) & contents.keys()
        for name, (file, content) in contents.items()
    }


def _way(name: str, kits: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return how the kits of a build lead in a circle, from build to build."""
    way = [name]
    while way.count(way[-1]) < 2:
        way.append(min(kits[way[-1]] & kits.keys()))
    return tuple(way)


def read_build(
    file: str, content: bytes, *, known: Mapping[str, Build] = NONE
) -> tuple[Build | None, tuple[Finding, ...]]:
    """Read one build from the bytes of a TOML file; its name is the file's, without `.toml`.

    `known` are the builds that a kit of it may be, by name.
    """
    hint = "Compare it with another build."
    keys, text, notes = read_keys(file, content, what="build", hint=hint)
    if keys is None:
        return None, notes
    name = Path(file).stem
    called = keys.setdefault("name", name)
    if called != name:
        message = f"The build is called {shown(str(called))}, its file {name!r}."
        place = TomlText(file, text).place_of(("name",), str(called))
        return None, (*notes, _finding(name, message, "Give both the same name.", place))
    if has_kits(keys):
        build, found = read_with_kits(file, text, keys, known)
        return build, (*notes, *found)
    try:
        return Build.model_validate(keys), notes
    except ValidationError as error:
        wrong = error.errors(include_url=False)
    return None, (*notes, *mistakes(file, text, wrong, root=WrittenBuild, what="build"))


def _finding(subject: str, message: str, hint: str, cell: Cell) -> Finding:
    return Finding(
        code="build-invalid",
        severity=Severity.ERROR,
        subject=subject,
        message=message,
        hint=hint,
        cell=cell,
    )


def _unknown_predecessors(builds: Sequence[Build]) -> Iterator[Finding]:
    names = [build.name for build in builds]
    for build in builds:
        if build.successor_of is None or build.successor_of in names:
            continue
        near = nearest(build.successor_of, names)
        yield Finding(
            code="build-predecessor-unknown",
            severity=Severity.WARNING,
            subject=build.name,
            message=f"There is no build {build.successor_of!r} that this one could follow.",
            hint=f"Did you mean {near}?" if near else "Add it, or remove successor_of.",
            cell=Cell(
                file=f"{_BUILDS}/{build.name}.toml", column="successor_of", value=build.successor_of
            ),
        )
