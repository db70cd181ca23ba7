"""Which code page a text without a mark is in, if it is no UTF-8.

Each writes its letters with bytes of its own: two at a time in East Asia, in runs where a whole
alphabet lies beyond ASCII, here and there where only accents do. What is decided is a guess, and
whoever asks tells it.
"""

# ruff: noqa: RUF001 - letters of other alphabets are what this is about

import re
from collections.abc import Iterator
from typing import NamedTuple

_SAMPLE = 40_000
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")
_LEAD = re.compile(rb"[\x81-\x9f][\x40-\xfc]")
_HIGH = re.compile(rb"[\x80-\xff]")
# The share of signs that must be usual ones for a text to be in a script of so many.
_USUAL = 0.7
# Letters of Central Europe that Windows-1252 has as signs which stand beside no letter.
_SIGNS_AS_LETTERS = re.compile(r"(?<=[^\W\d_])[¹³¿£¥¼¾]|[³¿£¼¾](?=[a-z])")
_WORDS = {
    "cp1250": (
        "ilość", "wartość", "część", "złot", "zł", "szt", "nazwa", "počet", "název", "množství",
        "položk", "kč", "celková", "množstvo", "názov",
    ),
    "hungarian": ("mennyiség", "megnevezés", "egységár", "összesen"),
    "cp1254": ("açıklama", "fiyatı", "sayısı", "adı", "parça adı", "tutarı", "miktarı"),
}  # fmt: skip


class CodePage(NamedTuple):
    """What Python calls a code page, and what people do."""

    encoding: str
    title: str


# Words over columns of lists: one of them tells more than how usual signs are.
_OVER_COLUMNS = {
    "cp932": "数量 単価 部品 品名 個数 価格 値段 金額 合計 商品",
    "euc_jp": "数量 単価 部品 品名 個数 価格 値段 金額 合計 商品",
    "gb18030": "数量 单价 名称 金额 合计 价格 型号 物料 品名 总价",
    "big5": "數量 單價 名稱 金額 合計 價格 型號 品名 總價",
    "cp949": "수량 단가 품명 금액 합계 가격 품목",
}
_BONUS = 0.3


_WINDOWS = CodePage("cp1252", "Windows-1252")
_ASIAN = (
    CodePage("cp932", "Shift-JIS"),
    CodePage("euc_jp", "EUC-JP"),
    CodePage("cp949", "EUC-KR"),
    CodePage("gb18030", "GBK"),
    CodePage("big5", "Big5"),
)
_CYRILLIC = (
    CodePage("cp1251", "Windows-1251"),
    CodePage("koi8-r", "KOI8-R"),
    CodePage("cp866", "code page 866"),
)
_ACCENTS = (CodePage("cp1250", "Windows-1250"), CodePage("cp1254", "Windows-1254"))


def code_page_of(content: bytes) -> CodePage:
    """Return the code page that the bytes of a text most likely are in; else Windows-1252."""
    # What stands before the first of its letters tells nothing.
    first = _HIGH.search(content)
    begun = first.start() if first else 0
    start = content[begun : begun + _SAMPLE]
    high = len(_HIGH.findall(start))
    in_runs = sum(map(len, _HIGH_RUN.findall(start)))
    # Two bytes a sign stand side by side; what has a small second one has a first below 0xA0.
    leads = len(_LEAD.findall(start))
    in_pairs = 2 * in_runs > high
    pages = [page for page in _ASIAN if in_pairs or (page.encoding == "cp932" and 3 * leads > high)]
    asian = max(
        ((_asian(start, page, in_pairs=in_pairs), page) for page in pages), default=(0.0, _WINDOWS)
    )
    if asian[0] >= _USUAL and _decodes(content, asian[1].encoding):
        return asian[1]
    if high > 3 and 2 * in_runs > high:
        written = [(_as_words(start, page), page) for page in _CYRILLIC]
        best = max(written, key=lambda each: each[0])
        if best[0] >= _USUAL and _decodes(content, best[1].encoding):
            return best[1]
    return next(_with_accents(content, start), _WINDOWS)


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


# --- East Asia -----------------------------------------------------------------------------------


def _asian(start: bytes, page: CodePage, *, in_pairs: bool) -> float:
    """Return how usual the signs of a text are if it is read in a code page; 0 if it cannot be."""
    try:
        text = start.decode(page.encoding)
    except UnicodeDecodeError as error:
        # The sample may end inside a sign.
        if error.start < len(start) - 3:
            return 0.0
        text = start[: error.start].decode(page.encoding)
    beyond = [sign for sign in text if sign > "\x7f"]
    if len(beyond) < 2:
        return 0.0
    words = _OVER_COLUMNS[page.encoding].split()
    bonus = _BONUS * any(word in text for word in words)
    kana = sum("\u3041" <= sign <= "\u30fc" for sign in beyond) / len(beyond)
    if not (in_pairs or kana or bonus):
        return 0.0
    share = sum(_is_usual(sign, page.encoding) for sign in beyond) / len(beyond)
    if page.encoding in ("cp932", "euc_jp"):
        # Japanese is written with kana; of Chinese read as Japanese next to none are.
        return share + bonus + 0.2 * (kana > 0.05)
    if page.encoding == "cp949":
        # Every sign is Hangul by chance only in a text of a few.
        return share + bonus + 0.1 * (share > 0.95)
    # Kana read as Chinese are those of Japanese.
    return share + bonus - 0.5 * (kana > 0.05)


def _is_usual(sign: str, encoding: str) -> bool:
    """Tell whether a sign is one that people write often in the tongue of a code page."""
    if "\u3000" <= sign <= "\u303f" or "\uff01" <= sign <= "\uff5e" or sign in "×°±·—‘’“”…￥":
        return True
    if encoding == "cp949":
        return "\uac00" <= sign <= "\ud7a3"
    if encoding in ("cp932", "euc_jp"):
        if "\u3041" <= sign <= "\u30fc":
            return True
        lead = _lead(sign, "euc_jp")
        return 0xB0 <= lead <= 0xCF
    if encoding == "big5":
        return 0xA4 <= _lead(sign, "big5") <= 0xC6
    return 0xB0 <= _lead(sign, "gb2312") <= 0xD7


def _lead(sign: str, encoding: str) -> int:
    """Return the first of the two bytes of a sign: the smaller, the more usual it is."""
    try:
        written = sign.encode(encoding)
    except UnicodeEncodeError:
        return 0
    return written[0] if len(written) == 2 else 0


# --- one byte a letter ---------------------------------------------------------------------------

_LETTERS = re.compile(r"(?<![A-Za-z])[А-Яа-яЁёІіЇїЄєҐґЎў]{2,}(?![A-Za-z])")
_FREQUENT = frozenset("оаеинтсрвл")


def _as_words(start: bytes, page: CodePage) -> float:
    """Return the share of letters that are in words as words are written; usual letters more."""
    text = start.decode(page.encoding, "replace")
    beyond = sum(sign > "\x7f" for sign in text)
    words = _LETTERS.findall(text)
    # The first letter may be large, or all of them.
    good = [word for word in words if word[1:] == word[1:].lower() or word == word.upper()]
    usual = sum(letter in _FREQUENT for word in good for letter in word.lower())
    many = sum(map(len, good))
    return (many + usual / 2) / beyond if beyond else 0.0


def _with_accents(content: bytes, start: bytes) -> Iterator[CodePage]:
    """Yield code pages of Latin letters that show words which Windows-1252 does not."""
    western = start.decode("cp1252", "replace")
    for page in _ACCENTS:
        text = start.decode(page.encoding, "replace")
        # Some words are the same in both: of a tongue whose other letters are not.
        known = _found(text, page.encoding) > _found(western, page.encoding)
        known = known or (page.encoding == "cp1250" and _found(text, "hungarian") > 0)
        strange = page.encoding == "cp1250" and bool(_SIGNS_AS_LETTERS.search(western))
        if (known or strange) and _decodes(content, page.encoding):
            yield page


def _found(text: str, encoding: str) -> int:
    lowered = text.casefold()
    return sum(bool(re.search(rf"(?<!\w){re.escape(word)}", lowered)) for word in _WORDS[encoding])
