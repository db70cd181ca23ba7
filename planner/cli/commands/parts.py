"""The command that finds parts: by words, as people type them, and by facets."""

from planner.cli.commands._parts_options import (
    InCategory,
    InProduction,
    Memory,
    OfMaker,
    Ports,
    PriceAge,
    Search,
    Speed,
    WithPoe,
    Words,
    values,
)
from planner.cli.options import (
    Catalog,
    Format,
    OnOrToday,
    Output,
    PriceCurrency,
    Reply,
    today,
    workspace_of,
)
from planner.model import home


def parts(  # noqa: PLR0913 a command's options are its arguments
    words: Words = None,
    *,
    category: InCategory = None,
    search: Search = "",
    memory: Memory = None,
    speed: Speed = None,
    ports: Ports = None,
    poe: WithPoe = None,
    maker: OfMaker = None,
    in_production: InProduction = False,
    price_age: PriceAge = None,
    currency: PriceCurrency = None,
    on: OnOrToday = None,
    style: Output = Format.TABLE,
    catalog: Catalog = None,
) -> Reply:
    """Find parts: the best match first, then the cheapest; each with its price and date.

    An exact name comes first, then parts with all words side by side, then with all words
    anywhere. If an option is given more than once, any of its values will do.

    \b
    planner parts "pi5 8gb"                         the board, however it is written
    planner parts switch --speed 2.5G --ports 8     which switches, the cheapest first
    planner parts --category switch --currency USD  every switch, with prices in US dollars
    """
    from planner.cli.answers.parts import parts_answer
    from planner.jobs.parts import PartsFinder
    from planner.model.part_search import MADE, NO, YES, Facet, PartsQuestion

    known = workspace_of(catalog)
    typed: tuple[tuple[Facet, list[str] | None], ...] = (
        (Facet.MEMORY, memory),
        (Facet.SPEED, speed),
        (Facet.PORTS, ports),
        (Facet.POE, None if poe is None else [YES if poe else NO]),
        (Facet.MAKER, maker),
        (Facet.MADE, [MADE] if in_production else None),
        (Facet.AGE, price_age),
    )
    wanted = [
        (facet, value)
        for facet, texts in typed
        for text in texts or ()
        for value in values(facet, text, known.catalog)
    ]
    asked = PartsQuestion.model_validate(
        {
            "on": on or today(),
            "search": " ".join([*(words or ()), search]).strip(),
            "category": category,
            "currency": currency or home.CURRENCY,
            "wanted": tuple(wanted),
        }
    )
    return parts_answer(PartsFinder(known.catalog).find(asked), known, asked), style
