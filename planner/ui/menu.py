"""The pages, one script each, in the order of the menu. A new page is one file and one line."""

from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "pages"
# A file of our own: a named icon would be fetched from another server.
ICON = Path(__file__).parent / "icon.svg"


class PageEnd(Exception):  # noqa: N818 - nothing is wrong
    """A page has nothing more to show; what belongs to every page still comes after it."""


@dataclass(frozen=True)
class PageEntry:
    """A page of the menu: its script, its name, its icon, and what it is for.

    `builds` are the keys of the visit under which it has the builds that it is about. `url_path` is
    its address where that is not the name of the script; `was_at` is one that it had before.
    """

    script: str
    title: str
    icon: str
    purpose: str
    builds: tuple[str, ...] = ()
    url_path: str | None = None
    was_at: str = ""

    @property
    def path(self) -> Path:
        """Where the script is."""
        return _FOLDER / self.script


PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        "start.py",
        "Start",
        ":material/home:",
        "Ways to begin: say what a cluster must do, choose parts, bring a list, see an example.",
    ),
    PageEntry(
        "plan.py",
        "Plan",
        ":material/checklist:",
        "What a build costs, part by part, and whether its parts fit together.",
        builds=("build",),
    ),
    PageEntry(
        "bring.py",
        "Import",
        ":material/upload_file:",
        "A bill of materials from any spreadsheet or table: read, checked, and opened as a build.",
        url_path="import",
    ),
    PageEntry(
        "builds.py",
        "My builds",
        ":material/folder_open:",
        "The builds that you keep, each with its total and the day of its prices.",
    ),
    PageEntry(
        "size.py",
        "Configure",
        ":material/auto_awesome:",
        "The best build for your requirements, wired and proven.",
        url_path="configure",
        was_at="size",
    ),
    PageEntry(
        "buy.py",
        "Buy",
        ":material/shopping_cart:",
        "The cheapest basket across vendors, delivered, with purchase orders to send.",
        builds=("build",),
    ),
    PageEntry(
        "upgrade.py",
        "Upgrade",
        ":material/upgrade:",
        "What to keep, buy and retire to turn one build into another, and what that costs.",
        builds=("from", "to"),
    ),
    PageEntry(
        "compare.py",
        "Compare",
        ":material/compare_arrows:",
        "Builds side by side: price, cores, network and power, and what differs.",
    ),
    PageEntry(
        "catalog.py",
        "Catalog",
        ":material/menu_book:",
        "Every part and offer on record with its source; import your own list.",
    ),
)


def page_of(script: str) -> PageEntry:
    """Return the page that a script draws."""
    return next(page for page in PAGES if page.script == script)
