"""Texts without a mark that are no UTF-8: each is read in the code page it was written in."""

# ruff: noqa: RUF001 - letters of other alphabets are what this is about

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io.text.encodings import text_of

WRITTEN = {
    "cp932": (
        "部品名,数量,単価,金額\n抵抗 10k,3,100,300\nコネクタ,2,250,500\n合計,,,800\n",
        "品名,個数,価格\nねじ M3,20,5\n",
        "部品,数量,単価\nLED,4,10\n",
    ),
    "euc_jp": ("部品名,数量,単価,金額\nケーブル,3,100,300\n電源アダプタ,2,250,500\n",),
    "gb18030": (
        "名称,数量,单价,金额\n开发板,4,150.00,600.00\n电源,1,80,80\n合计,,,680\n",
        "型号;数量;价格\nSTM32;5;12.50\n",
        "物料,数量,单价(元)\n六角螺丝,12,0.50\n轴承,4,3.20\n",
    ),
    "big5": ("名稱,數量,單價,金額\n開發板,4,150,600\n電源供應器,1,80,80\n",),
    "cp949": ("품명,수량,단가,금액\n보드,4,15000,60000\n전원 공급 장치,1,8000,8000\n",),
    "cp1251": (
        "Наименование;Количество;Цена;Сумма\nПлата;4;150,00;600,00\nИтого;;;600,00\n",
        "Товар;Кол-во;Цена\nКабель;4;15,00\n",
        "НАИМЕНОВАНИЕ;КОЛ-ВО;ЦЕНА\nКАБЕЛЬ;4;15,00\n",
    ),
    "koi8-r": ("Наименование;Количество;Цена\nБлок питания;1;80,00\n",),
    "cp866": ("Наименование;Количество;Цена\nБлок питания;1;80,00\n",),
    "cp1250": (
        "Nazwa;Ilość;Cena jednostkowa;Wartość\nPłytka;4;150,00 zł;600,00 zł\n",
        "Název;Počet;Jednotková cena;Cena celkem\nDeska;4;150,00 Kč;600,00 Kč\n",
        "Megnevezés;Mennyiség;Egységár\nHűtő;1;50 Ft\n",
        "Nazwa;Sztuk;Cena\nwtyczka żeńska;2;3,00\n",
    ),
    "cp1254": ("Ürün;Miktarı;Birim fiyatı\nKablo;2;3,00\n",),
    "cp1252": (
        "Bezeichnung;Menge;Einzelpreis\nLüfter groß;4;12,50 €\nGehäuse;1;30,00 €\n",
        "Désignation;Qté;Prix\nCâble réseau;2;3,00 €\n",
        "Part,Qty,Price\nSensor ±5°,2,£3.00\nHub – black,1,£5.00\n",
        "Beskrivelse;Antal;Pris\nSkærm på æble;1;5,00\n",
        "Peça;Quantidade;Preço\nFusível de ação;1;5,00\n",
        "Item,Qty,Price\n½ inch pipe,2,£3.00\n3³ cube,1,£5\n",
        "Part;Qty;Price\n…;1;5.00\n",
    ),
}
each = pytest.mark.parametrize(
    ("encoding", "text"), [(name, text) for name, texts in WRITTEN.items() for text in texts]
)


@each
def test_a_list_is_read_in_the_code_page_it_was_written_in_and_that_is_told(
    encoding: str, text: str
) -> None:
    read, found, notes = text_of("list.csv", text.encode(encoding))

    assert (read, found) == (text, encoding)
    assert [note.code for note in notes] == ["file-not-utf8"]


@each
def test_the_same_list_in_utf_8_needs_no_guess(encoding: str, text: str) -> None:
    assert text_of("list.csv", text.encode()) == (text, "utf-8", ())


_WORDS = (
    "Gehäuse", "Lüfter", "größe", "Câble", "réseau", "hérissé", "ñandú", "año", "ação", "Skærm",
    "Fläkt", "Määrä", "naïve", "façade", "Übertrag", "Crème brûlée", "±5 °C", "20 µF", "€", "£",
    "½", "“quoted”", "Ångström", "señal", "Größe ß", "Œuvre",
)  # fmt: skip


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40))
def test_words_of_western_europe_are_never_taken_for_another_alphabet(words: list[str]) -> None:
    text = ";".join(words)

    assert text_of("list.csv", text.encode("cp1252"))[:2] == (text, "cp1252")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_none_without_a_fault(content: bytes) -> None:
    text, encoding, _ = text_of("list.csv", content)

    assert text is None or encoding


def test_a_large_file_in_a_code_page_is_looked_at_in_its_beginning() -> None:
    content = ("Плата;4;150,00\n" * 400_000).encode("cp1251")
    begun = time.process_time()

    assert text_of("list.csv", content)[1] == "cp1251"
    assert time.process_time() - begun < 2
