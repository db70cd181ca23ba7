"""What the answers of a person make of the lines of a table: other numbers, or left out."""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, Decimal

from planner.io.bills._arithmetic import likely
from planner.io.bills._checks import tax_factor
from planner.io.bills._lines import FIRST_PART, sections_of
from planner.io.bills._rows import Table
from planner.io.bills._sheet import Line
from planner.io.bills._times import as_often, sections_by_row
from planner.io.bills._words import Role, plain
from planner.model.bill_reading import ReadLine

_COUNT = re.compile(
    r"^(\d{1,4})\s?[x×]\s+\S|\s[x×]\s?(\d{1,4})$|\((?:[x×]\s?)?(\d{1,4})(?:\s?[x×]|\s?pcs)?\)$",
    re.IGNORECASE,
)
PACK = re.compile(
    r"\b(\d+)\s*[- ]?(?:er|pack|pk|pcs?|pieces|pieces? pack|piece set|stück)\b\s*(?:pack|set|satz)?"
    r"|\bpack of (\d+)|\bset of (\d+)|(\d+)\s*(?:本|個|个|枚|件)入|袋価格"
)
# Over a column of prices: "Price per 100", "Preis/100 St.", "€ per 1000".
_PER_MANY = re.compile(
    r"(?:\b(?:per|pro|je|par|por|za|за)|/)\s*(10{1,4}|[25]0{1,3}|25)"
    r"(?!\s*(?:mm|cm|m|kg|g|ml|l)\b|[.,]?\d)"
)
OPTIONAL = re.compile(
    r"\b(optional|optionnel|opcional|opzionale|nice to have|alternativ\w*)\b|可选"
)
# Whether shipping that line totals hold is counted.
HELD_SHIPPING = "held-shipping"
# An answer to what prices without a heading are of: what the whole line comes to.
OF_LINE = "line"

Answers = Mapping[str, str]


def of_table(table: Table, answers: Answers) -> Answers:
    """Return what was answered of a table: what was said of all, and what of it alone."""
    if not any("!" in key for key in answers):
        return answers
    parted = [(*key.rpartition("!"), answer) for key, answer in answers.items()]
    found = {key: answer for name, _, key, answer in parted if not name}
    return found | {key: answer for name, _, key, answer in parted if name and name == table.group}


def count_in(name: str) -> Decimal | None:
    """Return how many a name says there are: "2x motor", "bearing x4", "servo (10)"."""
    found = _COUNT.search(name)
    return Decimal(next(each for each in found.groups() if each)) if found else None


def answered(lines: Iterable[ReadLine], table: Table, answers: Answers) -> tuple[ReadLine, ...]:
    """Return the lines of a table as a person's answers make them."""
    if not answers:
        return tuple(lines)
    sections, under = sections_of(table), sections_by_row(table)

    def told(line: ReadLine, cells: Line) -> ReadLine:
        return as_often(_numbered(line, cells, table, answers), under, answers)

    return tuple(
        _placed(told(line, row.line), sections.get(line.row, ""), answers)
        for line, row in zip(lines, table.lines(), strict=True)
    )


def _numbered(line: ReadLine, cells: Line, table: Table, answers: Answers) -> ReadLine:
    """Return a line with the numbers that the answers give it."""
    changes = {
        **_of_line(line, table, answers),
        **_without_quantities(line, answers),
        **_counted(line, table, answers),
        **_in_packs(line, cells, table, answers),
        **_by_length(line, answers),
        **_by_share(line, answers),
        **_priced(line, cells, table, answers),
    }
    return line.model_copy(update=changes) if changes else line


def _without_quantities(line: ReadLine, answers: Answers) -> dict[str, object]:
    """Return what a person says of a line that does not say how many."""
    if line.quantity is not None or line.quantity_text is not None:
        return {}
    count = count_in(line.name)
    if answers.get("counts") == "each" and count is not None and line.line_total is not None:
        return {"quantity": count, "unit_price": line.line_total, "line_total": None}
    if answers.get("quantities") == "one" and line.line_total is None:
        return {"quantity": Decimal(1)}
    return {}


def _of_line(line: ReadLine, table: Table, answers: Answers) -> dict[str, object]:
    """Return a price that no heading names as what the whole line comes to."""
    if answers.get("headings") != OF_LINE or table.columns.line_total is not None:
        return {}
    return {} if line.unit_price is None else {"line_total": line.unit_price, "unit_price": None}


def _counted(line: ReadLine, table: Table, answers: Answers) -> dict[str, object]:
    """Return no stated total where quantity × unit price is to count instead."""
    wanted = (
        answers.get("stated-or-counted") == "counted"
        or answers.get("rounding") == "counted"
        or answers.get(HELD_SHIPPING) == "counted"
        or (answers.get("factor") == "drop" and _holds_factor(line, table))
    )
    known = line.quantity is not None and line.unit_price is not None
    return {"line_total": None} if wanted and known else {}


def _holds_factor(line: ReadLine, table: Table) -> bool:
    return table.columns.factor is not None or tax_factor(line) is not None


def _in_packs(line: ReadLine, cells: Line, table: Table, answers: Answers) -> dict[str, object]:
    """Return how many packs hold the pieces that a line counts, where its price is of a pack."""
    size = None
    if answers.get(f"packs-{line.row}") == "pieces":
        size = pack_size(line.name) or pack_size(cells.value(table.columns.unit_price).text)
    elif answers.get("pack-size") in ("pieces", "share"):
        size = pack_of(cells, table)
    if line.quantity is None:
        return {}
    if size is None or size < 1:
        return {}
    if answers.get("pack-size") == "share":
        return {} if line.unit_price is None else {"unit_price": line.unit_price / size}
    packs = (line.quantity / size).to_integral_value(ROUND_CEILING)
    return {"quantity": packs, "pieces": line.quantity}


def pack_of(cells: Line, table: Table) -> Decimal | None:
    """Return for how many pieces a price is: as a column says, else as its heading does."""
    column = table.columns.one(Role.PACK_SIZE)
    if column is not None:
        return likely(cells.value(column))
    price = table.columns.unit_price
    found = _PER_MANY.search(plain(table.region.over.get(price, ""))) if price is not None else None
    return None if found is None else Decimal(next(each for each in found.groups() if each))


def pack_size(text: str) -> Decimal | None:
    """Return how many pieces a text says are in a pack."""
    found = PACK.search(plain(text))
    digits = next((each for each in found.groups() if each), None) if found else None
    if digits is None:
        more = re.search(r"(\d+)\s*(?:本|個|个|枚|件)", plain(text)) if found else None
        digits = more[1] if more else None
    return None if digits is None else Decimal(digits)


def _by_length(line: ReadLine, answers: Answers) -> dict[str, object]:
    """Return a length as one piece of its whole price: a build counts pieces."""
    if answers.get(f"length-{line.row}") != "length" or line.value is None:
        return {}
    told = f"{line.quantity:f} (a length)"
    return {"quantity": Decimal(1), "unit_price": line.value, "line_total": None,
            "quantity_text": told}  # fmt: skip


def _by_share(line: ReadLine, answers: Answers) -> dict[str, object]:
    """Return a share of a set as one piece at the price of the line: a build counts pieces."""
    if answers.get(f"quantity-{line.row}") != "share" or line.value is None:
        return {}
    told = f"{line.quantity:f} (a share)"
    return {"quantity": Decimal(1), "unit_price": line.value, "line_total": None,
            "quantity_text": told}  # fmt: skip


def _priced(line: ReadLine, cells: Line, table: Table, answers: Answers) -> dict[str, object]:
    """Return what is said of lines without a price, or with one of 0."""
    money = (table.columns.unit_price, table.columns.line_total)
    is_number = any(cells.value(column).is_numeric for column in money)
    price = line.line_total if line.line_total is not None else line.unit_price
    said = ""
    # Words such as "TBD" are no price either; a doubtful number is asked by itself.
    if price is None and not is_number:
        said = answers.get("unpriced", "")
    elif price == 0 and line.quantity != 0:
        said = answers.get("zero-price", "")
    if said == "owned":
        return {"owned": True}
    if said == "free":
        return {"free": True} if price == 0 else {"free": True, "unit_price": Decimal(0)}
    if said == "unpriced" and price is not None:
        return {"unit_price": None, "line_total": None}
    return {}


# --- which lines belong to the bill --------------------------------------------------------------


def _placed(line: ReadLine, section: str, answers: Answers) -> ReadLine:
    counts = not _is_left(line, section, answers)
    return line if counts == line.part_of_bill else line.model_copy(update={"part_of_bill": counts})


def _is_left(line: ReadLine, section: str, answers: Answers) -> bool:
    """Tell whether a line is left out of the bill."""
    optional = answers.get("optional") == "leave" and (
        OPTIONAL.search(plain(line.name)) or OPTIONAL.search(plain(section))
    )
    return any(
        (
            line.hidden and answers.get("hidden") == "leave",
            line.quantity == 0 and answers.get("zero-quantity") == "leave",
            _is_below(line) and answers.get("negative") == "leave",
            bool(optional),
            line.group is not None and _is_other(line.group, answers.get("tables", "")),
            _is_other(section or FIRST_PART, answers.get("sections", "")),
        )
    )


def _is_other(name: str, wanted: str) -> bool:
    """Tell whether a name is none of those that are wanted; nothing said wants all.

    Names may have commas in them: with a semicolon only that parts them.
    """
    parted = r";" if ";" in wanted else r","
    listed = [each.strip() for each in re.split(parted, wanted) if each.strip()]
    return bool(listed) and listed != ["all"] and name not in listed and name != wanted.strip()


def _is_below(line: ReadLine) -> bool:
    return any(
        each is not None and each < 0 for each in (line.quantity, line.unit_price, line.value)
    )
