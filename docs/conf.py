"""How the site of the documentation is built: Sphinx reads the Markdown that GitHub shows as well.

The source is the whole repository, so that a link such as `../CONTRIBUTING.md` leads to the same
page on GitHub and on the site. `docs/index.md` is the front page and the table of contents: each
list of links below one of its headings is a part of the menu.
"""

import dataclasses
import re
from types import FunctionType
from typing import Any, get_type_hints

from pydantic import BaseModel
from sphinx.application import Sphinx
from sphinx.util.typing import stringify_annotation

from planner import __version__

project = "Cluster planner"
author = "the authors of the cluster planner"
version = release = __version__
language = "en_GB"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "docs/index"
include_patterns = ["docs/**.md", "CONTRIBUTING.md", "CHANGELOG.md", "catalogs/README.md"]
exclude_patterns = [".*", "build", "dist", "planner", "tests", "htmlcov", "*.egg-info", "exports"]

myst_enable_extensions = ["smartquotes"]
myst_heading_anchors = 4  # the anchors that GitHub gives to headings
smartquotes = True
suppress_warnings = ["myst.header"]

# Every link is checked, but for the types in signatures: what is private, and what is of other
# packages, has no page here.
nitpicky = True
nitpick_ignore_regex = [("py:.*", ".*")]
default_role = "code"  # docstrings write code as Markdown does
autodoc_member_order = "groupwise"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
add_module_names = False
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = "Cluster planner"
html_favicon = "../planner/ui/icon.svg"
html_static_path = ["site"]
html_css_files = ["site.css"]
html_extra_path = ["site/index.html"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#1157ee",
        "color-brand-content": "#1157ee",
    },
    "dark_css_variables": {
        "color-brand-primary": "#8aacf7",
        "color-brand-content": "#8aacf7",
    },
    "footer_icons": [],
}


def menu(page: str) -> str:
    """Return the menu that a page lists: one for each heading with a list of links below it."""
    trees = []
    for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        links = re.findall(r"^- \[([^]]+)\]\(([^)#]+)\.md\)", part, re.MULTILINE)
        if links:
            caption = part.partition("\n")[0]
            head = ["```{toctree}", ":hidden:", f":caption: {caption}", ""]
            trees.append("\n".join([*head, *(f"{name} <{path}>" for name, path in links)]))
    return "".join(f"\n\n{each}\n```\n" for each in trees)


def _with_menu(app: Sphinx, name: str, content: list[str]) -> None:
    if name == app.config.root_doc:
        content[0] += menu(content[0])


def _without_arguments(
    app: Sphinx, what: str, name: str, found: Any, options: Any, signature: str, returns: str
) -> tuple[str, str] | None:
    """Say nothing of how a record is made: its fields are listed below."""
    return ("", "") if what == "class" and _is_record(found) else None


def _with_fields(
    app: Sphinx, what: str, name: str, found: Any, options: Any, lines: list[str]
) -> None:
    """List the fields of a record below what it is."""
    if what == "class" and _is_record(found):
        types = get_type_hints(found)
        for field, is_required in _fields(found):
            kind = re.sub(r"~?(?:\w+\.)+(\w+)", r"\1", stringify_annotation(types[field], "smart"))
            needed = " *(required)*" if is_required else ""
            lines.append(f"- ``{field}``: {kind.replace('*', chr(92) + '*')}{needed}")
        lines.append("")


def _is_record(found: Any) -> bool:
    is_model = isinstance(found, type) and issubclass(found, BaseModel)
    return is_model or dataclasses.is_dataclass(found)


def _fields(record: Any) -> list[tuple[str, bool]]:
    """Return the fields of a record, and whether each is required."""
    if issubclass(record, BaseModel):
        return [(name, about.is_required()) for name, about in record.model_fields.items()]
    missing = (dataclasses.MISSING, dataclasses.MISSING)
    given = dataclasses.fields(record)
    return [(each.name, (each.default, each.default_factory) == missing) for each in given]


def _skipped(app: Sphinx, what: str, name: str, found: Any, skip: bool, options: Any) -> bool:
    """Skip what is pydantic's own; of the rest, say types without what checks them."""
    for each in (found, getattr(found, "fget", None), getattr(found, "func", None)):
        if isinstance(each, FunctionType) and each.__module__.startswith("planner."):
            each.__annotations__ = get_type_hints(each)
    return skip or name.startswith("model_") or name == "EXPORTERS"


def setup(app: Sphinx) -> None:
    """Add the menu to the front page, and to the names of the library what they hold."""
    app.connect("source-read", _with_menu)
    app.connect("autodoc-process-signature", _without_arguments)
    app.connect("autodoc-process-docstring", _with_fields)
    app.connect("autodoc-skip-member", _skipped)
