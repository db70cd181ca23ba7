"""How things are written on screen: amounts, days, sources and findings as safe Markdown."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal
from urllib.parse import quote, urlsplit

from planner.io.text.visible import visible
from planner.model.bom import CostedLine
from planner.model.build import Build, CountBasis
from planner.model.code_kinds import Mend
from planner.model.findings import Finding, Severity
from planner.model.money import ExchangeRate, Money
from planner.model.numbers import number_text
from planner.model.offers import Basis, Price
from planner.model.words import noun, sentence

Colour = Literal["green", "orange", "red", "blue", "violet", "gray"]

Piece = tuple[str, str]  # what is read, and the address it leads to or nothing

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|$<>~])")
_BASIS_COLOURS: dict[Basis, Colour] = {
    Basis.OWNED: "gray",
    Basis.QUOTED: "blue",
    Basis.PUBLISHED: "blue",
    Basis.ALLOCATED: "violet",
    Basis.ESTIMATED: "orange",
}
SEVERITY_ICONS = {
    Severity.ERROR: ":red[:material/error:]",
    Severity.WARNING: ":orange[:material/warning:]",
    Severity.NOTE: ":gray[:material/info:]",
}
ICONS: dict[str, str] = {
    "board": ":material/developer_board:",
    "carrier": ":material/dashboard:",
    "memory": ":material/memory_alt:",
    "storage": ":material/sd_card:",
    "hat": ":material/layers:",
    "charger": ":material/power:",
    "switch": ":material/lan:",
    "nic": ":material/settings_ethernet:",
    "cable": ":material/cable:",
    "poe": ":material/electrical_services:",
    "case": ":material/inventory_2:",
    "rack": ":material/shelves:",
    "other": ":material/category:",
}
MENDS = {
    Mend.MORE_TIME: "search longer",
    Mend.FEWER_WISHES: "drop a requirement",
    Mend.MORE_PARTS: "add your own parts on the page Catalog",
    Mend.OTHER_PART: "look for it on the page Catalog",
    Mend.ALL_PRICES: "include prices of any age",
    Mend.ENDED_PARTS: "include discontinued parts",
    Mend.SAY_WHAT: "say what kind of part it is",
    Mend.ANY_CONDITION: "include items of any condition",
    Mend.MORE_FACTS: (
        "check it before you buy, or add the missing data on the page Catalog, under Edit "
        "specifications"
    ),
    Mend.KNOWN_WISHES: "compare it with a requirements file downloaded from the page Configure",
}
UNKNOWN = ":gray[unknown]"
_BLANK, _BAR_COLOUR = "\u00a0", "#4C78DB"

_ADDRESS = re.compile(r"\bhttps?://[A-Za-z0-9.-]+/(?:[A-Za-z0-9./-]|\\_)+")


def plain(text: object) -> str:
    """Return any text so that Markdown shows it as it is: nothing in it becomes markup."""
    # A colon starts a directive or an icon only when a letter follows it. An address is a link of
    # itself, in which an underscore is nothing else and a backslash would be a part of it.
    safe = _ADDRESS.sub(
        lambda found: found[0].replace("\\_", "_"), _MARKUP.sub(r"\\\1", visible(str(text)))
    )
    return re.sub(r":(?=[A-Za-z])", "\\:\u200b", safe).replace("\n", " ")


def unbroken(text: str) -> str:
    """Return words that stay on one line."""
    return text.replace(" ", _BLANK)


def money(amount: Money | None) -> str:
    """Return an amount as people write it, safe in Markdown; an unknown one says so."""
    return UNKNOWN if amount is None else plain(amount)


def about(costed: CostedLine) -> str:
    """Return the sign that stands before every figure of an estimated price."""
    price = costed.line.price
    return "≈ " if price is not None and price.basis is Basis.ESTIMATED else ""


def figures(amount: Money | None, currency: str) -> str:
    """Return an amount for a column headed with a currency: without its sign if it is that one."""
    if amount is None:
        return UNKNOWN
    if amount.currency != currency:
        return plain(amount)
    return amount.figures()


def with_minus(figures: str) -> str:
    """Return figures with the sign of a minus in place of a hyphen."""
    return figures.replace("-", "−")


def number(value: Decimal | int | None, unit: str = "", *, places: int | None = None) -> str:
    """Return a number with its unit and no idle decimal; an unknown one says so.

    Only one that was divided is rounded, half up to `places`.
    """
    return UNKNOWN if value is None else number_text(value, unit, places=places, grouped=True)


def day(on: date) -> str:
    """Return a day as it is written everywhere: 2020-06-17."""
    return on.isoformat()


def source(text: str, label: str = "") -> str:
    """Return where a fact comes from, or a note: each address in it is a link named after its site.

    Words stay as they are, and so do brackets and commas about an address.
    """
    whole = _link(text.strip(), label)
    words = [text] if whole is not None else text.split()
    return " ".join(_with_link(word.strip(), label if whole else "") for word in words)


def _with_link(word: str, label: str) -> str:
    """Return a word as Markdown: an address in it as a link, whatever stands about it."""
    bracket = word[:1] if word[:1] in ("(", "[") else ""
    # A bracket may be the end of an address; one that was opened before it is not.
    address = word.removeprefix(bracket).rstrip(f",;.:{')]' if bracket else ''}")
    link = _link(address, label)
    if link is None:
        return plain(word)
    after = word.removeprefix(bracket + address)
    return f"{plain(bracket)}[{plain(link[0])}]({link[1]}){plain(after)}"


def source_pieces(text: str, label: str = "") -> list[Piece]:
    """Return where a fact comes from, not marked up: each piece with the address it leads to."""
    whole = _link(text.strip(), label)
    return (
        [_link(word) or (visible(word), "") for word in text.split()] if whole is None else [whole]
    )


def _link(text: str, label: str = "") -> Piece | None:
    """Return an address named after its site; None if the text is something else."""
    try:
        parts = urlsplit(text)
    except ValueError:  # such as http://[
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(text.split()) > 1:
        return None
    address = quote(text, safe=":/?#@!$&'*+,;=%~-._")
    return visible(label or parts.hostname.removeprefix("www.")), address


def rate(used: ExchangeRate, amounts: Iterable[Money] = ()) -> str:
    """Return a rate with its day and source, and the digits that these amounts need."""
    shown = used.shown(amounts)
    return f"1 {used.base} = {shown} {used.quote} · {day(used.as_of)} · {source(used.source)}"


def icon_name(category: str) -> str:
    """Return the icon of a category as its font calls it."""
    return ICONS[category].strip(":").removeprefix("material/")


def basis_badge(basis: Basis | None) -> str:
    """Return the badge that says how good a price is."""
    words, colour = basis_words(basis)
    return f":{colour}-badge[{words}]"


def basis_words(basis: Basis | None) -> tuple[str, Colour]:
    """Return how good a price is, and the colour it is told in."""
    if basis is None:
        return "no price", "orange"
    words = "estimated split" if basis is Basis.ALLOCATED else str(basis)
    return words, _BASIS_COLOURS[basis]


def price_origin(price: Price | None, vendors: dict[str, str]) -> str:
    """Return badge, day and source of a price."""
    if price is None:
        return basis_badge(None)
    if price.basis is Basis.OWNED:
        return basis_badge(price.basis)
    seller = vendors.get(price.vendor, "")
    return f"{basis_badge(price.basis)} {day(price.as_of)} · {source(price.source, seller)}"


def count_origin(basis: CountBasis, why: str) -> str:
    """Return how a quantity is known, in a few words."""
    words = {
        CountBasis.STATED: "count stated",
        CountBasis.CALCULATED: "count calculated",
        CountBasis.INFERRED: "count inferred",
        CountBasis.CHOSEN: "your count",
    }[basis]
    return f"{words}: {plain(why)}" if why else words


def finding(found: Finding, *, advised: bool = True) -> str:
    """Return a finding as one Markdown paragraph: icon, place, what is the case, what to do."""
    place = f"**{plain(found.cell.where())}** · " if found.cell is not None else ""
    hint = f"  \n{small(advice(found))}" if advised and found.advice(MENDS) else ""
    return f"{SEVERITY_ICONS[found.severity]} {place}{plain(found.message)}{hint}"


def advice(found: Finding) -> str:
    """Return what to do about a finding, as Markdown; empty if there is nothing to say."""
    return plain(found.advice(MENDS))


def line(found: Finding) -> str:
    """Return a finding as one line of Markdown: where, what is the case, what to do."""
    return plain(found.line(MENDS))


def beside(found: Finding) -> str:
    """Return a finding as one line of Markdown, for the place that it is about."""
    return f"{plain(found.message)} {advice(found)}".strip()


def small(text: str) -> str:
    """Return text for a line below another: small and grey, yet dark enough to read."""
    return f":small[:gray[{text}]]"


def limited(proof: str) -> str:
    """Return a badge for what is proven of a part of the matter, and of what, in full below it.

    A long badge is cut on a narrow screen, and a caveat must be read to its end.
    """
    return f":gray-badge[:material/info: Proven within limits]  \n{small(plain(sentence(proof)))}"


def bar(percent: int) -> str:
    """Return a bar so long as its percent: blanks on a ground that is seen in both themes."""
    return f':color[{_BLANK * max(percent, 1)}]{{background="{_BAR_COLOUR}"}}'


def counted(count: int, one: str, many: str) -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun(count, one, many)}"


def listed(items: Sequence[str]) -> str:
    """Return Markdown list items."""
    return "\n".join(f"- {item}" for item in items)


def what_it_is(build: Build, original: Build, *, edited: bool) -> str:
    """Return in a sentence what a build is, when it was bought and what its page answers.

    What is said of the original does not hold for an edited copy. In another number of copies it is
    the same build, but nobody has bought that many.
    """
    copied = original.name != build.name
    if copied and edited:
        words = [f"Your copy of {plain(original.title)}, with your changes."]
    else:
        words = [plain(build.summary) or "Your own cluster, part by part."]
        words += [f"Bought {plain(build.bought)}."] if build.bought and not copied else []
    if build.inferred:
        words.append(
            "Its parts and prices were never published: every number is an estimate, marked ≈."
        )
    return " ".join(words)


def what_changes(before: Build, after: Build) -> str:
    """Return in a sentence what an upgrade page answers."""
    if before.name == after.name:
        return "Choose another build to upgrade to."
    return (
        f"What to keep, buy and retire to turn {plain(before.title)} into {plain(after.title)}, "
        "and what that costs."
    )
