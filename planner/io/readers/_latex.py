"""Tables of LaTeX: what its cells say without their commands."""

import re
from collections.abc import Sequence

_RULE = re.compile(r"\\(hline|toprule|midrule|bottomrule|cline\{[^{}]*\})\s*")
_ENDING = re.compile(r"\\\\(\[[^\[\]]*\])?\s*+(\\(hline|toprule|midrule|bottomrule)\s*+)*+$")
_STYLE = re.compile(
    r"\\(?:textbf|textit|texttt|textsc|emph|underline|mbox|text)\{([^{}]*)\}"
    r"|\\(?:multicolumn\{[^{}]*\}\{[^{}]*\}|multirow\{[^{}]*\}\{[^{}]*\})\{([^{}]*)\}"
)
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_EURO = re.compile(r"\\euro(\{\}|\b)")


def is_latex(lines: Sequence[str]) -> bool:
    """Tell whether lines are those of a LaTeX table: they end in two backslashes, or are rules."""
    filled = [line for line in lines[:400] if line.strip()]
    marked = sum(1 for line in filled if _ENDING.search(line) or _RULE.match(line.strip()))
    return 3 * marked >= len(filled) > 0


def latex_cells(cells: Sequence[str]) -> list[str]:
    """Return the cells of a line without what ends it, and without commands that only style."""
    joined: list[str] = []
    for cell in cells:
        # An ampersand behind a backslash parts nothing.
        if joined and joined[-1].endswith("\\") and not joined[-1].endswith("\\\\"):
            joined[-1] = f"{joined[-1]}&{cell}"
        else:
            joined.append(cell)
    if len(joined) > 1 or "\\\\" in joined[-1]:
        joined[-1] = _ENDING.sub("", joined[-1])
    return [_said(cell) for cell in joined]


def _said(cell: str) -> str:
    if "\\" not in cell:
        return cell
    cell = _EURO.sub("€", cell)
    cell = _STYLE.sub(lambda found: found[1] or found[2] or "", cell)
    return _ESCAPED.sub(r"\1", cell)
