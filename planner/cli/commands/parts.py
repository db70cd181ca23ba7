"""The command that finds parts: by words, as people type them, and by facets."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from planner.cli.options import (
    Catalog,
    Format,
    OnOrToday,
    Output,
    PriceCurrency,
    Reply,
    one_of,
    today,
    workspace_of,
)
from planner.model import home

if TYPE_CHECKING:
    from planner.model.catalog import Catalog as Known
    from planner.model.part_search import Facet


def _category(text: str) -> str:
    from planner.model.parts import CATEGORIES

    return one_of(text, CATEGORIES, what="category")


def _facet(name: str, like: str, what: str) -> Any:
    return typer.Option(f"--{name}", metavar=like, help=what)


def parts(  # noqa: PLR0913 a command's options are its arguments
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]",
            help="What to look for: names, sizes, speeds. Slips of the finger are forgiven.",
            show_default=False,
        ),
    ] = None,
    *,
    category: Annotated[
        str | None,
        typer.Option(
            parser=_category,
            metavar="CATEGORY",
            help="Only this category: board, storage, charger, switch, nic, cable, poe, case, "
            "other.",
        ),
    ] = None,
    search: Annotated[str, typer.Option(metavar="WORDS", help="The same as WORDS.")] = "",
    memory: Annotated[
        list[str] | None, _facet("memory", "SIZE", "Only this memory or capacity, such as 8GB.")
    ] = None,
    speed: Annotated[
        list[str] | None, _facet("speed", "SPEED", "Only this network speed, such as 2.5G.")
    ] = None,
    ports: Annotated[
        list[str] | None, _facet("ports", "COUNT", "Only so many ports or outlets, such as 8.")
    ] = None,
    poe: Annotated[
        bool | None, typer.Option("--poe/--no-poe", help="Only switches with PoE, or without.")
    ] = None,
    maker: Annotated[list[str] | None, _facet("maker", "MAKER", "Only of this maker.")] = None,
    in_production: Annotated[
        bool, typer.Option("--in-production", help="Only what its maker says is still made.")
    ] = False,
    price_age: Annotated[
        list[str] | None,
        _facet("price-age", "AGE", "Only prices of at most 3m or 12m; or older, or none."),
    ] = None,
    currency: PriceCurrency = None,
    on: OnOrToday = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Find parts: the best answer first, then the cheapest; each with its price and its day.

    The exact name comes first, then all words side by side, then all words anywhere. Of an option
    that is given more than once any value will do.

    \b
    planner parts "pi5 8gb"                         the board, however it is written
    planner parts switch --speed 2.5G --ports 8     which switches, the cheapest first
    planner parts --category switch --currency USD  every switch, with prices in US dollars
    """
    from planner.cli.answers.parts import parts_answer
    from planner.jobs.parts import PartsFinder
    from planner.model.part_search import MADE, NO, YES, Facet, PartsQuestion

    workspace, shown = workspace_of(catalog), currency or home.CURRENCY
    typed: tuple[tuple[Facet, list[str]], ...] = (
        (Facet.MEMORY, memory or []),
        (Facet.SPEED, speed or []),
        (Facet.PORTS, ports or []),
        (Facet.POE, [] if poe is None else [YES if poe else NO]),
        (Facet.MAKER, maker or []),
        (Facet.MADE, [MADE] if in_production else []),
        (Facet.AGE, price_age or []),
    )
    asked = PartsQuestion.model_validate(
        {
            "on": on or today(),
            "search": " ".join([*(words or ()), search]).strip(),
            "category": category,
            "currency": shown,
            "wanted": tuple(
                (facet, value)
                for facet, texts in typed
                for text in texts
                for value in _values(facet, text, workspace.catalog)
            ),
        }
    )
    return parts_answer(PartsFinder(workspace.catalog).find(asked), workspace, asked), style


def _values(facet: "Facet", text: str, catalog: "Known") -> tuple[str, ...]:
    """Return the values that an option names, or refuse it with what would do."""
    from planner.jobs.parts import facet_values
    from planner.model.part_search import Facet

    found = facet_values(facet, text, catalog)
    if found:
        return found
    if facet is Facet.MAKER:
        makers = sorted({part.maker for part in catalog.parts if part.maker})
        one_of(text, makers, what="maker", option="--maker")
    like = {
        Facet.MEMORY: "8GB",
        Facet.SPEED: "2.5G",
        Facet.PORTS: "8",
        Facet.AGE: "3m, 12m, older or none",
    }[facet]
    option = "--price-age" if facet is Facet.AGE else f"--{facet}"
    raise typer.BadParameter(f"{text!r} is no such value. Write it like {like}.", param_hint=option)
