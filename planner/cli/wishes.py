"""What a cluster must have, as options of a command, and the requirement that they add up to."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planner.cli import pipes
from planner.cli.configured import configured_wishes
from planner.cli.options import (
    OnOrToday,
    RatesOfOffers,
    condition_word,
    currency_code,
    day_or_any,
    rates_in,
    today,
)
from planner.cli.signatures import C, declared, keyword, own_parameters
from planner.cli.whole_numbers import whole
from planner.cli.wish_values import (
    amount_of,
    mbps_of,
    number_of_copies,
    pieces_of,
    role_of,
    wanted_of_text,
    words_of,
)
from planner.model import home

if TYPE_CHECKING:
    from planner.model.money import ExchangeRate
    from planner.model.requirement import Requirement

# --- the options ---------------------------------------------------------------------------------


def _wish(words: str, metavar: str = "N", **options: Any) -> Any:
    return typer.Option(help=words, metavar=metavar, show_default=False, **options)


def _gigabytes(words: str) -> Any:
    return _wish(words, "GB", parser=amount_of)


def _pieces(words: str) -> Any:
    return _wish(f"{words} May be given more than once.", "PART=N", parser=pieces_of)


_SIZE_BY = (
    "Size power supplies for supply (recommended), stress (peak draw) or typical draw.  "
    "[default: stress]"
)

WishFile = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="Requirements as a .toml file, or -; options override it."),
]
Nodes = Annotated[int | None, _wish("Number of nodes.")]
Copies = Annotated[
    Any,
    _wish(
        "Number of identical clusters, bought together.  [default: 1]",
        parser=number_of_copies,
    ),
]
Cores = Annotated[int | None, _wish("Minimum total cores.")]
TotalRam = Annotated[Any, _gigabytes("Minimum total RAM in GB.")]
TotalStorage = Annotated[Any, _gigabytes("Minimum total storage in GB.")]
Ram = Annotated[Any, _gigabytes("RAM per node in GB.")]
Storage = Annotated[Any, _gigabytes("Storage per node in GB.")]
Mbps = Annotated[
    Any,
    _wish("Network speed of each node: 100 Mb, 1Gb, 2.5Gb, or Mbit/s.", "SPEED", parser=mbps_of),
]
Isa = Annotated[Any, _wish("CPU architectures allowed: arm64,armv7.", "LIST", parser=words_of)]
Roles = Annotated[
    list[Any] | None,
    _wish(
        "Node roles that differ from the rest: master=1,storage=32,ram=2.", "ROLE", parser=role_of
    ),
]
Uplinks = Annotated[int | None, _wish("Number of uplinks.  [default: 1]")]
Cascade = Annotated[
    bool | None,
    typer.Option(
        "--cascade/--no-cascade",
        help="Allow several linked switches, or only one.  [default: several]",
        show_default=False,
    ),
]
Levels = Annotated[
    str | None,
    _wish(
        "Levels of linked switches: 2 (each joined directly to one at the root), or any.  "
        "[default: 2]",
        "LEVELS",
    ),
]
Redundant = Annotated[
    bool | None,
    typer.Option(
        "--redundant",
        help="Connect each node to two separate networks of switches.",
        show_default=False,
    ),
]
Power = Annotated[
    str | None,
    _wish("Power from any, charger or poe; none if you have it already.  [default: any]", "WORD"),
]
PowerBy = Annotated[str | None, _wish(_SIZE_BY, "WORD")]
Headroom = Annotated[int | None, _wish("Power headroom in percent.  [default: 20]")]
Shelves = Annotated[
    bool | None,
    typer.Option("--shelves", help="Include cases for every board.", show_default=False),
]
RackUnits = Annotated[
    int | None,
    _wish("Fit the boards, in cases, and the switches into this many units of one rack."),
]
RackWidth = Annotated[
    str | None,
    _wish("Rack width in inches: 10, 19, 21 or 23.  [default: 19]", "INCHES"),
]
Spares = Annotated[int | None, _wish("Spare nodes of each role, not connected.")]
Budget = Annotated[
    Any, _wish("Spend no more than this, on all copies together.", "AMOUNT", parser=amount_of)
]
PricesSince = Annotated[
    Any,
    _wish(
        "Use prices no older than this day, or any.  [default: the 9 months before the newest]",
        "DAY",
        parser=day_or_any,
    ),
]
IncludeEnded = Annotated[
    bool | None,
    typer.Option(
        "--include-ended",
        help="Also use discontinued parts and parts you retired.",
        show_default=False,
    ),
]
Condition = Annotated[
    list[str] | None,
    _wish(
        "Use items that are new, refurbished or used, or any. May be given more than once.  "
        "[default: new, or not stated]",
        "WORD",
        parser=condition_word,
    ),
]
Boards = Annotated[
    list[str] | None,
    _wish("Every node is this board, or one of several. May be given more than once.", "PART"),
]
Must = Annotated[
    list[Any] | None,
    typer.Option(
        help="A required part. Without =N: a board for every node, or one piece of any other "
        "part. May be given more than once.",
        metavar="PART[=N]",
        show_default=False,
        parser=wanted_of_text,
    ),
]
MustNot = Annotated[list[str] | None, _wish("An excluded part.", "PART")]
Only = Annotated[
    list[str] | None,
    _wish("Allow only this part in its category. May be given more than once.", "PART"),
]
Owned = Annotated[list[Any] | None, _pieces("A part you already own.")]
Objective = Annotated[
    str | None,
    _wish("Optimise for cost, nodes, cores, watts or cost-over-years.  [default: cost]", "WORD"),
]
Years = Annotated[
    int | None, _wish("Years of electricity to count in cost-over-years.  [default: 3]")
]
Tariff = Annotated[
    Any,
    _wish(
        "Your price per kWh for cost-over-years, in the currency asked for.  [default: the tariff "
        f"of {home.COUNTRY} on the day]",
        "PRICE",
        parser=amount_of,
    ),
]
WishCurrency = Annotated[
    str | None,
    _wish(f"Currency, such as SGD.  [default: {home.CURRENCY}]", "CODE", parser=currency_code),
]
TimeLimit = Annotated[
    int, typer.Option(parser=whole(1), metavar="SECONDS", help="Search no longer than this.")
]


# By their names on the command line, in the order in which help lists them.
_OPTIONS: dict[str, Any] = {
    "nodes": Nodes,
    "copies": Copies,
    "cores": Cores,
    "total_ram": TotalRam,
    "total_storage": TotalStorage,
    "ram": Ram,
    "storage": Storage,
    "mbps": Mbps,
    "isa": Isa,
    "role": Roles,
    "uplinks": Uplinks,
    "cascade": Cascade,
    "switch_levels": Levels,
    "redundant": Redundant,
    "power": Power,
    "power_by": PowerBy,
    "headroom": Headroom,
    "shelves": Shelves,
    "rack_units": RackUnits,
    "rack_width": RackWidth,
    "spares": Spares,
    "budget": Budget,
    "prices_since": PricesSince,
    "include_ended": IncludeEnded,
    "condition": Condition,
    "board": Boards,
    "must": Must,
    "must_not": MustNot,
    "only": Only,
    "owned": Owned,
    "objective": Objective,
    "years": Years,
    "tariff": Tariff,
    "currency": WishCurrency,
    "on": OnOrToday,
}
# What is asked beside the requirements.
_BESIDE: dict[str, Any] = {"rate": RatesOfOffers}


def takes_wishes(*, but: Collection[str] = ()) -> Callable[[C], C]:
    """Let a command take every requirement as an option, `but` those named, as its `**wishes`.

    They stand between its positional and its other parameters.
    """

    def with_wishes(command: C) -> C:
        own = own_parameters(command)
        wishes = [
            keyword(name, kind) for name, kind in {**_OPTIONS, **_BESIDE}.items() if name not in but
        ]
        first = [each for each in own if each.kind is each.POSITIONAL_OR_KEYWORD]
        last = [each for each in own if each.kind is each.KEYWORD_ONLY]
        return declared(command, (*first, *wishes, *last))

    return with_wishes


# --- what they add up to -------------------------------------------------------------------------


def wanted_of(options: Mapping[str, Any]) -> "Requirement":
    """Return the requirement of a command's options, and of its file, which they come before."""
    from planner.io.documents.requirements import read_requirement, requirement_of
    from planner.model.findings import PlannerError, Severity
    from planner.model.requirement import ASKS

    given: dict[str, Any] = {}
    fields = {asks.option: field for field, asks in ASKS.items() if asks.option}
    for name in _OPTIONS:
        value = options.get(name)
        if value is not None and value != []:
            listed = isinstance(value, Sequence) and not isinstance(value, str)
            given[fields.get(name, name)] = tuple(value) if listed else value
    file: Path | None = options["file"]
    if file is None:
        # A file of requirements says all of them: what is configured does not add to it.
        usual = {name: value for name, value in configured_wishes().items() if name in options}
        return requirement_of({**usual, **given}, today=today())
    if not pipes.is_input(file) and not file.exists():
        raise typer.BadParameter(f"There is no file {str(file)!r}.", param_hint="FILE")
    name, content, findings = pipes.opened(file)
    wanted = None
    if content is not None:
        wanted, findings = read_requirement(name, content, given=given, today=today())
    if wanted is None:
        raise PlannerError(next(f for f in findings if f.severity is Severity.ERROR))
    return wanted


def rates_of(options: Mapping[str, Any], wanted: "Requirement") -> tuple["ExchangeRate", ...]:
    """Return the rates that a person typed; they hold on the day of the requirement."""
    return rates_in(options.get("rate"), wanted.currency, on=wanted.on)
