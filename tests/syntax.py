"""The syntax of a text, and its nodes: many rules ask for those of the same modules."""

import ast
from functools import cache


@cache
def parsed(text: str) -> ast.Module:
    """Return the syntax of a module."""
    return ast.parse(text)


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return all nodes of a tree, from the top to the bottom."""
    return tuple(ast.walk(tree))
