"""Commands that choose the parts of a cluster."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planner.cli import wishes as wish
from planner.cli.options import Catalog, Format, Output, Reply, country_code, workspace_of
from planner.cli.progress import patient

if TYPE_CHECKING:
    from planner.model.build import Build
    from planner.model.catalog import Catalog as Parts
    from planner.model.requirement import Requirement
    from planner.model.sizing import DeliveredConflict, DeliveredSizing

Landed = Annotated[
    bool,
    typer.Option(
        "--landed", help="Count shipping, taxes and packs of every vendor, chosen with the parts."
    ),
]
ShipTo = Annotated[
    str | None,
    typer.Option(
        parser=country_code,
        metavar="CODE",
        help="Country it is delivered to; with --landed.  [default: SG]",
        show_default=False,
    ),
]

BuildFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the build to this .toml file."),
]


@wish.takes_wishes()
def size(
    file: wish.WishFile = None,
    *,
    time_limit: wish.TimeLimit = 30,
    output: BuildFile = None,
    landed: Landed = False,
    ship_to: ShipTo = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
    **wishes: Any,
) -> Reply:
    """Choose the parts of a cluster: the cheapest build that does what you ask, proven so.

    \b
    planner size --nodes 8                       eight nodes, as cheap as can be
    planner size --nodes 7 --storage 16 --role master=1,storage=32
                                                 one of them with a larger card
    planner size --cores 28 --mbps 1000          cores instead of nodes, on gigabit
    planner size --objective nodes --budget 700  as many nodes as S$700 buy
    planner size --nodes 8 --landed              with shipping and taxes of every vendor in it
    planner size wishes.toml -o mine.toml        wishes from a file, the build to a file
    """
    wanted = _delivered(wish.wanted_of({"file": file, **wishes}), ship_to, landed=landed)
    from planner.cli.answers.sizing import sizing_answer, undelivered_answer
    from planner.engine.questions.conflict import contradiction
    from planner.engine.sizing.size import size as sized
    from planner.jobs.rates import rates_of_offers
    from planner.model.proof import Status

    folder = workspace_of(catalog)
    rates = rates_of_offers(folder.catalog, wanted.currency, on=wanted.on)
    if wanted.delivered_to is not None:
        about, in_the_way = _landed(wanted, folder.catalog, time_limit)
        if in_the_way is not None:
            return undelivered_answer(about, in_the_way), style
        found = about.sizing
        written = None if output is None or found.build is None else _write(output, found.build)
        return sizing_answer(found, folder.catalog, written=written, landed=about), style
    conflict = None
    with patient(time_limit) as effort:
        found = sized(wanted, folder.catalog, rates, effort=effort)
        if found.status is Status.INFEASIBLE:
            conflict = contradiction(wanted, folder.catalog, rates, effort=effort.quietly())
    written = None if output is None or found.build is None else _write(output, found.build)
    return sizing_answer(found, folder.catalog, written=written, conflict=conflict), style


@wish.takes_wishes(but=("nodes", "cores", "total_ram", "total_storage", "objective"))
def curve(
    file: wish.WishFile = None,
    most: Annotated[int, typer.Option(metavar="N", min=1, max=256, help="Up to how many.")] = 16,
    *,
    time_limit: wish.TimeLimit = 30,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
    **wishes: Any,
) -> Reply:
    """Say what the next node costs: the cheapest build of every size, and where it jumps.

    \b
    planner curve                               from 1 node to 16
    planner curve --most 64 --storage 16        to 64, each with 16 GB
    planner curve --only tplink-8p --only tplink-16p-smart
                                                with the switches of Kraken's author
    """
    wanted = wish.wanted_of({"file": file, **wishes, "nodes": most})
    from planner.cli.answers.curve import curve_answer
    from planner.engine.questions.curve import curve as growth
    from planner.jobs.rates import rates_of_offers

    folder = workspace_of(catalog)
    rates = rates_of_offers(folder.catalog, wanted.currency, on=wanted.on)
    with patient(time_limit, "numbers of nodes") as effort:
        points = growth(wanted, folder.catalog, rates, most=most, effort=effort)
    return curve_answer(points, wanted), style


def _delivered(wanted: "Requirement", ship_to: str | None, *, landed: bool) -> "Requirement":
    """Return the wishes with the country of the options, which come before that of a file."""
    country = wanted.delivered_to
    if ship_to is not None and not landed and country is None:
        raise typer.BadParameter("It goes with --landed.", param_hint="--ship-to")
    if landed or ship_to is not None:
        country = ship_to or country or "SG"
    if country == wanted.delivered_to:
        return wanted
    from planner.io.documents.requirements import requirement_of

    return requirement_of({**dict(wanted), "delivered_to": country}, today=wanted.on)


def _landed(
    wanted: "Requirement", catalog: "Parts", time_limit: int
) -> tuple["DeliveredSizing", "DeliveredConflict | None"]:
    """Return the build that is cheapest to have delivered, or what is in the way of one."""
    from planner.engine.delivered.conflict import delivered_conflict
    from planner.engine.delivered.size import size_delivered
    from planner.engine.solving.effort import OutOfTimeError
    from planner.jobs.rates import rates_of_offers
    from planner.model.buying import BuyingTerms, Market
    from planner.model.proof import Status

    market = Market.of(catalog)
    pairs = market.currency_pairs(wanted.currency)
    rates = rates_of_offers(catalog, wanted.currency, on=wanted.on, more=pairs)
    terms = BuyingTerms(ship_to=wanted.delivered_to or "SG")
    with patient(time_limit) as effort:
        found = size_delivered(wanted, catalog, rates, market, terms, effort=effort)
        if found.sizing.status is not Status.INFEASIBLE:
            return found, None
        asked = (wanted, catalog, rates, market, terms)
        try:
            return found, delivered_conflict(*asked, effort=effort.quietly())
        except OutOfTimeError:
            return found, None


def _write(path: Path, build: "Build") -> str:
    from planner.io.documents.toml_text import build_toml
    from planner.io.files import write_file

    if path.suffix.lower() != ".toml":
        raise typer.BadParameter(f"{path.name!r} is no .toml file.", param_hint="--output")
    write_file(path, build_toml(build).encode())
    return str(path)
