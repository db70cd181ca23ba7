"""How an OpenDocument sheet shows its numbers, written as a workbook would write it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.io.readers._sheet_markup import parsed

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _NUMBER, _TABLE = f"{_NS}style:1.0 ", f"{_NS}datastyle:1.0 ", f"{_NS}table:1.0 "
_CURRENCY = re.compile(
    "[A-Z]{0,2}[$\u00a2-\u00a5\u20a0-\u20c0\uff04\uffe0\uffe1\uffe5\uffe6]|\\b[A-Z]{3}\\b"
)
_KINDS = {
    f"{_NUMBER}{kind}-style": kind
    for kind in ("number", "currency", "percentage", "date", "time", "text", "boolean")
}
_LONGEST = 200
# Stands for the currency of wherever the file is opened.
OF_THE_PLACE = "\u00a4"
_MOST_STYLES = 100_000
_MOST_PARENTS = 10


@dataclass(slots=True)
class _Form:
    kind: str
    pieces: list[str] = field(default_factory=list)
    digits: str = ""
    maps: list[str] = field(default_factory=list)

    def text(self) -> str:
        if self.kind in ("date", "time"):
            return "yyyy-mm-dd" if self.kind == "date" else "h:mm:ss"
        if self.kind == "percentage":
            return f"{self.digits or '0'}%"
        return "".join(self.pieces)[:_LONGEST] if self.digits else ""


class Forms:
    """The styles of a document: which form a cell of each is shown in, which tables are hidden."""

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self._forms: dict[str, _Form] = {}
        # Of each style of cells the form, and the style it is made from.
        self._styles: dict[str, tuple[str, str]] = {}
        self._known: dict[str, str] = {}
        self._form: _Form | None = None
        self._table = ""
        self._literal: list[str] | None = None
        self._is_currency = False

    def read(self, markup: bytes) -> None:
        """Take the styles of a part of the document."""
        parsed(markup, self._start, self._end, self._data)
        self._known = {}

    def form(self, style: str) -> str:
        """Return the form of a style of cells; empty if it has none of its own."""
        if style not in self._known:
            self._known[style] = self._found(style)
        return self._known[style]

    def in_currency(self, style: str, currency: str) -> str:
        """Return the form of a style for amounts in a currency that the cell names itself."""
        form = self._shown(style)
        digits = form.digits if form is not None and form.digits else "#,##0.00"
        return f"{digits} [${currency[:10]}]"

    def as_shown(self, form: str, shown: str) -> str:
        """Return a form with the currency that a cell shows and its form does not name."""
        if OF_THE_PLACE not in form and ('"' in form or "%" in form):
            return form
        sign = _CURRENCY.search(shown)
        said = f'"{sign[0]}"' if sign else ""
        if OF_THE_PLACE in form:
            return form.replace(OF_THE_PLACE, said)
        return f"{form or 'General'} {said}" if said else form

    def _found(self, style: str) -> str:
        form = self._shown(style)
        return form.text() if form is not None else ""

    def _shown(self, style: str) -> _Form | None:
        for _ in range(_MOST_PARENTS):
            name, parent = self._styles.get(style, ("", ""))
            if name in self._forms:
                form = self._forms[name]
                # Negative amounts have the form itself, all others that of its map.
                if form.maps and form.maps[0] in self._forms:
                    return self._forms[form.maps[0]]
                return form
            style = parent
        return None

    # --- the markup ------------------------------------------------------------------------------

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == f"{_STYLE}style":
            self._open_style(attributes)
        elif name == f"{_STYLE}table-properties":
            if attributes.get(f"{_TABLE}display") == "false" and self._table:
                self.hidden_tables.add(self._table)
        elif (kind := _KINDS.get(name)) is not None:
            self._form = _Form(kind)
            if len(self._forms) < _MOST_STYLES:
                self._forms[attributes.get(f"{_STYLE}name", "")] = self._form
        elif self._form is not None:
            self._inside(name, self._form, attributes)

    def _open_style(self, attributes: Mapping[str, str]) -> None:
        family = attributes.get(f"{_STYLE}family")
        name = attributes.get(f"{_STYLE}name", "")
        self._table = name if family == "table" else ""
        if family == "table-cell" and len(self._styles) < _MOST_STYLES:
            form = attributes.get(f"{_STYLE}data-style-name", "")
            self._styles[name] = (form, attributes.get(f"{_STYLE}parent-style-name", ""))

    def _inside(self, name: str, form: _Form, attributes: Mapping[str, str]) -> None:
        if name in (f"{_NUMBER}text", f"{_NUMBER}currency-symbol"):
            self._literal = []
        elif name == f"{_STYLE}map":
            form.maps.append(attributes.get(f"{_STYLE}apply-style-name", ""))
        elif name == f"{_NUMBER}number":
            whole = "#,##0" if attributes.get(f"{_NUMBER}grouping") == "true" else "0"
            written = attributes.get(f"{_NUMBER}decimal-places", "0")
            places = min(int(written), 15) if written.isascii() and written.isdigit() else 0
            form.digits = f"{whole}.{'0' * places}" if places else whole
            form.pieces.append(form.digits)

    def _end(self, name: str) -> None:
        if name in _KINDS:
            self._form = None
        elif self._literal is not None:
            text = "".join(self._literal).replace('"', "")
            if self._form is not None:
                if name == f"{_NUMBER}currency-symbol" and not text:
                    self._form.pieces.append(OF_THE_PLACE)
                elif text:
                    self._form.pieces.append(text if not text.strip() else f'"{text}"')
            self._literal = None

    def _data(self, text: str) -> None:
        if self._literal is not None:
            self._literal.append(text)
