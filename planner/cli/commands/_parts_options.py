"""The options of the command that finds parts, and what each of them may be."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from planner.cli.options import one_of

if TYPE_CHECKING:
    from planner.model.catalog import Catalog
    from planner.model.part_search import Facet


def _category(text: str) -> str:
    from planner.model.parts import CATEGORIES

    return one_of(text, CATEGORIES, what="category")


def _facet(name: str, like: str, what: str) -> Any:
    return typer.Option(f"--{name}", metavar=like, help=what)


Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WORDS",
        help="What to look for: names, sizes, speeds. Typing mistakes are forgiven.",
        show_default=False,
    ),
]
InCategory = Annotated[
    str | None,
    typer.Option(
        "--category",
        parser=_category,
        metavar="CATEGORY",
        help="Only this category: board, carrier, memory, storage, hat, charger, switch, nic, "
        "cable, poe, case, rack, other.",
    ),
]
Search = Annotated[str, typer.Option("--search", metavar="WORDS", help="The same as WORDS.")]
Memory = Annotated[
    list[str] | None, _facet("memory", "SIZE", "Only this memory or capacity, such as 8GB.")
]
Speed = Annotated[
    list[str] | None, _facet("speed", "SPEED", "Only this network speed, such as 2.5G.")
]
Ports = Annotated[
    list[str] | None, _facet("ports", "COUNT", "Only with this many ports or outlets, such as 8.")
]
WithPoe = Annotated[
    bool | None, typer.Option("--poe/--no-poe", help="Only switches with PoE, or without.")
]
OfMaker = Annotated[list[str] | None, _facet("maker", "MAKER", "Only parts by this maker.")]
InProduction = Annotated[
    bool,
    typer.Option("--in-production", help="Only parts whose maker states that they are still made."),
]
PriceAge = Annotated[
    list[str] | None,
    _facet(
        "price-age",
        "AGE",
        "Only prices up to 3 or 12 months old (3m, 12m), older ones "
        "(older), or none at all (none).",
    ),
]


def values(facet: "Facet", text: str, catalog: "Catalog") -> tuple[str, ...]:
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
    raise typer.BadParameter(
        f"{text!r} is not a valid value. Write it like {like}.", param_hint=option
    )
