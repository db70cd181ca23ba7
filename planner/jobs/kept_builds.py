"""Keep builds in a folder of one's own, and take them out again: whole, or not at all."""

from collections.abc import Collection, Mapping
from pathlib import Path

from planner.engine.planning.carried import with_own_rows
from planner.engine.planning.kit_lines import on_its_own
from planner.io.documents.builds import NONE, read_build
from planner.io.documents.toml_text import build_toml
from planner.io.own.documents import drop_document, put_document
from planner.model.build import Build
from planner.model.catalog import Catalog
from planner.model.findings import Cell, Finding, PlannerError, Severity
from planner.model.kept_builds import Done, KeptBuild


def file_of(name: str) -> str:
    """Return where a build is kept, below the folder of one's own."""
    return f"builds/{name}.toml"


def keep_build(
    own: Path,
    build: Build,
    catalog: Catalog,
    *,
    name: str,
    seen: str | None,
    shipped: Collection[str] = (),
    known: Mapping[str, Build] = NONE,
) -> KeptBuild:
    """Write a build under a name, with the parts and prices in it that are one's own.

    A kit that is one of the `known` builds stays so, if that still holds what the build does.

    `seen` is the mark of the file as the person saw it, None for a new one. PlannerError, and
    nothing is written: a shipped build has that name, somebody else changed the file meanwhile, it
    cannot be written, or what would be written could not be read again.
    """
    if name in shipped:
        raise _refused(
            "build-name-taken",
            name,
            f"A shipped build is called {name!r}.",
            "Give yours another name: a shipped build stays as it is.",
        )
    kept = with_own_rows(build, catalog).model_copy(update={"name": name})
    read, content, findings = _as_read(kept, known)
    if read != kept or name in {kit.build for kit in kept.kits}:
        kept = on_its_own(kept)
        read, content, findings = _as_read(kept, known)
    if read != kept:
        why = next((each.message for each in findings), "it would not be the same build.")
        raise _refused("build-not-kept", name, f"Nothing was written: {why}", "Make it smaller.")
    mark = put_document(own, file_of(name), content, seen=seen)
    return KeptBuild(str(own), name, build.title, Done.SAVED, file_of(name), mark)


def _as_read(
    kept: Build, known: Mapping[str, Build]
) -> tuple[Build | None, bytes, tuple[Finding, ...]]:
    """Return what the file of a build would be read as, and the file."""
    content = build_toml(kept).encode()
    read, findings = read_build(file_of(kept.name), content, known=known)
    return read, content, findings


def drop_build(own: Path, name: str, *, title: str, seen: str) -> KeptBuild:
    """Take a kept build out; a copy of its file stays in `backups`. Raises as `keep_build` does."""
    copy = drop_document(own, file_of(name), seen=seen)
    return KeptBuild(str(own), name, title, Done.REMOVED, file_of(name), copy=str(copy))


def _refused(code: str, name: str, message: str, hint: str) -> PlannerError:
    return PlannerError(
        Finding(
            code=code,
            severity=Severity.ERROR,
            subject=name,
            message=message,
            hint=hint,
            cell=Cell(file=file_of(name)),
        )
    )
