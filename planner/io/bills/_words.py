"""Words that people write over columns and beside sums, in the languages that lists were seen in.

Each is written as `plain` leaves it. A phrase counts before a shorter one that it contains: "unit
price" is no "price".
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache

from planner.io.text.currency_signs import marks
from planner.model.money import CURRENCIES


class Role(StrEnum):
    """What a column holds."""

    NAME = "name"
    DESCRIPTION = "description"
    NUMBER = "part_number"
    QUANTITY = "quantity"
    CATEGORY = "category"
    PACKS = "packs"
    PACK_SIZE = "pack_size"
    UNIT_PRICE = "unit_price"
    PRICE = "price"
    LINE_TOTAL = "line_total"
    AMOUNT = "amount"
    CURRENCY = "currency"
    MAKER = "maker"
    VENDOR = "vendor"
    LINK = "link"
    NOTE = "note"
    UNIT = "unit"
    SHIPPING = "shipping"
    TAX = "tax"
    OWNED = "owned"
    OTHER = "other"


_HEADINGS: Mapping[Role, str] = {
    Role.NAME: """
        megnevezés|termék|naziv|artikl|denumire|produs|názov|tovar|είδος|προϊόν|найменування
        назва|tên hàng|tên sản phẩm|ürün ad\u0131|parça ad\u0131
        node|nodes|machine|server
        name|item name|part name|product name|component name|items|item|part|parts|product|products
        component|components|article|material|object|device|hardware|what|thing|title|designation
        bezeichnung|benennung|artikel|artikelbezeichnung|produkt|teil|bauteil|gegenstand|posten|ware
        nom|désignation|libellé|composant|composante|article|pièce|produit|intitulé
        nombre|artículo|articulo|producto|componente|pieza|denominación|nome|articolo|prodotto
        pezzo|produto|peça|item|naam|onderdeel|omschrijving|artikelnaam|namn|benämning|navn|vare
        nimi|tuote|nazwa|część|towar|název|položka|díl|название|наименование|товар|деталь|parça|ürün
        部品名|部品|品名|名前|名称|商品名|商品|物料|物料名称|项目|項目|零件|产品|品目|품명|이름
    """,
    Role.DESCRIPTION: """
        description|desc|details|detail|specification|specifications|spec|specs|type|model
        beschreibung|typ|modell|spezifikation|descriptif|modèle|détails
        descripción|descripcion|modelo|detalle|descrizione|modello|descrição|beschrijving
        beskrivning|beskrivelse|kuvaus|opis|popis|описание|说明|規格|规格|型式|全称|描述|설명
    """,
    Role.CATEGORY: """
        category|categories|part type|component type|kind|class|group|section|kategorie|gruppe|art
        catégorie|type de composant|categoría|categoria|tipo|rodzaj|kategoria|druh|категория|тип
        类别|分类|類別|種類|分類|カテゴリ|종류|분류
    """,
    Role.NUMBER: """
        part number|part no|part nr|part|pn|p n|mpn|manufacturer part number|mfr part
        lcsc|lcsc part|lcsc part number|jlcpcb part|jlcpcb part number|supplier part
        supplier part number|vendor part number|digikey part number|digi key part number
        mouser part number|mfg part number|manufacturer part|sku|order number|order no|order code
        item number|item no|item code|code
        catalog number|product code|product number|article number|article no|asin|ean|upc|ref
        reference|artikelnummer|art nr|artikel nr|artnr|bestellnummer|best nr|bestell nr|teilenummer
        herstellernummer|référence|réf|code article|número de parte|referencia|código|codice
        artikelnr|型号|型番|品番|料号|编号|артикул|부품번호
    """,
    Role.QUANTITY: """
        mennyiség|db|količina|kol|cantitate|buc|množstvo|ποσότητα|кількість|к сть|к во
        số lượng|miktar\u0131|say\u0131s\u0131
        qty|quantity|quantities|qnty|quant|count|number of|no of|number|pcs|pieces|units|needed
        qty per unit|quantity per unit|qty per board|quantity per board|qty per kit|qty per set
        required|how many|qty needed|quantity needed|qty required|total qty|amount needed|times
        menge|anzahl|stück|stk|stückzahl|stueck|stückz|benötigt|bedarf|st|quantité|qté|qte|nb|nbre
        nombre de|cantidad|cant|uds|unidades|quantità|qta|q tà|pezzi|pz|quantidade|qtd|qtde
        aantal|stuks|antal|st|määrä|kpl|ilość|szt|sztuk|počet|ks|množství|количество|кол во|шт|adet
        miktar|数量|个数|個数|本数|件数|枚数|수량|개수
    """,
    Role.PACKS: """
        orders|orders required|packs|packs needed|number of packs|packages|boxes|order qty
        order quantity|qty to order|quantity to order|to order|to buy|buy|bestellmenge|gebinde
        packungen|paquets|lots|paquetes|袋数|箱数
    """,
    Role.PACK_SIZE: """
        pack size|package size|pcs per pack|pieces per pack|per pack|qty per pack|units per pack
        per|price unit|preiseinheit|pe
        sold quantity|sold qty|quantity per pack|qty in pack|quantity in pack|pcs in pack|pack qty
        pack quantity|package quantity|package qty|qty per package|quantity per package
        vpe|packungsgröße|stück pro packung|lot de|入数|入り数|每包数量
    """,
    Role.UNIT_PRICE: """
        egységár|jedinična cijena|preț unitar|pret unitar|τιμή μονάδας|ціна за одиницю
        единична цена|đơn giá|birim fiyat\u0131
        unit price|unit cost|price per unit|cost per unit|price each|cost each|each|price ea|ea
        per unit|per piece|price per piece|price per item|cost per item|item price|item cost
        price per|cost per|unit value|einzelpreis|ep|e preis|stückpreis|stückkosten|preis pro
        stück|preis pro stück|preis je|preis stück|preis stk|einzel|prix unitaire|prix unit|pu|p u
        coût unitaire|prix à l unité|precio unitario|precio unidad|precio por unidad|coste unitario
        costo unitario|valor unitario|p unit|pvp|prezzo unitario|costo unitario|preço unitário
        valor unitário|stuksprijs|prijs per stuk|eenheidsprijs|styckpris|à pris|enhetspris|stykpris
        yksikköhinta|cena jednostkowa|cena za sztukę|jednotková cena|cena za kus|цена за штуку
        цена за ед|birim fiyat|单价|單價|単価|1個価格|单位价格|단가
    """,
    Role.PRICE: """
        ár|cijena|preț|pret|τιμή|ціна|giá|fiyat\u0131
        price|cost|prices|costs|retail price|list price|msrp|rrp|street|street price|retail
        preis|kosten|vk|listenpreis|prix|coût|tarif|precio|coste|costo|prezzo|preço|prijs
        pris|kostnad|hinta|cena|koszt|цена|стоимость|fiyat|价格|價格|価格|値段|가격|报价
    """,
    Role.LINE_TOTAL: """
        összesen|összeg|ukupno|iznos|valoare|spolu|σύνολο|всього|разом|сума|общо|стойност
        thành tiền|tutar\u0131|toplam tutar|стоимость всего
        total|total price|total cost|line total|line price|line cost|ext price|extended price
        extended cost|extended|ext cost|ext|subtotal|sub total|sum|total amount|price total
        cost total|totals|budget|overall|gesamt|gesamtpreis|gp|g preis|gesamtkosten|summe|betrag
        gesamtbetrag|total ht|total ttc|prix total|coût total|montant|montant total|somme
        total sin iva|importe|importe total|precio total|coste total|costo total|totale|importo
        prezzo totale|costo totale|preço total|valor total|totaal|totaalprijs|totalt|summa|sum
        yhteensä|wartość|razem|kwota|celkem|cena celkem|сумма|всего|итого|toplam|tutar
        总价|總價|合计|合計|小计|小計|金额|金額|总额|总计|합계|금액
    """,
    Role.AMOUNT: "amount|amt",
    Role.CURRENCY: """
        currency|cur|curr|ccy|währung|devise|monnaie|moneda|divisa|valuta|moeda|waluta|měna|валюта
        币种|货币|通貨|통화
    """,
    Role.MAKER: """
        manufacturer|mfr|mfg|maker|make|brand|hersteller|marke|fabricant|marque|fabricante|marca
        produttore|fabrikant|merk|tillverkare|producent|výrobce|производитель|メーカー|品牌|厂家|厂商
    """,
    Role.VENDOR: """
        vendor|supplier|shop|store|seller|retailer|source|distributor|where|from|where to buy
        bought from|laden|händler|lieferant|bezugsquelle|quelle|anbieter|geschäft|magasin
        fournisseur|boutique|vendeur|provenance|tienda|proveedor|vendedor|negozio|fornitore|loja
        fornecedor|winkel|leverancier|butik|leverantör|sklep|dostawca|obchod|dodavatel|магазин
        поставщик|店舗|店|ショップ|购入先|購入先|供应商|商家|店铺|发货地|판매처
    """,
    Role.LINK: """
        link|links|url|urls|web|website|web link|product link|purchase link|href|address|webseite
        lien|liens|site|enlace|sitio|collegamento|länk|odkaz|ссылка|链接|網址|网址|リンク|링크
    """,
    Role.NOTE: """
        note|notes|comment|comments|remark|remarks|purpose|use|usage|status|kommentar|bemerkung
        bemerkungen|anmerkung|hinweis|verwendung|commentaire|commentaires|remarque|remarques
        comentario|comentarios|nota|notas|observaciones|note|osservazioni|opmerking|opmerkingen
        anteckning|uwagi|poznámka|примечание|комментарий|备注|備考|备考|비고
    """,
    Role.UNIT: """
        unit|units of measure|uom|unit of measure|einheit|me|unité|unidad|unità|eenheid|jednostka|jm
        jednotka|mj|ед изм|единица|单位|単位|단위
    """,
    Role.SHIPPING: """
        shipping|shipping cost|postage|delivery cost|delivery fee|freight|versand|versandkosten
        porto|fracht|frais de port|frais d envoi|port|livraison|envío|gastos de envío|portes
        spedizione|spese di spedizione|frete|verzendkosten|verzending|frakt|fragt|wysyłka|doprava
        poštovné|доставка|kargo|运费|運費|送料|배송비
    """,
    Role.TAX: """
        tax|vat|gst|sales tax|mwst|ust|umsatzsteuer|mehrwertsteuer|tva|iva|btw|moms|alv|mva|dph
        ндс|kdv|税|税额|消費税|세금
    """,
    Role.OWNED: """
        owned|have|stock|in stock|on hand|inventory|already have|bestand|vorhanden|lager|en stock
        existencias|en existencia|giacenza|voorraad|lagerstatus|stan|skladem|库存|在庫|재고
    """,
    Role.OTHER: """
        id|no|nr|pos|position|line|row|index|ref des|designator|designators|refdes|weight|gewicht
        poids|peso|power|watt|watts|lead time|lieferzeit|délai|date|datum|size|length|länge
        dimensions|rating|voltage|footprint|package|value|valor|values|wert|valeur|value ohm
        序号|番号|編號|日期|重量|尺寸
        column1|image|photo|picture|bild
    """,
}

_COST_OF = re.compile(
    r"(total )?(cost|costs|price|coût|prix|coste|costo|precio|preço|prezzo|preis|kosten) "
    r"(of|for|de|des|del|der|für|di|do|da)\b"
)
# A price of one piece says so behind a slash: €/Stk, Price/pc, PRECIO €/U.
_PER_PIECE = re.compile(
    r"/\s*(u|un|ud|uds|unit|unidad|unité|pc|pcs|piece|pce|st|stk|stück|stck|ea|each|szt|ks|шт"
    r"|個|个|件|本|枚|개)\b\.?"
)
# "Unit EUR" and "Unit $" are what a unit costs.
_UNIT_OF_MONEY = re.compile(r"unit(?: (?:[a-z]{3}|dollars?|euros?|pounds?))?|(?:eur|usd|gbp) unit")
_PLACEHOLDER = re.compile(r"(column|spalte|colonne|columna|colonna|列|field|unnamed)[ :]*\d+")

_WORDS_OF_MONEY: Mapping[str, frozenset[str]] = {
    word: frozenset(codes.split())
    for words, codes in {
        "pound pounds sterling quid": "GBP",
        "euro euros eur": "EUR",
        "yen 円 日元 日圓": "JPY",
        "yuan renminbi rmb 人民币 人民幣": "CNY",
        "rupees rupee": "INR LKR MUR NPR PKR",
        "dollar dollars": "AUD CAD HKD NZD SGD TWD USD",
        "franken chf sfr": "CHF",
        "zloty złoty złotych": "PLN",
    }.items()
    for word in words.split()
}
PIECES = frozenset(
    "x × pc pcs piece pieces ea each unit units st stk stck stück stueck szt ks шт pz uds ud u "
    "pce pièce pièces pieza piezas stuks 個 个 件 本 枚 只 台 条 개 "
    # Sets, rolls and the like are bought and priced as one.
    "set sets kit kits pair pairs pr prs pack packs pkg box boxes roll rolls spool spools bag bags "
    "sheet sheets plate plates bottle bottles lot lots board boards reel reels tube tubes pkt "
    "satz sätze paar paare rolle rollen packung packungen pack beutel platte platten "
    "jeu jeux paire paires rouleau rouleaux lot plaque plaques sachet sachets "
    "juego juegos par pares rollo rollos bolsa bolsas caja cajas placa placas peça peças unid "
    "coppia coppie rotolo confezione pezzo pezzi zestaw para pary opak rolka sada pár balení "
    "комплект пара компл упак 套 对 卷 盒 组 片 把 根 张 块 付 セット 세트".split()
)


def plain(text: str) -> str:
    """Return a text for comparing: small letters, ordinary digits, single blanks."""
    text = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().split())


def _phrases() -> dict[str, Role]:
    found: dict[str, Role] = {}
    for role, text in _HEADINGS.items():
        for phrase in re.split(r"[|\n]", text):
            if phrase.strip():
                found.setdefault(" ".join(phrase.split()), role)
    return found


_LONGEST_HEADING = 120
_PHRASES = _phrases()
_MOST_WORDS = max(len(phrase.split()) for phrase in _PHRASES)
# Scripts that leave no blanks between words.
_WIDE = tuple(phrase for phrase in _PHRASES if ord(phrase[0]) > 0x2E80)
_ALSO: Mapping[str, tuple[Role, ...]] = {
    "part": (Role.NUMBER,),
    "number": (Role.NUMBER,),
    "value": (Role.PRICE,),
    "valor": (Role.PRICE,),
    "unit": (Role.UNIT_PRICE,),
}


_LONGEST_CODE = 5
# "Mfr. #", "Mouser #": whose number it is.
_NUMBER_OF = re.compile(
    r"(?:mfr|mfg|manufacturer|maker|mouser|digi-?key|newark|arrow|farnell|lcsc|vendor|supplier)"
    r"[.']?s?\s*#"
)


@lru_cache(maxsize=4096)
def roles_of(heading: str) -> tuple[tuple[Role, float], ...]:
    """Return what a heading may stand over, and how surely: 1 where it says no more than that."""
    return tuple(_roles(heading)) if len(heading) <= _LONGEST_HEADING else ()


def _roles(heading: str) -> Iterator[tuple[Role, float]]:
    # unitPrice is written as two words in one.
    text = plain(re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", heading))
    if not text or _PLACEHOLDER.fullmatch(text):
        return
    if _PER_PIECE.search(text):
        yield Role.UNIT_PRICE, 1.0
        return
    bare = re.sub(r"\([^)]*\)|\[[^]]*\]|\uff08[^\uff09]*\uff09", " ", text)
    bare = " ".join(re.sub(r"[\W_]+", " ", bare).split())
    if _NUMBER_OF.fullmatch(text):
        yield Role.NUMBER, 0.9
        return
    if bare.upper() in CURRENCIES and len(text) <= _LONGEST_CODE:
        # Two columns that are called by their currencies are prices in each.
        yield Role.PRICE, 0.7
        return
    if _UNIT_OF_MONEY.fullmatch(bare) and (bare != "unit" or any(marks(text))):
        yield Role.UNIT_PRICE, 0.9
        return
    if role := _PHRASES.get(bare):
        yield role, 1.0
        for other in _ALSO.get(bare, ()):
            yield other, 0.5
        return
    # Taxes and currencies say of a price what it holds; they are not what the column is.
    told = re.sub(
        r"\b(sin|hors|ohne|excl|incl|inkl|exkl|inc|ex|con|mit|with|without)\b.*", "", bare
    )
    words = " ".join(told.split())
    if role := _PHRASES.get(words):
        yield role, 0.9
        return
    # The cost of parts is a cost, not parts.
    if found := _COST_OF.match(words or bare):
        yield (Role.LINE_TOTAL if found[1] else Role.PRICE), 0.7
        return
    yield from _contained(words or bare)


def _contained(text: str) -> Iterator[tuple[Role, float]]:
    """Yield the role of the longest phrase in a text: whole words, or signs of wide scripts."""
    words = text.split()
    found = {
        phrase
        for first in range(len(words))
        for last in range(first + 1, min(len(words), first + _MOST_WORDS) + 1)
        if (phrase := " ".join(words[first:last])) in _PHRASES
    }
    found.update(phrase for phrase in _WIDE if phrase in text)
    if found:
        yield _PHRASES[min(found, key=lambda each: (-len(each), each))], 0.7


def is_placeholder(heading: str) -> bool:
    """Tell whether a heading says nothing, such as Column1."""
    return bool(_PLACEHOLDER.fullmatch(plain(heading)))


_ENGLISH = re.compile(
    r"\b(qty|quantity|item|items|price|cost|unit|description|name|each|amount|shipping|supplier"
    r"|subtotal|part|parts|needed|required|vendor|manufacturer|retail|street|object)\b"
)


def is_english(headings: str) -> bool:
    """Tell whether headings are written in English, where a dollar without a name is a US one."""
    return bool(_ENGLISH.search(plain(headings)))


def money_word(text: str) -> frozenset[str]:
    """Return the currencies that a word means; none if it is no such word."""
    return _WORDS_OF_MONEY.get(plain(text).strip(" .:"), frozenset())
