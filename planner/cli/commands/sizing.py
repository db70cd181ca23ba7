"""Commands that choose the parts of a cluster."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planner.cli import wishes as wish
from planner.cli.commands import _assumptions as assume
from planner.cli.commands._written_build import write_build
from planner.cli.configured import configured_country
from planner.cli.options import (
    Catalog,
    Format,
    Output,
    Reply,
    country_code,
    workspace_of,
)
from planner.cli.progress import patient
from planner.cli.whole_numbers import whole
from planner.model import home

if TYPE_CHECKING:
    from planner.model.build import Build
    from planner.model.buying import BuyingTerms
    from planner.model.requirement import Requirement
    from planner.model.vendors import Assumption

Landed = Annotated[
    bool,
    typer.Option(
        "--landed",
        help=(
            "Optimise landed cost: shipping, taxes and packs of every vendor, chosen together "
            "with the parts."
        ),
    ),
]
ShipTo = Annotated[
    str | None,
    typer.Option(
        parser=country_code,
        metavar="CODE",
        help="Country to deliver to; with --landed.  [default: SG]",
        show_default=False,
    ),
]

BuildFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the build to this .toml file."),
]


NodesAsKit = Annotated[
    bool,
    typer.Option("--nodes-as-kit", help="Write what all nodes have in common as one kit; with -o."),
]


@wish.takes_wishes()
def size(  # noqa: PLR0913 a command's options are its arguments
    file: wish.WishFile = None,
    *,
    time_limit: wish.TimeLimit = 30,
    output: BuildFile = None,
    nodes_as_kit: NodesAsKit = False,
    landed: Landed = False,
    ship_to: ShipTo = None,
    published: assume.Published = False,
    assume_shipping: assume.AssumeShipping = None,
    assume_tax: assume.AssumeTax = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
    **wishes: Any,
) -> Reply:
    """Find the cheapest build that meets your requirements, with proof.

    \b
    planner size --nodes 8                       eight nodes at the lowest cost
    planner size --nodes 7 --storage 16 --role master=1,storage=32
                                                 one of them with a larger card
    planner size --cores 28 --mbps 1000          cores instead of nodes, on gigabit
    planner size --objective nodes --budget 700  as many nodes as S$700 buy
    planner size --nodes 8 --objective cost-over-years --years 3  parts and electricity together
    planner size --nodes 8 --landed              with every vendor's shipping and taxes
    planner size needs.toml -o mine.toml         requirements from a file, the build to a file
    """
    if nodes_as_kit and output is None:
        raise typer.BadParameter("Use it with --output.", param_hint="--nodes-as-kit")
    wanted = _delivered(wish.wanted_of({"file": file, **wishes}), ship_to, landed=landed)
    from planner.cli.answers.sizing import sizing_answer
    from planner.jobs.sizing import as_proposed, propose
    from planner.model.cost_question import CostTerms
    from planner.model.questions import SizeQuestion

    shelf = workspace_of(catalog).catalog
    assumed = assume.assumptions(assume_shipping, assume_tax, wanted.currency)
    terms = _terms(wanted, tuple(shelf.vendor_names), assumed, published=published)
    asked = SizeQuestion(wanted=wanted, rates=wish.rates_of(wishes, wanted), terms=terms)
    with patient(time_limit) as effort:
        found = propose(asked, shelf, effort)
    plan = found.sizing.plan
    written = None
    if output is not None and plan is not None:
        build = as_proposed(plan, shelf, CostTerms(rates=asked.rates))
        written = write_build(output, _in_kits(build) if nodes_as_kit else build)
    return sizing_answer(found, shelf, written=written), style


@wish.takes_wishes(
    but=("nodes", "cores", "total_ram", "total_storage", "objective", "years", "tariff")
)
def curve(
    file: wish.WishFile = None,
    most: Annotated[
        int, typer.Option(parser=whole(1, 256), metavar="N", help="Maximum number of nodes.")
    ] = 16,
    *,
    time_limit: wish.TimeLimit = 30,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
    **wishes: Any,
) -> Reply:
    """Show the cost of the next node: the cheapest build of every size, and the cost steps.

    \b
    planner curve                               from 1 node to 16
    planner curve --most 64 --storage 16        to 64, each with 16 GB
    planner curve --only tplink-8p --only tplink-16p-smart
                                                with the switches of Kraken's author
    """
    wanted = wish.wanted_of({"file": file, **wishes, "nodes": most})
    from planner.cli.answers.curve import curve_answer
    from planner.jobs.sizing import curve as growth
    from planner.model.questions import CurveQuestion

    folder = workspace_of(catalog)
    asked = CurveQuestion.about(wanted, wish.rates_of(wishes, wanted), most=most)
    with patient(time_limit, "numbers of nodes") as effort:
        found = growth(asked, folder.catalog, effort, folder.builds)
    return curve_answer(found, wanted, asked.rates), style


def _terms(
    wanted: "Requirement",
    vendors: tuple[str, ...],
    assumed: "tuple[Assumption, ...]",
    *,
    published: bool,
) -> "BuyingTerms":
    """Return whose prices count and what is assumed of vendors, where it is to be delivered."""
    from planner.model.buying import BuyingTerms

    if wanted.delivered_to is None and (published or assumed):
        option = "--published" if published else f"--assume-{assumed[0].term}"
        raise typer.BadParameter("Use it with --landed.", param_hint=option)
    assume.must_be_known(assumed, vendors)
    return BuyingTerms(published=published, assumed=assumed)


def _delivered(wanted: "Requirement", ship_to: str | None, *, landed: bool) -> "Requirement":
    """Return the wishes with the country of the options, which come before that of a file."""
    country = wanted.delivered_to
    if ship_to is not None and not landed and country is None:
        raise typer.BadParameter("Use it with --landed.", param_hint="--ship-to")
    if landed or ship_to is not None:
        country = ship_to or country or configured_country() or home.COUNTRY
    if country == wanted.delivered_to:
        return wanted
    from planner.io.documents.requirements import requirement_of

    return requirement_of({**dict(wanted), "delivered_to": country}, today=wanted.on)


def _in_kits(build: "Build") -> "Build":
    """Return a build with its equal nodes as a kit, if there are any."""
    from planner.engine.planning.edit_kits import with_nodes_as_kit

    return with_nodes_as_kit(build) or build
