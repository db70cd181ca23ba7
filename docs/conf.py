"""How the site of the documentation is built: Sphinx reads the Markdown that GitHub shows as well.

The source is the whole repository, so that a link such as `../CONTRIBUTING.md` leads to the same
page on GitHub and on the site. `docs/index.md` is the front page and the table of contents: each
list of links below one of its headings is a part of the menu.
"""

import re

from sphinx.application import Sphinx

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

# Names of other people's packages have no page here.
nitpicky = True
nitpick_ignore_regex = [("py:.*", r"(?!planner).*")]
autodoc_member_order = "groupwise"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
add_module_names = False

html_theme = "furo"
html_title = "Cluster planner"
html_favicon = "../planner/ui/icon.svg"
html_logo = html_favicon
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
        links = re.findall(r"^- \[[^]]+\]\(([^)#]+)\.md\)", part, re.MULTILINE)
        if links:
            caption = part.partition("\n")[0]
            head = ["```{toctree}", ":hidden:", f":caption: {caption}", ""]
            trees.append("\n".join([*head, *links]))
    return "".join(f"\n\n{each}\n```\n" for each in trees)


def _with_menu(app: Sphinx, name: str, content: list[str]) -> None:
    if name == app.config.root_doc:
        content[0] += menu(content[0])


def setup(app: Sphinx) -> None:
    """Add the menu to the front page as it is read."""
    app.connect("source-read", _with_menu)
