"""How cells of a workbook look: number formats by currency, and one style for each role."""

from datetime import date
from decimal import Decimal

from planner.model.money import Money, minor_unit_places, symbol
from planner.model.table import Column, Kind, Value

Style = dict[str, object]

INK, MUTED, LINE = "#1F2933", "#7B8794", "#D9E0E6"
HEAD, SHADE = "#1F3A4D", "#EEF3F6"
INPUT_INK, INPUT_FILL = "#1D4ED8", "#FFF9DB"
TONES: dict[str, Style] = {
    "error": {"font_color": "#B42318", "bold": True},
    "warning": {"font_color": "#B54708", "bold": True},
    "estimated": {"font_color": "#B54708"},
    "inferred": {"font_color": "#B54708"},
    "no price yet": {"font_color": "#B42318", "bold": True},
}
BASE: Style = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "vcenter"}
TITLE: Style = BASE | {"indent": 1, "font_size": 18, "bold": True, "valign": "vcenter"}
SUBTITLE: Style = BASE | {"font_color": MUTED, "indent": 1}
CAUTION: Style = BASE | {
    "font_color": "#7A4A00",
    "bg_color": "#FFF1D6",
    "text_wrap": True,
    "indent": 1,
}
WARNING: Style = BASE | {"bold": True, "font_color": "#B42318", "indent": 1}
HEADING: Style = BASE | {
    "indent": 1,
    "font_size": 12,
    "bold": True,
    "font_color": HEAD,
    "valign": "vcenter",
}
HEADER: Style = BASE | {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": HEAD,
    "text_wrap": True,
    "valign": "vcenter",
}
GROUP: Style = BASE | {"bold": True, "bg_color": SHADE, "indent": 1}
BODY: Style = BASE | {"bottom": 1, "bottom_color": LINE}
STRONG: Style = {"bold": True, "font_size": 11, "bg_color": SHADE, "top": 1, "top_color": HEAD}
INPUT: Style = {"font_color": INPUT_INK, "bg_color": INPUT_FILL}
UNKNOWN: Style = {"font_color": MUTED, "italic": True}
LINKED: Style = {"font_color": "#1D4ED8", "underline": 1}
PLAIN: Style = {"bold": False, "font_size": 10}
BIG: Style = {"font_size": 14}
RIGHT: Style = {"align": "right"}
LEFT: Style = {"align": "left", "indent": 1}
RIGHT_KINDS = tuple(kind for kind in Kind if kind.is_figure or kind is Kind.DATE)


def number_format(value: Value, column: Column, *, currency: str = "") -> str:
    """Return the number format of a cell; a value that is not known yet has that of its column."""
    if isinstance(value, Money):
        return money_format(value.currency, _decimals(value.amount))
    if isinstance(value, date):
        return "yyyy-mm-dd"
    if currency or column.kind is Kind.MONEY:
        return money_format(currency or column.unit)
    if isinstance(value, Decimal):
        places = _decimals(value)
        if column.kind is Kind.PERCENT:
            return "0%" if not places else f"0.{'0' * places}%"
        # A rate that is typed in later may have more digits than the one it replaces.
        more = "######" if column.key == "rate" else ""
        return "#,##0" + (f".{'0' * places}{more}" if places else "")
    if column.kind is Kind.NUMBER:
        return "0.0000######"
    return "#,##0" if isinstance(value, int) else "General"


def money_format(currency: str, decimals: int = 0) -> str:
    """Return the number format of amounts, with further decimals where an amount has them."""
    least = minor_unit_places(currency) if currency else 2
    more = min(max(decimals - least, 0), 4)
    number = "#,##0" + (f".{'0' * least}{'#' * more}" if least or more else "")
    sign = f'"{symbol(currency)}"' if currency else ""
    return f"{sign}{number};-{sign}{number}"


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
