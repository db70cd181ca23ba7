"""How a workbook shows its numbers: the forms that have a number alone, and which are days."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

# The forms that the file format gives a number and no text; a file may say others for the same.
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);\\("$"#,##0\\)',
    6: '"$"#,##0_);[Red]\\("$"#,##0\\)',
    7: '"$"#,##0.00_);\\("$"#,##0.00\\)',
    8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);\\(#,##0\\)",
    38: "#,##0_);[Red]\\(#,##0\\)",
    39: "#,##0.00_);\\(#,##0.00\\)",
    40: "#,##0.00_);[Red]\\(#,##0.00\\)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    # Days as they are written in East Asia.
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), *range(55, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((32, 33, 34, 35), "h:mm"),
}
_TOLD = re.compile(r'"[^"]*"?|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[[^\[\]]*\]?")
_LENGTH = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_DAY_OR_TIME = re.compile(r"[dmyhs]", re.IGNORECASE)
_DAY = re.compile(r"[dy]|m{3}", re.IGNORECASE)
_LAST_DAY = 2_958_466  # the first day of the year 10000


def is_day_or_time(form: str) -> bool:
    """Tell whether a form shows a number as a day or a time."""
    plain = _TOLD.sub("", form)
    if _LENGTH.search(plain):
        return True
    plain = _BRACKETS.sub("", plain).partition(";")[0]
    return "general" not in plain.lower() and _DAY_OR_TIME.search(plain) is not None


def day_or_time(number: Decimal, form: str, *, since_1904: bool) -> str:
    """Return the day or time that a number stands for; empty if it stands for none."""
    if not 0 <= number < _LAST_DAY:
        return ""
    seconds = int((number * 86_400).to_integral_value())
    if _LENGTH.search(_TOLD.sub("", form)) or (seconds < 86_400 and not _DAY.search(form)):
        hours, rest = divmod(seconds, 3_600)
        return f"{hours:02}:{rest // 60:02}:{rest % 60:02}"
    # The first spreadsheet took 1900 for a leap year, and all others after it.
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no zone
    if not since_1904 and seconds < 60 * 86_400:
        first += timedelta(days=1)
    moment = first + timedelta(seconds=seconds)
    if seconds % 86_400 == 0:
        return moment.date().isoformat()
    return moment.isoformat(sep=" ")
