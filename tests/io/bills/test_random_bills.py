"""Plain bills in any layout, tongue and style of numbers: read to the cent, nothing asked."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.io.bills.reading import read_bill
from planner.io.readers.grids import read_pasted

# Name, quantity, unit price, line total, total below, currency code, decimal comma.
TONGUES = {
    "en": ("Item", "Qty", "Unit price", "Line total", "Total", "USD", False),
    "de": ("Bezeichnung", "Menge", "Einzelpreis", "Gesamtpreis", "Summe", "EUR", True),
    "fr": ("Désignation", "Quantité", "Prix unitaire", "Prix total", "Total", "EUR", True),
    "es": ("Artículo", "Cantidad", "Precio unitario", "Importe", "Total", "EUR", True),
    "pt": ("Produto", "Quantidade", "Preço unitário", "Preço total", "Total", "BRL", True),
    "it": ("Articolo", "Quantità", "Prezzo unitario", "Importo", "Totale", "EUR", True),
    "nl": ("Onderdeel", "Aantal", "Stuksprijs", "Totaalprijs", "Totaal", "EUR", True),
    "pl": ("Nazwa", "Ilość", "Cena jednostkowa", "Wartość", "Razem", "PLN", True),
    "cs": ("Název", "Počet", "Jednotková cena", "Cena celkem", "Celkem", "CZK", True),
    "ru": ("Наименование", "Количество", "Цена за штуку", "Сумма", "Итого", "RUB", True),
    "zh": ("名称", "数量", "单价", "金额", "合计", "CNY", False),
    "ja": ("部品名", "数量", "単価", "金額", "合計", "JPY", False),
    "ko": ("품명", "수량", "단가", "금액", "합계", "KRW", False),
}
NAMES = (
    "Compute board", "Switch with eight ports", "Fan", "Rack shelf", "Power supply",
    "Port expander", "Case", "Patch cable", "Heat sink", "Card reader", "Total station",
    "Sumo robot frame",
)  # fmt: skip


@dataclass(frozen=True)
class Bill:
    """A bill with what was written into it."""

    text: str
    lines: tuple[tuple[int, Decimal], ...]
    currency: str

    @property
    def total(self) -> Decimal:
        return sum((quantity * price for quantity, price in self.lines), Decimal(0))


def written(amount: Decimal, *, comma: bool, grouped: bool) -> str:
    text = f"{amount:,.2f}" if grouped else f"{amount:.2f}"
    return text.translate(str.maketrans(",.", ".,")) if comma else text


@st.composite
def bills(draw: st.DrawFn) -> Bill:
    name, qty, price, total, below, currency, comma = draw(st.sampled_from(list(TONGUES.values())))
    money = st.integers(1, 4_000_00).map(lambda cents: Decimal(cents) / 100)
    lines = draw(st.lists(st.tuples(st.integers(1, 40), money), min_size=2, max_size=12))
    grouped, with_total, with_sum = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    in_heading = draw(st.booleans())
    numbered = draw(st.booleans())
    order = draw(st.permutations(["name", "qty", "price", *(["total"] if with_total else [])]))
    sign = "" if in_heading else f" {currency}"

    def amount(number: Decimal) -> str:
        return written(number, comma=comma, grouped=grouped) + sign

    heads = {"name": name, "qty": qty, "price": price, "total": total}
    if in_heading:
        heads |= {each: f"{heads[each]} ({currency})" for each in ("price", "total")}
    rows = [[heads[each] for each in order]]
    for place, (quantity, each_price) in enumerate(lines):
        cells = {
            "name": f"{NAMES[place]}",
            "qty": str(quantity),
            "price": amount(each_price),
            "total": amount(quantity * each_price),
        }
        rows.append([cells[each] for each in order])
    if with_total and with_sum:
        whole = sum((quantity * each for quantity, each in lines), Decimal(0))
        cells = {"name": below, "qty": "", "price": "", "total": amount(whole)}
        rows.append([cells[each] for each in order])
    if numbered:
        marks = ["Pos", *(str(place) for place in range(1, len(lines) + 1)), ""]
        rows = [[mark, *row] for mark, row in zip(marks, rows, strict=False)]
    if draw(st.booleans()):
        bars = [f"| {' | '.join(row)} |" for row in rows]
        bars.insert(1, "|" + " --- |" * len(rows[0]))
        text = "\n".join(bars)
    else:
        separator = draw(st.sampled_from([";", "\t"]))
        text = "\n".join(separator.join(row) for row in rows)
    return Bill(text + "\n", tuple(lines), currency)


@given(bills())
@settings(max_examples=150, deadline=None)
def test_a_plain_bill_is_read_to_the_cent_and_asks_nothing(bill: Bill) -> None:
    reading = read_bill(read_pasted(bill.text))

    assert [(line.quantity, line.unit_price) for line in reading.lines] == list(bill.lines)
    assert dict(reading.sums) == {bill.currency: bill.total}
    assert [asked.text for asked in reading.asked] == []
    assert not reading.disagreements
    assert not reading.unread


@given(st.text(alphabet="0123456789.,;|\n\t €$%()-x Qtyprice", max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    reading = read_bill(read_pasted(text))

    assert {key for key, _ in reading.sums} <= {
        line.currency or "unknown" for line in reading.lines
    }
