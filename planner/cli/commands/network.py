"""The command on traffic: what a build can move, and what an upgrade of it changes."""

from dataclasses import dataclass
from typing import Annotated

import typer

from planner.cli.options import Catalog, Format, Output, Reply, build_of, one_of, workspace_of

BUSES = ("board", "author")


@dataclass(frozen=True, slots=True)
class Speed:
    """A speed as written in one option, in Mbit/s."""

    mbps: int


def speed_of(text: str) -> Speed:
    """Return a whole number of Mbit/s, greater than 0."""
    digits = text.strip()
    if not digits.isascii() or not digits.isdigit() or not 0 < int(digits[:8]) <= 1_000_000:
        raise typer.BadParameter(f"{text!r} is not a speed in Mbit/s. Write it like 1000.")
    return Speed(int(digits))


def _bus(text: str) -> str:
    return one_of(text, BUSES, what="bus model")


After = Annotated[
    str | None,
    typer.Argument(metavar="AFTER", help="A second build, such as an upgrade.", show_default=False),
]
Profiles = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help="Only this traffic: receive-only, worst-case, web-server, video-ingest or one of "
        "your own. May be given more than once.  [default: all]",
    ),
]
Bus = Annotated[
    str,
    typer.Option(
        parser=_bus,
        metavar="MODEL",
        help="What shares the USB 2.0 bus: board (as boards are built) or author (the article's "
        "model, in which the card slot shares it, too).",
    ),
]
Router = Annotated[
    Speed | None,
    typer.Option(
        parser=speed_of,
        metavar="MBPS",
        help="Speed of the router's port in Mbit/s.  [default: the build's, else 1000 assumed]",
    ),
]


def network(
    build: Annotated[
        str, typer.Argument(metavar="BUILD", help="A build of the catalog, or a .toml file.")
    ],
    after: After = None,
    *,
    profile: Profiles = None,
    bus: Bus = "board",
    router: Router = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Show the network throughput of nodes and cluster in Mbit/s, and which link limits it.

    \b
    planner network kraken                            throughput of Kraken, and what limits it
    planner network kraken kraken-gigabit             what the upgrade gains, and why
    planner network kraken --profile worst-case       only this kind of traffic
    planner network kraken-gigabit --bus author       by the article's own model of the bus
    """
    from planner.cli.answers.network import network_answer, network_change_answer
    from planner.jobs.network import network_facts, network_of
    from planner.model.network import BusModel

    workspace = workspace_of(catalog)
    builds = [build_of(workspace, name) for name in (build, after) if name is not None]
    facts = network_facts(workspace)
    known = {each.name: each for each in facts.profiles}
    names = [one_of(name, known, what="profile", option="--profile") for name in profile or known]
    asked = tuple(known[name] for name in dict.fromkeys(names))
    facts = facts.model_copy(update={"profiles": asked})
    speed = None if router is None else router.mbps
    model = BusModel(bus)
    moved = [network_of(each, workspace, facts, bus=model, router_mbps=speed) for each in builds]
    answer = network_answer(moved[0]) if after is None else network_change_answer(*moved)
    return answer, style
