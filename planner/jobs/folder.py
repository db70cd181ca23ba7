"""Open a catalog folder: its catalog, its builds, and what is wrong with either."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from planner.engine.planning.plan import make_plan
from planner.io.catalog.folder import load_catalog
from planner.io.catalog.own_folder import trouble_with
from planner.io.documents.builds import NONE, load_builds, read_build
from planner.io.own.documents import seen_mark
from planner.io.readers.csv import file_content
from planner.jobs.kits import kit_of, known_kits
from planner.model.build import Build
from planner.model.catalog import OWN, Catalog
from planner.model.codes import NETWORK_MISSING, PART_UNKNOWN
from planner.model.filed import told
from planner.model.findings import Cell, Finding, PlannerError, Severity
from planner.model.money import RateTable
from planner.model.nearest import did_you_mean


@dataclass(frozen=True)
class Workspace:
    """A catalog folder as loaded: its catalog, its builds, and what was wrong with either.

    `own` is the folder of one's own that lies over it; it need not be there. `own_builds` are the
    builds of it by name, each with the mark of its file.
    """

    folder: Path
    catalog: Catalog
    builds: tuple[Build, ...]
    findings: tuple[Finding, ...]
    own: Path | None = None
    own_builds: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def shipped_builds(self) -> tuple[str, ...]:
        """Return the names of the builds that are nobody's own."""
        return tuple(each.name for each in self.builds if each.name not in self.own_builds)

    def build(self, name: str) -> Build:
        """Return a build by name; an unknown name is a PlannerError with the nearest one."""
        for build in self.builds:
            if build.name == name:
                return build
        for finding in self.findings:
            # A build that could not be read is not unknown: say what is wrong with its file.
            in_it = finding.cell is not None and finding.cell.file in _files_of(name)
            if in_it and finding.severity is Severity.ERROR:
                raise PlannerError(finding)
        names = [build.name for build in self.builds]
        hint = did_you_mean(name, names)
        raise PlannerError(
            Finding(
                code="build-unknown",
                severity=Severity.ERROR,
                subject=name,
                message=f"There is no build {name!r} in {self.folder / 'builds'}.",
                hint=f"{hint}Known builds: {', '.join(names) or 'none'}.",
            )
        )

    @property
    def known_kits(self) -> Mapping[str, Build]:
        """Return its builds by name, each as the kit that it is where another build has it."""
        return known_kits(self.builds, self.catalog)

    def build_of(self, asked: str | Build) -> Build:
        """Return the build that a question is about: named, or brought along as it is."""
        return self.build(asked) if isinstance(asked, str) else asked


def _files_of(build: str) -> tuple[str, str]:
    """Return how the file of a build is called, shipped and in one's own folder."""
    return f"builds/{build}.toml", f"{OWN}builds/{build}.toml"


def open_build(path: Path, *, known: Mapping[str, Build] = NONE) -> Build:
    """Read a build from a file of its own; what is wrong with it is a PlannerError.

    `known` are the builds that a kit of it may be.
    """
    if not path.exists():
        raise PlannerError(
            Finding(
                code="build-file-missing",
                severity=Severity.ERROR,
                subject=path.stem,
                message=f"There is no file {str(path)!r}.",
                hint="Name a build of the catalog, or a .toml file that exists.",
            )
        )
    content, findings = file_content(path, path.name)
    return build_of_file(path.name, content, findings, known=known)


def build_of_file(
    name: str,
    content: bytes | None,
    findings: tuple[Finding, ...],
    *,
    known: Mapping[str, Build] = NONE,
) -> Build:
    """Return the build that a file holds; `findings` say why, where it could not be read."""
    build = None
    if content is not None:
        build, findings = read_build(name, content, known=known)
    if build is not None:
        return build
    first, *others = [finding for finding in findings if finding.severity is Severity.ERROR]
    more = f" There are {len(others)} more mistakes in this file." if others else ""
    raise PlannerError(first.model_copy(update={"hint": f"{first.advice()}{more}"}))


def open_workspace(folder: Path, *, today: date, own: Path | None = None) -> Workspace:
    """Load a catalog folder, and one's own that lies over it if that is there.

    A catalog folder that is not there is a PlannerError.
    """
    catalog = load_catalog(folder, today, own=own)
    as_kit = partial(kit_of, catalog=catalog)
    builds, findings = load_builds(folder, as_kit=as_kit)
    marks: dict[str, str] = {}
    if own is not None and trouble_with(own) is None:
        # Before they are read: of a file that changes meanwhile the mark is the older one.
        marks = _marks(own)
        shipped = {build.name: build for build in builds}
        mine, more = load_builds(own, prefix=OWN, known=shipped, as_kit=as_kit)
        marks = {build.name: marks[build.name] for build in mine if build.name in marks}
        by_name = {build.name: build for build in (*builds, *mine)}
        builds = tuple(by_name[name] for name in sorted(by_name))
        findings = (*findings, *more)
    return Workspace(folder, catalog, builds, (*catalog.findings, *findings), own, marks)


def _marks(own: Path) -> dict[str, str]:
    """Return what the files of one's own builds hold, each by a mark.

    What cannot be read has none, and is told by whoever reads the builds.
    """
    marks: dict[str, str] = {}
    with suppress(OSError):
        for path in own.glob("builds/*.toml"):
            with suppress(PlannerError):
                mark = seen_mark(own, f"builds/{path.name}")
                marks |= {} if mark is None else {path.stem: mark}
    return marks


def check_workspace(workspace: Workspace, *, today: date) -> tuple[Finding, ...]:
    """Return what is wrong in a catalog folder, builds that name a part nobody knows included.

    Promises to make a part until a day that has passed are told, too: somebody should look again.
    """
    # Nobody else asks what is known of networks when a folder is opened.
    from planner.io.catalog.network import load_network

    # A folder need not say anything of networks: it is no mistake that it does not.
    network = load_network(workspace.folder)[1]
    found = [*workspace.findings, *(each for each in network if each.code != NETWORK_MISSING)]
    for build in workspace.builds:
        place = Cell(file=f"builds/{build.name}.toml")
        # Which parts are known does not depend on rates, so none are looked up.
        met = make_plan(build, workspace.catalog, rates=RateTable()).findings
        unknown = (finding for finding in met if finding.code == PART_UNKNOWN)
        found.extend(finding.model_copy(update={"cell": place}) for finding in unknown)
    found.extend(_passed_promises(workspace.catalog, today))
    return tuple(found)


def _passed_promises(catalog: Catalog, today: date) -> Iterator[Finding]:
    """Yield a warning for each part whose maker promised it until a day that has passed."""
    for place, floor in enumerate(told(catalog.parts, "made_until")):
        if floor is None or floor >= today:
            continue
        part = catalog.parts[place]
        if part.ended_on is not None:
            continue
        yield Finding(
            code="promise-passed",
            severity=Severity.WARNING,
            subject=part.part_number,
            message=f"The maker of {part.part_number} promised it until at least {floor}, which "
            "has passed: whether it is still made is not known.",
            hint="Check its lifecycle_source, and enter the new date or the date it ended.",
            cell=Cell(
                file=f"parts/{part.category}.csv", column="made_until", value=floor.isoformat()
            ),
        )
