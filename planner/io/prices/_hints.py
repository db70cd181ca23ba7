"""What words of a page hint at: packs, use, taxes, a check for machines; most of it is asked."""

import re
from collections.abc import Iterable

from planner.model.proposals import Condition, TaxIncluded

# --- packs ---------------------------------------------------------------------------------------

_N = r"(?P<n>[2-9]|[1-9]\d{1,3})"
_PACK_WORD = (
    r"(?:pack(?:ung|et|age)?|pk|set|bag|lot|bundle|beutel|paket|paquete|sachet|confezione|opakowanie|"
    r"balení)"
)
# What may as well be the article itself: "case 4 layers", "box 10 cm".
_HOLDER = r"(?:box|kit|case|reel|strip|tube|carton|pair)"
_PIECES = (
    r"(?:pcs?|pieces?|pc\.|stk|stück|stuks|st\.|pièces?|piezas|pezzi|unidades|uds|szt|ks|count|ct|"
    r"units|\u0448\u0442)"
)
_HAS = (
    r"(?:usb|hdmi|displayport|dp|lan|ethernet|gigabit|rj45|sata|sfp|pcie?|nvme|m\.?2|gpio|uart|i2c|"
    r"spi|csi|dsi|arm|cortex|core|ports?|slots?|poe|type|micro|mini|audio|fan header|antennas?)"
)
_NO_SIZE = r"(?![.,]?\d|\s*(?:[x×]\s*\d|(?:gb|tb|mb|mm|cm|m|w|v|a|u|ft|port|inch)\b|\"))"
_PACKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_PACK_WORD}s?\s?(?:of|à|a|mit|de|da|von|x|-)?\s?{_N}\b{_NO_SIZE}",
        rf"\b{_HOLDER}s?\s(?:of|à|mit|de|da|von)\s{_N}\b{_NO_SIZE}",
        rf"(?<![\d.,x×])\b{_N}[-\u2011 ]?(?:er)?[-\u2011 ]?{_PACK_WORD}s?\b",
        rf"(?<![\d.,x×])\b{_N}[-\u2011 ]?{_PIECES}(?![^\W\d_])",
        # "4x board" at the start, "(4x)", "leads x40" at the end; not 10x10, not 2x HDMI.
        rf"^\W*{_N}\s?[x×](?=\s+[^\W\d_]|\s*$)",
        rf"\(\s?[x×]?\s?{_N}\s?[x×]?\s?\)\s?$",
        rf"(?<=\s)(?<!\d\s)[x×]\s?{_N}\W?$",
        # In the middle of a name, where what follows is nothing that a board has several of.
        rf"(?<![\d.,x×])\b{_N}\s?[x×]\s+(?!{_HAS}\b)[^\W\d_]",
        # Memory is sold in kits.
        rf"\b{_N}\s?[x×]\s?\d+\s?gb\b",
    )
)
_PAIR = re.compile(
    r"\b(twin|triple|quad|double|multi|doppel|dreier|vierer)[- ]?packs?\b|\bpair of\b|"
    r"\b(a )?dozen\b",
    re.IGNORECASE,
)


def pack_hint(texts: Iterable[str]) -> tuple[str, int | None]:
    """Return the words that say one article is a pack, and of how many; empty if none do."""
    for text in texts:
        for pattern in _PACKS:
            if found := pattern.search(text):
                return found[0].strip(" ()"), int(found["n"])
        if found := _PAIR.search(text):
            return found[0], None
    return "", None


# --- use -----------------------------------------------------------------------------------------

_USED = re.compile(
    r"\b(used|pre-?owned|second[- ]?hand|gebraucht\w*|occasion|usato|usado|brukt|"
    r"begagnad|"
    r"open[- ]box|ex[- ]demo|b-?ware|b-stock|for parts)\b(?! (for|in|with|by|to)\b)",
    re.IGNORECASE,
)
_REFURBISHED = re.compile(
    r"\b(refurb(ished)?|renewed|reconditioned|remanufactured|general[üu]berholt\w*|"
    r"recondition\w*|ricondizionat\w*|reacondicionad\w*|recertified|repasovan\w*)\b",
    re.IGNORECASE,
)
_CONDITIONS = {
    **dict.fromkeys(("neuf", "neu", "nuovo", "nuevo", "nieuw", "nowy"), Condition.NEW),
    "refurbished": Condition.REFURBISHED,
    "refurbishedcondition": Condition.REFURBISHED,
    "renewed": Condition.REFURBISHED,
    "used": Condition.USED,
    "usedcondition": Condition.USED,
    "damagedcondition": Condition.USED,
}


def condition_in(text: str) -> tuple[Condition, str]:
    """Return what a title says of use, with its word."""
    for pattern, condition in ((_REFURBISHED, Condition.REFURBISHED), (_USED, Condition.USED)):
        if found := pattern.search(text):
            return condition, found[0]
    return Condition.UNKNOWN, ""


def condition_said(word: str) -> Condition:
    """Return the condition that data names, by address or by word."""
    named = last_word(word)
    if re.match("new", named):
        return Condition.NEW
    return _CONDITIONS.get(named, Condition.UNKNOWN)


def last_word(text: str) -> str:
    """Return the last step of an address or a bare word, in small letters without signs."""
    step = re.split(r"[/#:](?! )", text.strip().rstrip("/"))[-1]
    return re.sub(r"[\W_]", "", step.lower())


# --- several sizes, one name ---------------------------------------------------------------------

_SIZE, _ALIKE = r"\b\d+\s?(?P<unit>gb|tb|mb|w|m|ft|port|inch)\b", r"\b\d+\s?(?P=unit)\b"
# Two of a row, or three with commas between: "8 GB, 64 GB eMMC" is one article.
_SIZES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_SIZE}(?:(?:\s*(?:[/|&]|or|and|oder|und)\s*|\s+){_ALIKE})+",
        rf"{_SIZE}(?:\s*,\s*{_ALIKE}){{2,}}",
    )
)
_ONE_SIZE = re.compile(r"\b(\d+(?:\.\d+)?)[\s-]?(gb|tb|ft|cm|mm|port)\b", re.IGNORECASE)


def several_sizes(name: str) -> str:
    """Return `2GB 4GB 8GB` where a name holds a row of sizes: one of them is sold at a price."""
    return next((found[0] for each in _SIZES if (found := each.search(name))), "")


def other_size(address: str, name: str) -> tuple[str, str]:
    """Return a size in an address and another one in a name; empty if they do not differ."""
    sizes: list[dict[str, set[str]]] = []
    for text in (re.sub(r"[-_/.]+", " ", address.partition("?")[0]), name):
        by_unit: dict[str, set[str]] = {}
        for number, unit in _ONE_SIZE.findall(text):
            by_unit.setdefault(unit.lower(), set()).add(number)
        sizes.append(by_unit)
    for unit in sizes[0].keys() & sizes[1].keys():
        if not sizes[0][unit] & sizes[1][unit]:
            return f"{min(sizes[0][unit])} {unit}", f"{min(sizes[1][unit])} {unit}"
    return "", ""


# --- tax -----------------------------------------------------------------------------------------

_TAX = (
    r"(?:v\.?a\.?t|gst|hst|sales tax|tax(?:es)?|mwst|mehrwertsteuer|ust|umsatzsteuer|tva|iva|dph|"
    r"btw|moms|alv|mva|pdv|áfa|kdv)\b"
)
_BETWEEN = r"(?:the |gesetzl\.? |der |\d+([.,]\d+)?\s?% ?)*"
_WITH = re.compile(
    r"\b(?:incl?(?:uding|usive of|udes|\.)?|inkl\.?|enth\w+|mit|with|con|s|vč\w*\.?|z|včetně|"
    rf"inclus\w*)\s{_BETWEEN}{_TAX}|\b(?:ttc|brutto|iva incluido|iva inclusa|"
    r"tax included|vat included|gst included|(?:vat|gst) incl)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"(?:\+|\b(?:excl?(?:uding|usive of|\.)?|exkl\.?|exc\.?|ex\.?|zzgl\.?|zuzügl\w*\.?|plus|ohne|"
    r"without|"
    rf"sin|bez|hors|before))\s{_BETWEEN}{_TAX}|"
    r"\b(?:netto|tax excluded|vat excluded|iva esclusa|(?:vat|gst) excl|prix ht|ht)\b",
    re.IGNORECASE,
)


def tax_in(text: str) -> tuple[TaxIncluded, str]:
    """Return what words beside a price say of tax; unknown where they say both or nothing."""
    within, without = _WITH.search(text), _WITHOUT.search(text)
    if within and not without:
        return TaxIncluded.YES, within[0]
    if without and not within:
        return TaxIncluded.NO, without[0]
    return TaxIncluded.UNKNOWN, ""


# --- a check for machines ------------------------------------------------------------------------

_WALL_WORDS = re.compile(
    r"just a moment|one moment|attention required|access (to this page has been )?denied|"
    r"request unsuccessful|you have been blocked|characters you see|ddos protection|"
    r"security verification|are you (a )?(human|robot)|"
    r"you are (a )?human|not a robot|robot check|security check|pardon our interruption|captcha|"
    r"checking (that|if|your)|unusual traffic|enable javascript and cookies|bist du ein mensch|"
    r"verify(ing)? you",
    re.IGNORECASE,
)
_WALL_SCRIPTS = re.compile(
    r"/challenge|challenge-platform|px-captcha|perimeterx|datadome|incapsula|hcaptcha|recaptcha|"
    r"turnstile|kpsdk|awswaf",
    re.IGNORECASE,
)


def is_wall(title: str, text: str, scripts: Iterable[str]) -> bool:
    """Tell whether a page is a check for machines in place of a shop's page.

    A shop's page may carry the script of such a check, so few words must stand beside it.
    """
    words = len(text.split())
    if _WALL_WORDS.search(title):
        return words < 400
    return words < 80 and bool(
        _WALL_WORDS.search(text) or any(_WALL_SCRIPTS.search(each) for each in scripts)
    )
