"""Articles and offers of schema.org in attributes of the page's own elements."""

from collections.abc import Iterator

from planner.io.prices._articles import answer_of
from planner.io.prices._html import STRUCK, Element
from planner.io.prices._page import Page
from planner.io.prices._schema import Node, plain_name, property_name
from planner.model.proposals import PageAnswer

NAME = "schema.org microdata"
_MOST_TEXT = 2000
_MOST_PROPERTIES = 5000
_ADDRESSES = {
    **dict.fromkeys(("a", "area", "link"), "href"),
    **dict.fromkeys(("img", "source"), "src"),
    "time": "datetime",
    "data": "value",
    "meter": "value",
    "object": "data",
}


def read(page: Page) -> PageAnswer | None:
    """Return what the microdata of a page proposes; None if no article or offer is in it.

    A price that stands outside any thing is nobody's price.
    """
    if page.root is None:
        return None
    tops = [node for node in _tops(page.root) if node.is_product or node.is_offer]
    return answer_of(page, NAME, tops, ())


def _tops(root: Element) -> Iterator[Node]:
    """Yield the things of a page that are no property of another, with all that belongs to them."""
    nodes: dict[int, Node] = {}
    owner: dict[int, Element | None] = {id(root): None}
    above: dict[int, Element | None] = {id(root): None}
    struck: dict[int, bool] = {id(root): False}
    props: list[tuple[Element, Element]] = []
    by_id: dict[str, Element] = {}
    scopes: list[Element] = []
    for element in root.inside():
        parent = element.parent or root
        is_scope = "itemscope" in parent.attributes
        owner[id(element)] = parent if is_scope else owner[id(parent)]
        above[id(element)] = parent if "itemprop" in parent.attributes and not is_scope else (
            None if is_scope else above[id(parent)])  # fmt: skip
        struck[id(element)] = not is_scope and (struck[id(parent)] or parent.tag in STRUCK)
        if "itemscope" in element.attributes:
            scopes.append(element)
            nodes[id(element)] = Node(
                frozenset(plain_name(each) for each in element.get("itemtype").split()),
                raw={"itemtype": element.get("itemtype")},
            )
        if "id" in element.attributes:
            by_id.setdefault(element.get("id"), element)
        scope = owner[id(element)]
        # What is struck through is the former price.
        if "itemprop" in element.attributes and scope is not None and not struck[id(element)]:
            props.append((scope, element))
    props = [*props[:_MOST_PROPERTIES], *_referred(scopes, by_id)]
    # Of a price in a price the inner one is the number, the outer one its surroundings.
    outer = {id(up) for _, e in props if (up := above[id(e)]) and _same_name(up, e)}
    for scope, element in props:
        if id(element) not in outer:
            value = nodes.get(id(element)) or _value(element)
            for name in element.get("itemprop").split():
                nodes[id(scope)].props.setdefault(property_name(name), []).append(value)
    referred = {id(element) for _, element in props}
    for scope in scopes:
        node = nodes[id(scope)]
        if node.is_offer:
            node.text = scope.text(struck=False)[:_MOST_TEXT]
            node.raw = {
                name: [v for v in values if isinstance(v, str)]
                for name, values in node.props.items()
            }
        if id(scope) not in referred:
            yield nodes[id(scope)]


def _same_name(outer: Element, inner: Element) -> bool:
    return bool(set(outer.get("itemprop").split()) & set(inner.get("itemprop").split()))


def _referred(
    scopes: list[Element], by_id: dict[str, Element]
) -> Iterator[tuple[Element, Element]]:
    """Yield the properties that things name by `itemref`, each thing's own share of the page."""
    left = _MOST_PROPERTIES
    for scope in scopes:
        for name in dict.fromkeys(scope.get("itemref").split()):
            start = by_id.get(name)
            waiting = [start] if start is not None and start is not scope else []
            while waiting and left > 0:
                left -= 1
                element = waiting.pop()
                if "itemprop" in element.attributes:
                    yield scope, element
                if "itemscope" not in element.attributes:
                    waiting.extend(e for e in reversed(element.children) if isinstance(e, Element))


def _value(element: Element) -> str:
    """Return what an element says as a property: its content, where it leads, or its text."""
    for name in ("content", _ADDRESSES.get(element.tag, "")):
        if name and name in element.attributes:
            return element.get(name)
    return element.text(struck=False)
