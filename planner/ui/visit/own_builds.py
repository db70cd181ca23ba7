"""The builds that are kept in the folder of one's own: saved, renamed, copied, taken out."""

from planner.jobs.kept_builds import drop_build, keep_build
from planner.model.build import Build
from planner.model.kept_builds import name_for
from planner.ui.visit import in_view


def names() -> tuple[str, ...]:
    """Return the names of the builds of one's own, by their titles."""
    known = in_view.workspace()
    return tuple(sorted(known.own_builds, key=lambda name: known.build(name).title.casefold()))


def save_new(build: Build) -> str:
    """Keep a build beside the others, and return its name; no two have one title."""
    named = build.model_copy(update={"title": free_title(build.title)})
    taken = [each.name for each in in_view.workspace().builds]
    return _keep(name_for(named.title, taken), named, seen=None)


def free_title(title: str, *, but: str = "") -> str:
    """Return a title that no build but one has yet: `My Kraken`, `My Kraken (2)`."""
    others = (each for each in in_view.workspace().builds if each.name != but)
    taken = {each.title.casefold() for each in others}
    numbered = (f"{title} ({number})" for number in range(2, len(taken) + 3))
    return next(each for each in (title, *numbered) if each.casefold() not in taken)


def save_over(name: str, build: Build, *, seen: str | None) -> str:
    """Keep a build in the place of the one of that name, if it is still as it was seen."""
    return _keep(name, build, seen=seen)


def _keep(name: str, build: Build, *, seen: str | None) -> str:
    folder = in_view.workspace()
    shipped = folder.shipped_builds
    own = in_view.settings().data
    keep_build(
        own,
        build,
        in_view.catalog(),
        name=name,
        seen=seen,
        shipped=shipped,
        known=folder.known_kits,
    )
    in_view.begin()
    return name


def rename(name: str, title: str) -> None:
    """Call a build of one's own something else; its links stay the same."""
    folder = in_view.workspace()
    renamed = folder.build(name).model_copy(update={"title": free_title(title, but=name)})
    _keep(name, renamed, seen=folder.own_builds[name])


def copy(name: str) -> str:
    """Keep another build like one of one's own, and return its name."""
    build = in_view.workspace().build(name)
    return save_new(build.model_copy(update={"title": f"{build.title} copy", "began_as": name}))


def take_out(name: str) -> Build:
    """Take a build of one's own out, and return it as it was, to be put back."""
    folder = in_view.workspace()
    build = folder.build(name)
    drop_build(in_view.settings().data, name, title=build.title, seen=folder.own_builds[name])
    in_view.begin()
    return build


def put_back(build: Build) -> None:
    """Keep a build again that was taken out."""
    _keep(build.name, build, seen=None)
