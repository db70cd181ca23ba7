"""A build of a bill of materials that was read: what is known is a part, the rest is one's own."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from planner.engine.finding.listed import line_matcher
from planner.engine.solving.effort import UNHURRIED, Effort, OutOfTimeError
from planner.engine.solving.progress import Progress
from planner.jobs._impersonal import impersonal, names_in, without_people, words_of
from planner.jobs.list_prices import prices_of_list, sellers_of
from planner.jobs.own import id_of
from planner.model.bill_matching import LineMatch, ReadBill
from planner.model.bill_reading import BillReading, NotLine, ReadLine
from planner.model.build import Build, Position
from planner.model.build_charges import Charge, ChargeKind
from planner.model.catalog import Catalog
from planner.model.categories import Category
from planner.model.findings import Cell, Finding, PlannerError, Severity
from planner.model.kept_builds import LONGEST_TITLE, name_for
from planner.model.list_memory import Remembered
from planner.model.money import Money
from planner.model.offers import Basis, Price
from planner.model.parts import PART_ADAPTER, Part

# Whoever wrote a list is nobody's business in a plan of it.
_KINDS = {"shipping": ChargeKind.SHIPPING, "tax": ChargeKind.GST, "discount": ChargeKind.OTHER}
_LABELS = {"shipping": "Shipping", "tax": "Tax", "discount": "Discount"}
_LONGEST_NAME = 200
_OFTEN = 250
# What of a line tells which part it is, and of which kind.
_TELLING = (
    "sheet", "group", "row", "name", "maker", "part_number", "description", "category", "section",
)  # fmt: skip
_DIGITS = Decimal("0.000001")

Matcher = Callable[[ReadLine, str | None], LineMatch]
Place = tuple[str | None, str | None, int]


def matcher_of(catalog: Catalog) -> Matcher:
    """Return a way to match lines with the parts of a catalog, whose names are read once."""
    return line_matcher(catalog.parts, catalog.offers)


def match_bill(
    reading: BillReading,
    catalog: Catalog,
    *,
    chosen: Mapping[int, str] | None = None,
    kinds: Mapping[int, Category] | None = None,
    remembered: Remembered | None = None,
    known: dict[Hashable, LineMatch] | None = None,
    matcher: Matcher | None = None,
    effort: Effort = UNHURRIED,
) -> ReadBill:
    """Say of each line of a bill which part of the catalog it is, if that is certain.

    `chosen` are the parts that a person took for lines, by the place of the line in the list, empty
    for one that is none of the catalog; `kinds` the categories that a person said of such lines.
    `remembered` is what was read as in earlier lists of such headings. `known` keeps what was found
    for when the same list is read again: an answer to a question seldom changes it; `matcher` has
    read the names of this catalog before. Raises
    OutOfTimeError once nobody waits for it any more.
    """
    chosen, kinds = chosen or {}, kinds or {}
    known = {} if known is None else known
    match = matcher
    matches = []
    for place, line in enumerate(reading.lines):
        if not place % _OFTEN and not effort.goes_on(Progress(place, len(reading.lines))):
            raise OutOfTimeError
        key = tuple(getattr(line, field) for field in _TELLING)
        said = chosen.get(place)
        if said is not None or key not in known:
            match = match or matcher_of(catalog)
            found = match(line, said)
            if said is None:
                known[key] = found
        else:
            found = known[key]
        kind = kinds.get(place) if found.part_number is None else None
        matches.append(found.model_copy(update={"category": kind}) if kind else found)
    return ReadBill(reading=reading, matches=tuple(matches), remembered=remembered)


def build_of_bill(bill: ReadBill, catalog: Catalog, *, title: str, on: date) -> Build:
    """Make a build of a bill: its lines at the prices that the file states.

    A line that is no part of the catalog becomes a part of the build's own. What nobody sells can
    be bought at the price of the list, as a price from that list. `on` is the day of the prices.
    Raises PlannerError for a line that no whole number of pieces can be made of, and while a
    question that matters is open.
    """
    open_ones = [each.key for each in bill.reading.open_questions if each.matters]
    if open_ones:
        message = "Questions about the list are open."
        hint = f"Answer them first: {', '.join(open_ones)}."
        raise PlannerError(_cannot(bill.reading.file, None, message, hint))
    lines = [
        (line, match)
        for line, match in zip(bill.reading.lines, bill.matches, strict=True)
        if line.part_of_bill and line.quantity != 0
    ]
    file = impersonal(bill.reading.file)
    title = impersonal(title)[:LONGEST_TITLE] or "My list"
    currency = _currency(bill.reading, [line for line, _ in lines])
    own: dict[str, Part] = {}
    pairs = [(line, _part(line, match, catalog, own, file)) for line, match in lines]
    known = _words_of([line for line, _ in lines], catalog)
    positions = [_position(line, part, file, on, known) for line, part in pairs]
    priced = ((part, each.price) for (_, part), each in zip(pairs, positions, strict=True))
    offers = prices_of_list(priced, catalog, on=on)
    return Build(
        name=name_for(title, ()),
        title=title,
        currency=currency,
        on=on,
        source=file,
        parts=tuple(own.values()),
        positions=tuple(positions),
        offers=offers,
        vendors=sellers_of(offers, currency),
        charges=tuple(_charges(bill.reading, currency, on)),
    )


def _currency(reading: BillReading, lines: Sequence[ReadLine]) -> str:
    used = Counter(line.currency for line in lines if line.value is not None)
    if None in used or not used:
        message = "In which currency the prices are is not known."
        raise PlannerError(_cannot(reading.file, None, message, "Answer the question: currency."))
    return str(used.most_common(1)[0][0])


def _part(
    line: ReadLine, match: LineMatch, catalog: Catalog, own: dict[str, Part], file: str
) -> Part:
    if match.part_number is not None:
        return catalog.by_number[match.part_number]
    return own_part_of_line(line, match, catalog, own, file)


def own_part_of_line(
    line: ReadLine, match: LineMatch, catalog: Catalog, own: dict[str, Part], file: str
) -> Part:
    """Return the part of one's own that a line is, which is none of the catalog."""
    source = _link(line) or _place(line, file)
    return own_part_of(line.name, catalog, own, source=source, category=match.category or "other")


def own_part_of(
    called: str, catalog: Catalog, own: dict[str, Part], *, source: str, category: str = "other"
) -> Part:
    """Return the part of a build's own by that name; a new one is put among those it has.

    Of what kind it is nobody knows but who wrote the list; nothing else is said of it.
    """
    name = own_name(called)
    stem = id_of(name) or "part"
    count = 1
    number = stem
    while number in catalog.by_number or (number in own and own[number].name != name):
        count += 1
        number = f"{stem}-{count}"
    facts = {"category": category, "part_number": number, "name": name, "source": source}
    return own.setdefault(number, PART_ADAPTER.validate_python(facts))


def own_name(called: str) -> str:
    """Return what a part of one's own is called, by what a list calls it."""
    return impersonal(called)[:_LONGEST_NAME] or "Part"


def _place(line: ReadLine, file: str) -> str:
    sheet = f", {impersonal(line.sheet)}" if line.sheet else ""
    return f"{file}{sheet}, row {line.row}"


def _link(line: ReadLine) -> str:
    """Return the address of a line's page; one that names an account is nobody's business."""
    link = line.link or ""
    return link if link.startswith(("https://", "http://")) and "@" not in link else ""


def _words_of(lines: Sequence[ReadLine], catalog: Catalog) -> frozenset[str]:
    """Return the words of parts, makers and shops, if a note is to be told from them."""
    if not any(line.note for line in lines):
        return frozenset()
    said = (text for line in lines for text in (line.name, line.vendor, line.maker) if text)
    return words_of((*said, *names_in(catalog)))


def _position(line: ReadLine, part: Part, file: str, on: date, known: frozenset[str]) -> Position:
    quantity = line.quantity
    if quantity is None and line.line_total is not None:
        quantity = Decimal(1)
    if quantity is None or quantity != quantity.to_integral_value() or quantity < 0:
        what = "no quantity" if quantity is None else f"a quantity of {quantity}"
        message = f"“{line.name}” has {what}: a build counts whole pieces."
        place = Cell(file=file, sheet=line.sheet, row=line.row)
        hint = f"Answer the question: quantity-{line.row}."
        raise PlannerError(_cannot(file, place, message, hint))
    return Position(
        slot=part.category,
        part_number=part.part_number,
        quantity=int(quantity),
        why=without_people(line.note or "", known),
        owned=line.owned,
        price=None if line.owned else _price(line, quantity, file, on),
    )


def price_of_line(line: ReadLine, file: str, on: date) -> Price | None:
    """Return what one piece of a line costs, as its list states it; None if it does not."""
    quantity = Decimal(1) if line.quantity is None else line.quantity
    return None if line.owned or quantity <= 0 else _price(line, quantity, file, on)


def _price(line: ReadLine, quantity: Decimal, file: str, on: date) -> Price | None:
    """Return what one piece costs, so that the pieces come to what the line does."""
    value = line.value
    if value is None or line.currency is None:
        return None
    each = line.unit_price
    if each is None or (line.line_total is not None and each * quantity != line.line_total):
        each = (value / quantity).quantize(_DIGITS).normalize()
    return Price(
        unit=Money(amount=each, currency=line.currency),
        basis=Basis.PUBLISHED,
        as_of=on,
        source=_place(line, file),
        vendor=impersonal(line.vendor or "")[:60],
    )


def _charges(reading: BillReading, currency: str, on: date) -> Iterator[Charge]:
    """Yield what the list states beside its lines: rows, and what a person said to add."""

    def charge(kind: ChargeKind, label: str, amount: Decimal, where: str) -> Charge:
        money = Money(amount=amount, currency=currency)
        source = f"{impersonal(reading.file)}, {where}"
        return Charge(kind=kind, label=label, amount=money, as_of=on, source=source)

    for each in reading.not_lines:
        if each.amount is not None and each.amount != 0:
            kind = _KINDS.get(each.what, ChargeKind.OTHER)
            yield charge(kind, _label(each), each.amount, f"row {each.row}")
    said = {each.key.rpartition("!")[2]: each.answered for each in reading.asked}
    beside = _shipping_beside(reading)
    if said.get("shipping") == "add" and beside:
        yield charge(ChargeKind.SHIPPING, "Shipping", beside, "its column of shipping")
    if said.get("tax") == "with":
        sheets = {line.sheet for line in reading.lines if line.part_of_bill}
        for stated in reading.stated_totals:
            if stated.tax is not None and stated.sheet in sheets:
                yield charge(ChargeKind.GST, "Tax", stated.tax, stated.where)


def _shipping_beside(reading: BillReading) -> Decimal:
    """Return the shipping that a column of its own states, without that of rows."""
    rows = [each.amount for each in reading.not_lines if each.what == "shipping" and each.amount]
    return sum((amount for _, amount in reading.shipping), Decimal(0)) - sum(rows, Decimal(0))


def _label(each: NotLine) -> str:
    """Return what a charge is called: by its kind alone, for its row may name people."""
    return _LABELS.get(each.what, "Other charge")


def _cannot(file: str, place: Cell | None, message: str, hint: str) -> Finding:
    return Finding(
        code="bill-no-build",
        severity=Severity.ERROR,
        subject=file,
        message=message,
        hint=hint,
        cell=place or Cell(file=file),
    )
