"""Words beside amounts that are no lines: sums, shipping, taxes, discounts."""

import re
from functools import lru_cache

from planner.io.bills._words import plain

# Each name is looked at several times; so many are remembered.
_MOST_KEPT = 50_000
# "(10 ft total)" behind a name is said of the thing.
_IN_BRACKETS = re.compile(r"(?<=\w)\s*\((?!total)[^()]*\)")
_TOTAL = re.compile(
    r"\b(grand total|sub ?totals?|totals?|totol|toatl|tota|totale|totaal|totalt|sum|sums|summe"
    r"|summa|gesamt\w*|warenwert|merchandise|zwischensumme|endsumme|somme|montant|suma|razem|celkem|yhteensä|toplam"
    r"|итого|всего|сумма|összesen|ukupno|spolu|σύνολο|всього|разом|общо|tổng|tổng cộng"
    r"|price per (board|kit|node|unit|set))\b"
    # Alone in its cell, such a word is a sum: net and gross below the lines.
    r"|^\W*(net|gross|netto|brutto|neto|bruto|nettobetrag|bruttobetrag|endbetrag|rechnungsbetrag"
    r"|zu zahlen|amount due|balance due|base imponible|imponibile|ht|ttc|lordo|à payer|a pagar)\W*$"
    r"|合计|合計|总计|總計|总价|小计|小計|总额|총계|합계|총액"
)
_PARTIAL = re.compile(r"\bsub|zwischen|小计|小計|partial|teilsumme|sous")
_SHIPPING = re.compile(
    r"^\W*(?:zzgl\.? |plus |más )?(shipping(?! (box|case|container|label))|postage"
    r"|delivery( fee| cost)?|freight|courier"
    r"|versand(kosten|pauschale)?|porto|fracht|frais de port|frais d.envoi|ports?(?= *(\W|$)"
    r"(?![\w ]))|port(?=,)|livraison|env[ií]o|gastos de env[ií]o|spedizione"
    r"|frete|verzend\w*|frakt|fragt|wysyłka|doprava|poštovné|доставка|kargo)\b"
    r"|^\W*(运费|運費|送料|邮费|배송)|[运運]费\W*$|送料\W*$|배송비\W*$"
)
_SHIPPING_LAST = re.compile(r"\b(?<!free )(shipping|postage|versandkosten|frais de port)\W*$")
_TAX = re.compile(
    r"\b(sales tax|tax(es)?|vat|gst|hst|mwst|ust|umsatzsteuer|mehrwertsteuer|tva|iva|btw|moms|alv"
    r"|mva|dph|ндс|kdv|customs|duty|import duty|zoll)\b|税|세금"
)
_DISCOUNT = re.compile(
    r"^\W*(discount|coupon|rebate|voucher|rabatt|gutschein|skonto|remise|descuento|sconto"
    r"|desconto|korting)\b|^\W*(折扣|优惠|割引|할인)"
)
_HELD = re.compile(r"\b(enthalten\w*|davon|darin|included|includes|thereof|dont|waarvan|di cui)\b")
_IN_TOTALS = re.compile(
    r"\b(shipping|shipped|postage|delivery|delivered|p&p|freight|versand\w*|porto|fracht"
    r"|livraison|frais de port|port compris|env[ií]o|spedizione|frete|verzend\w*|frakt|wysyłka)\b"
    r"|运费|運費|送料|배송"
)
_LEFT_OUT = re.compile(
    r"\b(excl\w*|ex|without|before|ohne|zzgl|exkl|hors|sin|senza|sem|zonder|utan|plus)\b|不含|別"
)
_BESIDE = re.compile(r"\b(sin|hors|ohne|excl|incl|inkl|exkl|inc|ex|con|mit|with|without)\b.*")


@lru_cache(maxsize=_MOST_KEPT)
def is_total(label: str) -> bool:
    """Tell whether a text says that a sum stands beside it."""
    text = plain(label)
    return bool(_TOTAL.search(_IN_BRACKETS.sub(" ", text) if "(" in text else text))


def is_partial(label: str) -> bool:
    """Tell whether a sum is called one of a part."""
    return bool(_PARTIAL.search(plain(label)))


@lru_cache(maxsize=_MOST_KEPT)
def charge_of(label: str) -> str:
    """Return which charge a row is, by its name: shipping, tax, discount; empty for none."""
    text = plain(label)
    for what, words in (("shipping", _SHIPPING), ("discount", _DISCOUNT)):
        if words.search(text):
            return what
    if _SHIPPING_LAST.search(text) and len(text.split()) <= 3 and not _BESIDE.search(text):
        return "shipping"
    return "tax" if _TAX.search(text) and len(text.split()) <= 4 else ""


def holds_shipping(heading: str) -> bool:
    """Tell whether the heading over the totals of lines says that shipping is in them."""
    text = plain(heading)
    return bool(_IN_TOTALS.search(text)) and not _LEFT_OUT.search(text)


def holds_tax(label: str) -> bool:
    """Tell whether a text names a tax that the sums hold already: it is added to nothing."""
    return is_tax(label) and bool(_HELD.search(plain(label)))


def is_tax(label: str) -> bool:
    """Tell whether a text names a tax."""
    return bool(_TAX.search(plain(label)))
