"""Draw the map of the house: every module with its first sentence, and what it offers by name.

`python -m scripts.house_map` writes it into docs/architecture.md; a test holds it to the code.
"""

import ast
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
PAGE = TOP / "docs" / "architecture.md"
START, END = "<!-- the map: make map -->", "<!-- end of the map -->"
ROOMS = ("model", "engine", "io", "jobs", "ui", "cli")


def map_of_the_house() -> str:
    """Return the map as Markdown: a list for each room and sub-room, a line for each module."""
    lines: list[str] = []
    for room in ROOMS:
        folder = TOP / "planner" / room
        lines += _folder(folder) if folder.is_dir() else _alone(folder.with_suffix(".py"))
        for inner in sorted(path for path in folder.glob("*/") if (path / "__init__.py").exists()):
            lines += _folder(inner)
    return "\n".join(lines)


def _folder(folder: Path) -> list[str]:
    modules = sorted(folder.glob("*.py"), key=lambda path: (path.stem.startswith("_"), path.stem))
    trees = {path.stem: _tree(path) for path in modules if path.stem != "__init__"}
    listed = [f"- `{stem}` {_says(tree)}{_offers(tree)}" for stem, tree in trees.items()]
    return [f"**{_name(folder)}/** {_says(_tree(folder / '__init__.py'))}", "", *listed, ""]


def _alone(module: Path) -> list[str]:
    return [f"**{_name(module)}** {_says(_tree(module))}", ""]


def _name(path: Path) -> str:
    return path.relative_to(TOP / "planner").as_posix()


def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


def _says(module: ast.Module) -> str:
    """Return the first sentence of a module, on one line."""
    words = " ".join((ast.get_docstring(module) or "").split())
    sentence, stop, _ = words.partition(". ")
    return (sentence + "." if stop else words).replace("<", "&lt;")


def _offers(module: ast.Module) -> str:
    """Return the names of a module's functions and classes that others may use, if it has any."""
    names = [
        node.name
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    return f" *{', '.join(names)}*" if names else ""


def with_map(page: str) -> str:
    """Return the page with the map as the code is now between its two marks."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n\n{map_of_the_house()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_map(PAGE.read_text("utf-8")), "utf-8")
    # What else is drawn from the code: what shells are told of commands, the man page, and the
    # pages of the documentation that list commands and columns.
    from scripts import command_lines, man_page, reference_pages

    command_lines.FILE.write_text(command_lines.written(), "utf-8")
    man_page.FILE.write_text(man_page.page(), "utf-8")
    reference_pages.write()
