"""Commands on builds of one's own: keep one, and take one out again."""

from typing import Annotated

import typer

from planner.cli.options import Format, Output, Reply, build_of, folder_of, one_of, today


def save(
    build: Annotated[
        str, typer.Argument(metavar="BUILD", help="A .toml file, or a build of the catalog.")
    ],
    *,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Title.  [default: unchanged]")
    ] = None,
    replace: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Replace this build of your own."),
    ] = None,
    style: Output = Format.TABLE,
) -> Reply:
    """Save a build as one of your own: the app lists it under My builds; commands know its name.

    Parts and prices of your own catalog are written into it.

    \b
    planner builds save my.toml                     keep it under its title
    planner builds save kraken --title "My Kraken"  a copy of Kraken to change
    planner builds save my.toml --replace my        replace the one saved before
    """
    from planner.cli.answers.kept_builds import kept_answer
    from planner.jobs.folder import open_workspace
    from planner.jobs.kept_builds import keep_build
    from planner.model.kept_builds import LONGEST_TITLE, name_for
    from planner.settings import read_settings

    own = read_settings().data
    workspace = open_workspace(folder_of(None), today=today(), own=own)
    found = build_of(workspace, build)
    called = found.title if title is None else title.strip()
    if not called or len(called) > LONGEST_TITLE:
        message = f"A title has 1 to {LONGEST_TITLE} characters."
        raise typer.BadParameter(message, param_hint="--title")
    taken = [each.name for each in workspace.builds]
    if replace is not None:
        one_of(replace, tuple(workspace.own_builds), what="build of your own", option="--replace")
    name = replace or name_for(called, taken)
    began = build if build in workspace.shipped_builds else found.began_as
    kept = keep_build(
        own,
        found.model_copy(update={"title": called, "began_as": began}),
        workspace.catalog,
        name=name,
        seen=workspace.own_builds.get(name),
        shipped=workspace.shipped_builds,
        known=workspace.known_kits,
    )
    return kept_answer(kept), style


def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A build of your own.")],
    *,
    style: Output = Format.TABLE,
) -> Reply:
    """Remove one of your own builds; a copy of its file is kept.

    \b
    planner builds remove my-kraken
    """
    from planner.cli.answers.kept_builds import kept_answer
    from planner.jobs.folder import open_workspace
    from planner.jobs.kept_builds import drop_build
    from planner.settings import read_settings

    own = read_settings().data
    workspace = open_workspace(folder_of(None), today=today(), own=own)
    one_of(name, tuple(workspace.own_builds), what="build of your own")
    title = workspace.build(name).title
    return kept_answer(drop_build(own, name, title=title, seen=workspace.own_builds[name])), style
