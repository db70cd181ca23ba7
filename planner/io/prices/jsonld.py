"""Articles and offers of schema.org in JSON-LD, which most shops put into their pages."""

from collections.abc import Iterator, Mapping
from typing import Any

from planner.io.prices._articles import answer_of
from planner.io.prices._json_texts import read_json
from planner.io.prices._page import Page, told
from planner.io.prices._schema import Node, plain_name, property_name
from planner.io.text.html_tokens import unescaped
from planner.model.findings import Finding
from planner.model.proposals import PageAnswer

NAME = "schema.org JSON-LD"
_MOST_NODES = 20_000
# What leads from the outermost thing to what the page is about; `related` articles are not reached.
_LEADS = (
    "@graph",
    "mainentity",
    "mainentityofpage",
    "about",
    "itemlistelement",
    "item",
    "itemoffered",
)


def read(page: Page) -> PageAnswer | None:
    """Return what the JSON-LD of a page proposes; None if no article or offer is in it."""
    if page.root is None:
        return None
    blocks, findings = _blocks(page)
    made = _Maker()
    tops = [each for block in blocks for each in made.tops(block)]
    return answer_of(page, NAME, tops, findings)


def _blocks(page: Page) -> tuple[list[Any], list[Finding]]:
    """Return what each script of data holds, and what cannot be read."""
    blocks, findings = [], []
    for element in page.root.inside() if page.root else ():
        kind = element.get("type").lower().partition(";")[0].strip()
        if element.tag != "script" or kind != "application/ld+json":
            continue
        text = "".join(each for each in element.children if isinstance(each, str))
        if not text.strip():
            continue
        try:
            blocks.append(read_json(text))
        except ValueError:
            message = "A block of data in this page is damaged and was not read."
            hint = "Compare the price with what the page shows."
            findings.append(told("data-damaged", page.address, message, hint))
    return blocks, findings


class _Maker:
    """Makes nodes of JSON, each thing with an `@id` once, whatever points to it."""

    def __init__(self) -> None:
        self._by_id: dict[str, Node] = {}
        self._left = _MOST_NODES

    def tops(self, block: Any) -> list[Node]:
        """Return the articles and offers that a block is about, in its order."""
        found: list[Node] = []
        left, seen = [block], 0
        made = dict[int, Node]()
        while left and seen < _MOST_NODES:
            each, seen = left.pop(), seen + 1
            if isinstance(each, list):
                left.extend(reversed(each))
                continue
            if not isinstance(each, dict):
                continue
            node = made.setdefault(id(each), self._node(each, 0))
            if node.is_product or node.is_offer:
                found.append(node)
                continue
            inner = {property_name(key): value for key, value in each.items()}
            left.extend(inner[name] for name in reversed(_LEADS) if name in inner)
        return found

    def _node(self, data: Mapping[str, Any], depth: int) -> Node:
        self._left -= 1
        own_id = data.get("@id")
        known = self._by_id.get(own_id) if isinstance(own_id, str) else None
        # Two places may each say a part of one thing.
        node = known or Node(frozenset(), raw=data)
        if isinstance(own_id, str):
            self._by_id[own_id] = node
        kinds = data.get("@type")
        words = kinds if isinstance(kinds, list) else [kinds]
        node.types |= {plain_name(each) for each in words if isinstance(each, str)}
        for key, value in data.items():
            if depth < 12 and self._left > 0 and key != "@type":
                made = list(self._values(value, depth))
                node.props.setdefault(property_name(key), []).extend(made)
        return node

    def _values(self, value: Any, depth: int) -> Iterator[Node | str]:
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield self._node(each, depth + 1)
            elif isinstance(each, bool):
                yield str(each).lower()
            elif isinstance(each, str):
                # A number of JSON keeps that it is one.
                yield each if type(each) is not str else unescaped(each)
