"""From articles of schema.org to what was found: which article, which variant, which offers."""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from planner.io.prices._answer import page_answer
from planner.io.prices._found import Found
from planner.io.prices._hints import last_word
from planner.io.prices._html import Element
from planner.io.prices._offers import found_of, is_sum_up
from planner.io.prices._page import Page, shown
from planner.io.prices._schema import Node
from planner.model.findings import Finding
from planner.model.proposals import Ask, PageAnswer

_LABELS = ("size", "color", "material", "pattern", "model")


def answer_of(
    page: Page, reader: str, tops: Sequence[Node], findings: Iterable[Finding]
) -> PageAnswer | None:
    """Return what articles and offers propose; None if there are none.

    Of several articles the one that the page is about counts, where its name or address says so.
    """
    products = [node for node in tops if node.is_product]
    loose = [node for node in tops if node.is_offer and not node.is_product]
    if not products and not loose:
        return PageAnswer(findings=(*page.findings, *findings)) if findings else None
    if len(products) == 1 and loose and not _offers(products[0]):
        products[0].props["offers"] = list(loose)
    elif not products:
        products = _offered(loose)
    chosen = _about(page, products)
    found: list[Found] = []
    further: list[str] = []
    for node in chosen:
        found += _of_article(page, node, further)
    found = _at_odds(_each_once(found))
    if not found and not further:
        # An article without an offer, as reviews and pictures name it.
        return PageAnswer(findings=(*page.findings, *findings)) if findings else None
    for each in found:
        each.product = each.product or next(filter(None, _headings(page)), "")
    if len(found) == 1 and page.address:
        # The page was had at its own address; what its data says of it may be the front page.
        found[0].address = ""
    names = {each.product for each in found}
    several = Ask.PRODUCT if len(names) > 1 else Ask.VARIANT
    product = f"({len(names)} products)" if len(names) > 1 else ""
    product = product or next(iter(names), "")
    return page_answer(
        page, reader, found, product=product, several=several, further=further, findings=findings
    )


def _offered(loose: Sequence[Node]) -> list[Node]:
    """Return the articles of offers that stand for themselves; those of none are of the page's."""
    articles: list[Node] = []
    unnamed: list[Node | str] = []
    for offer in loose:
        article = next(offer.nodes("itemoffered"), None)
        if article is None:
            unnamed.append(offer)
        else:
            articles.append(Node(article.types, {**article.props, "offers": [offer]}))
    return [*articles, Node(frozenset(), {"offers": unnamed})] if unnamed else articles


def _at_odds(found: list[Found]) -> list[Found]:
    """Return what was found with two prices of one and the same article as one that is asked."""
    kept: dict[tuple[str, str, str, str], Found] = {}
    for each in found:
        first = kept.setdefault((each.product, each.variant, each.sku, each.seller), each)
        if first is each or first.amount is None or each.amount is None:
            continue
        first.choices = [*first.choices, (each.amount, "in another place of the page")]
        first.why = "the page says it more than once, and differently"
    for each in kept.values():
        if each.choices and each.amount is not None:
            each.choices = [(each.amount, "in one place of the page"), *each.choices]
            each.amount = None
    return list(kept.values())


# --- which article -------------------------------------------------------------------------------


def _about(page: Page, products: Sequence[Node]) -> Sequence[Node]:
    """Return the article that a page is about, or all of them where that is not clear."""
    priced = [node for node in products if _offers(node) or node.props.get("hasvariant")]
    if len(priced) < 2:
        return priced or products[:1]
    own = page.address.partition("#")[0].rstrip("/")
    at_home = [n for n in priced if own and page.full(n.first("url", "@id")).rstrip("/") == own]
    if len(at_home) == 1:
        return at_home
    for heading in _headings(page):
        of_page = _letters(heading)
        same = [node for node in priced if _letters(node.first("name")) == of_page]
        if same and len({_letters(node.first("name")) for node in same}) == 1:
            return same
    return priced


def _headings(page: Page) -> list[str]:
    elements = list(page.root.inside()) if page.root else []
    titles = [e.get("content") for e in elements if e.get("property").lower() == "og:title"]
    return [e.text() for e in elements if e.tag == "h1"][:5] + titles + [_title(page)]


def _title(page: Page) -> str:
    title = next((e for e in page.root.inside() if e.tag == "title"), None) if page.root else None
    return raw_text(title) if title else ""


def raw_text(element: Element) -> str:
    """Return the text right inside an element that no reader sees, such as a title."""
    return shown("".join(each for each in element.children if isinstance(each, str)))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.lower())


# --- which offers --------------------------------------------------------------------------------


def _offers(node: Node) -> list[Node]:
    """Return the offers of an article; one that has a price itself is its own offer."""
    offers = [each for each in node.nodes("offers") if not each.is_product]
    if not offers and any(
        name in node.props for name in ("price", "lowprice", "pricespecification")
    ):
        return [node]
    return offers


def _of_article(page: Page, node: Node, further: list[str]) -> list[Found]:
    """Return what is found of an article; its variants count before the article as a whole."""
    name = node.first("name")
    variants = list(node.nodes("hasvariant"))
    found = []
    for variant in variants:
        offers = _single(_offers(variant))
        if not offers:
            further += [address for address in variant.texts("url", "@id") if "/" in address][:1]
        label = _label(variant, name)
        for offer in offers:
            one = found_of(page, offer, article=variant, group=node)
            one.variant = (
                f"{label} / {one.variant}" if label and one.variant else label or one.variant
            )
            found.append(one)
    if found:
        return found
    labels = [label for variant in variants if (label := _label(variant, name))]
    found = [found_of(page, offer, article=node) for offer in _single(_offers(node))]
    found = _told_apart(_each_once(found))
    for each in found if len(labels) > 1 else ():
        # One price for several variants: which of them it is makes another part.
        each.variants = labels
    return found


def _single(offers: Iterable[Node]) -> list[Node]:
    """Return single offers; a sum-up counts only where no offer of its own stands beside it."""
    offers = list(offers)
    inner = [each for offer in offers for each in offer.nodes("offers") if each is not offer]
    single = [each for each in (*offers, *inner) if not is_sum_up(each)]
    # What says nothing of a price says nothing beside one that does.
    priced = [each for each in single if {"price", "pricespecification"} & each.props.keys()]
    return priced or offers


def _label(variant: Node, group: str) -> str:
    """Return what tells a variant from the others of its group."""
    name = variant.first("name")
    if group and name.lower().startswith(group.lower()) and len(name) > len(group):
        return name[len(group) :].strip(" -–—/,:(").rstrip(")")
    values = [
        text for label in _LABELS for text in variant.texts(label) if "schema.org" not in text
    ]
    return " / ".join(dict.fromkeys(values)) or (name if name != group else "")


def _told_apart(found: list[Found]) -> list[Found]:
    """Return offers of one article with names by which a person can tell them apart."""
    if len(found) < 2:
        for each in found:
            each.variant = ""
        return found
    ways: tuple[Callable[[Found], str], ...] = (
        lambda each: each.variant if each.variant != each.product else "",
        lambda each: each.sku,
        lambda each: "".join(re.findall(r"[?&]variant=(\w+)", each.address)),
        lambda each: f"from {each.minimum or 1} pieces",
        lambda each: each.seller,
        lambda each: shown(each.words, 60),
        lambda each: last_word(each.condition),
    )
    for way in ways:
        names = [way(each) for each in found]
        if all(names) and len(set(names)) == len(names):
            break
    else:
        names = [each.variant or f"offer {place}" for place, each in enumerate(found, 1)]
    for each, name in zip(found, names, strict=True):
        each.variant = name
    return found


def _each_once(found: list[Found]) -> list[Found]:
    """Return what was found without what a page says twice."""
    kept: dict[tuple[str, str, str, Decimal | None, str | None, str], Found] = {}
    for each in found:
        key = (each.product, each.variant, each.sku, each.amount, each.currency, each.seller)
        kept.setdefault(key, each)
    return list(kept.values())
