"""Links of the documents lead to files and headings that there are, on GitHub as on the site."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.documents import DOCS, PAGES, ROOT, name_of, text_of

CHECKED = [*PAGES, ROOT / "CHANGELOG.md"]


def links(text: str) -> Iterator[str]:
    """Yield where the links and pictures of a page lead to, but for those to other sites."""
    plain = re.sub(r"^\s*(`{3,}).*?^\s*\1\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    plain = re.sub(r"`[^`\n]*`", "", plain)
    for found in re.findall(r"\]\(([^)\s]+)\)", plain):
        if not re.match(r"[a-z]+:", found):
            yield found


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a page."""
    plain = re.sub(r"^\s*(`{3,}).*?^\s*\1\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    found: dict[str, int] = {}
    for heading in re.findall(r"^#+ +(.*?)\s*$", plain, re.MULTILINE):
        shown = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        words = re.sub(r"[^\w\- ]", "", shown.lower()).replace(" ", "-")
        found[words] = found.get(words, -1) + 1
    return {f"{each}-{n}" if n else each for each, most in found.items() for n in range(most + 1)}


@pytest.mark.parametrize("page", CHECKED, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = [link for link in links(text_of(page)) if not _leads_somewhere(page, link)]
    assert lost == []


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists() or ROOT not in (target, *target.parents):
        return False
    return not anchor or anchor in anchors(text_of(target))


def test_every_page_is_in_the_table_of_contents() -> None:
    listed = {
        (DOCS / link.partition("#")[0]).resolve() for link in links(text_of(DOCS / "index.md"))
    }
    assert {page for page in DOCS.rglob("*.md") if page.name != "index.md"} - listed == set()


def test_anchors_are_those_of_github() -> None:
    text = "# What is *read*, and `why`?\n## Step 1: A–B\n## Step 1: A–B\n```\n# none\n```\n"
    assert anchors(text) == {"what-is-read-and-why", "step-1-ab", "step-1-ab-1"}
    assert list(links("[a](b.md#c) ![d](e.png) [f](https://g) `[h](i)`")) == ["b.md#c", "e.png"]
