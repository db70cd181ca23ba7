"""Builds from `builds/<name>.toml`: one file per build, its name in the file's name."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from planner.io.readers.csv import file_content
from planner.io.text.problems import shown
from planner.io.text.toml import TomlText, mistakes, read_keys
from planner.model.build import Build
from planner.model.findings import Cell, Finding, Severity
from planner.model.nearest import nearest

_BUILDS = "builds"


def load_builds(folder: Path, *, prefix: str = "") -> tuple[tuple[Build, ...], tuple[Finding, ...]]:
    """Read every build of a catalog folder, in the order of their names.

    `prefix` stands before the names of its files in what is said of them.
    A file with a mistake in it gives no build, and one finding for each mistake.
    """
    builds: list[Build] = []
    findings: list[Finding] = []
    place = folder / _BUILDS
    paths = sorted(place.iterdir()) if place.is_dir() else []
    for path in paths:
        if path.suffix.lower() == ".toml" and not path.name.startswith("."):
            file = f"{prefix}{_BUILDS}/{path.name}"
            content, unread = file_content(path, file)
            findings.extend(unread)
            if content is not None:
                build, found = read_build(file, content)
                builds.extend([build] if build else [])
                findings.extend(found)
    findings.extend(_unknown_predecessors(builds))
    return tuple(builds), tuple(findings)


def read_build(file: str, content: bytes) -> tuple[Build | None, tuple[Finding, ...]]:
    """Read one build from the bytes of a TOML file; its name is the file's, without `.toml`."""
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
    try:
        return Build.model_validate(keys), notes
    except ValidationError as error:
        found = error.errors(include_url=False)
    return None, (*notes, *mistakes(file, text, found, root=Build, what="build"))


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
