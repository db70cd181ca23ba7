"""What kind of part somebody's words mean: by the noun that a name is about, where one is clear.

A name is about its last noun in English and German ("switch power supply" is a power supply) and
about its first where the noun leads ("alimentation pour switch"). What stands behind "for", "with"
or a comma is about something else. Where the nouns leave a doubt there is no answer.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from planner.model.categories import Category

# Nouns by category; `board` has no nouns but those of whole computers and the names of models.
_NOUNS: Mapping[Category, str] = {
    "cable": "cable|cables|cord|cords|patch cord|patch lead|lead|leads|cat5e|cat6|cat6a|cat7|cat8"
    "|kabel|patchkabel|câble|câbles|cavo|cavi|cabo|przewód|кабель|ケーブル|线缆|网线|線|케이블",
    "switch": "network switch|ethernet switch|gigabit switch|poe switch|poe+ switch|managed switch"
    "|unmanaged switch|smart switch|port switch|gbe switch|switch gigabit|switch ethernet"
    "|switch poe"
    "|netzwerk-switch|commutateur|交换机|スイッチングハブ|коммутатор",
    "charger": "power supply|power supplies|psu|psus|power adapter|power adapters|power brick"
    "|charger"
    "|chargers|usb charger|ac adapter|power strip|pdu|netzteil|netzteile|ladegerät|steckdosenleiste"
    "|alimentation|chargeur|bloc d'alimentation|multiprise|fuente de alimentación|cargador|regleta"
    "|alimentatore|caricatore|fonte de alimentação|voeding|zasilacz|zdroj|блок питания"
    "|зарядное устройство|电源适配器|电源|電源アダプタ|充電器|充电器|어댑터",
    "storage": "ssd|ssds|nvme|nvmes|hdd|hdds|hard drive|hard drives|hard disk|microsd|micro sd"
    "|microsd card|micro sd card|sd card|sd cards|memory card|tf card|usb stick|usb drive"
    "|flash drive"
    "|thumb drive|emmc|emmc module|festplatte|speicherkarte|usb-stick|disque dur|carte microsd"
    "|carte sd|carte mémoire|clé usb|tarjeta microsd|tarjeta sd|disco duro|scheda sd|dysk"
    "|карта памяти|固态硬盘|硬盘|存储卡|内存卡|microsdカード|sdカード",
    "memory": "sodimm|so-dimm|sodimms|dimm|ddr3|ddr4|ddr5|memory module|memory kit|ram kit"
    "|arbeitsspeicher|barrette mémoire|内存条|メモリ",
    "hat": "hat|hats|m.2 hat|nvme hat|nvme base|sata hat|bonnet",
    "poe": "poe hat|poe+ hat|poe injector|poe+ injector|poe+ splitter|poe splitter|poe-splitter"
    "|poe-injektor|injecteur poe"
    "|inyector poe|poe分离器",
    "nic": "nic|network card|network adapter|ethernet adapter|ethernet dongle|lan adapter"
    "|netzwerkkarte|netzwerkadapter|carte réseau|tarjeta de red|scheda di rete|网卡",
    "case": "case|cases|enclosure|enclosures|chassis|gehäuse|boîtier|boitier|caja|carcasa|custodia"
    "|obudowa|krabička|behuizing|корпус|机箱|外壳|ケース|케이스",
    "rack": "rack|racks|mini rack|server rack|rackmate",
    "carrier": "carrier board|carrier boards|turing pi|baie turing",
    "board": "single board computer|single-board computer|sbc|mini pc|mini-pc|minipc|mini pcs"
    "|compute module|einplatinencomputer|einplatinenrechner|micro-ordinateur|mini-ordinateur"
    "|mini ordenador|одноплатный компьютер|单板电脑|开发板|シングルボードコンピュータ",
}  # fmt: skip
# Models of whole computers: what is called by one alone is one.
_MODEL = re.compile(
    r"\b(raspberry pi|rpi|raspi|raspberry)[ -]?(zero( 2)?( w)?|[1-5]\s?[ab]?\+?|cm[345]\+?"
    r"|compute module|model [ab]\+?)(?![\w.])|\bpi[ -]?[345]\b(?! pin)|\bcm[345]\b|\bodroid\b"
    r"|\borange pi\b|\bbanana pi\b|\brock ?(pi )?[345]\w?\b|\bjetson\b|\bnuc\b|\bmac mini\b"
    r"|\blattepanda\b|\boptiplex\b|\belitedesk\b|\bprodesk\b|\bthinkcentre\b|\brock64\b"
)
# Nouns of things that are none of the categories, whatever stands before them.
_OTHERS = re.compile(
    r"\b(fans?|lüfter|ventilateurs?|ventilador(es)?|coolers?|heat ?sinks?|kühler|kühlkörper|ties?"
    r"|binders?|readers?|lesegerät|kartenleser|mounts?|brackets?|shelf|shelves|trays?|ears?|screws?"
    r"|standoffs?|spacers?|stickers?|labels?|testers?|management|organi[sz]ers?|clips?|holders?"
    r"|tape|tool|tools|crimp\w*|plugs?|connectors?|couplers?|panels?|boots?|sleeves?|feet"
    r"|keystones?"
    r"|keyboard|mouse|monitor|display|screen|router|docks?|docking|caddy|caddies|adapter|adapters"
    r"|converter|extender|hub|hubs|splitter|kvm|limit|toggle|rocker|micro ?switch|push|button|light"
    r"|console|nintendo|kit|bundle|blank|drawer|handles?|wheels?|door|gland|bags?|schrauben?"
    r"|halter\w*|kabelbinder|aufkleber|vis|tornillos?|tie|wrap|velcro|thermal|paste|glass"
    r"|add-ons?|batter(?:y|ies)|tower|io board|base board|carrier|supply|bolts?"
    r"|basic|baseboard|breakout|expansion|usb(?:-c)?(?= enclosure)|dummy)\b"
)
# Behind these a name goes on with what else is to say of the thing; behind those, with another.
_CUT = re.compile(r"\s*[,;(\[|]\s*|\s+[-–—]\s+")
_CUT_OFF = re.compile(
    r"\s+(?:for|with|w/|incl\.?|including|to fit|compatible with|für|mit"
    r"|pour|avec|para|con|per|voor|met|dla|для|\u0441)\s.*"
)
_COUNT = re.compile(r"^\W*\d{1,4}\s?[x×]\s+|\s[x×]\s?\d{1,4}$")
_SIZE = re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:gb|tb|mb|go|to)\b(?:\s(?:ram|ssd|nvme|emmc|ddr[345]))?")
# Behind a comma "32 GB eMMC" is what a thing has; "SSD 240 GB" is what it is.
_ATTRIBUTE = re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:gb|tb)\s(?:ram|emmc|ddr[345]|lpddr\w*)\b")
# What may stand behind the model of a computer that is sold by itself.
_OF_A_BOARD = re.compile(
    r"(?:\s*(?:[-/]|model|[ab]\+?|rev\w*|v?\d+(?:\.\d+)?|lite|wifi|wireless|w|wh|h|plus|pro|max"
    r"|ultra"
    r"|\d+(?:[.,]\d+)?\s?[gt]b|[gt]b|ram|lpddr\w*|emmc|ssd|nvme|boards?|nano|orin|nx|computer|unit"
    r"|server|single|sbc|\+))*\s*"
)
_LEADING = frozenset(
    "câble câbles cavo cavi cabo commutateur alimentation chargeur cargador alimentatore boîtier "
    "boitier caja carcasa custodia корпус кабель".split()
)
# "Switch" alone may be a key; a size, a port or a maker of networks says that it is not.
_NETWORKED = re.compile(
    r"\b(network|ethernet|gigabit|gbe|poe|ports?|port|lan|managed|unmanaged|sfp\+?|[0-9.]+g"
    r"|tp-?link|netgear|mikrotik|ubiquiti|unifi|zyxel|d-?link|trendnet|netzwerk|réseau|\d+-port)\b"
)
_DRIVES = frozenset(("storage",))
# Words that say a kind in a column of kinds or in a heading, and in a name mean too much.
_SAID: Mapping[Category, str] = {
    "board": "board|boards|node|nodes|compute|computer|computers|sbcs|platine|platinen",
    "storage": "storage|drive|drives|disk|disks|speicher|stockage|almacenamiento|存储",
    "memory": "memory|ram|内存",
    "switch": "switch|switches",
    "case": "case|cases|housing",
    "poe": "poe",
    "carrier": "carrier|carriers",
}
_HEADED: Mapping[str, Category] = {
    word: category for category, written in _SAID.items() for word in written.split("|")
}
_LONGEST = 300


def kind_of(name: str, *, column: str = "", section: str = "") -> Category | None:
    """Return the category that a line's own words mean; None where they leave a doubt.

    `column` is what the list says in a column of kinds, `section` the heading it stands under:
    what a list itself calls a thing counts before what its name sounds like.
    """
    said = _HEADED.get(" ".join(column.casefold().split()).strip(" :"))
    under = _HEADED.get(" ".join(section.casefold().split()).strip(" :"))
    return said or _kind(column) or _kind(name) or under or _kind(section)


def _kind(written: str) -> Category | None:
    text = " ".join(unicodedata.normalize("NFKC", written[:_LONGEST]).casefold().split())
    text = _COUNT.sub(" ", text).strip()
    for place, whole in enumerate(_CUT.split(text)):
        piece = _CUT_OFF.sub("", whole)
        # A model behind a comma is what the thing is for.
        model = None if place else _MODEL.search(piece)
        found = list(_nouns(piece))
        if not model:
            sizes = [size.span() for size in _ATTRIBUTE.finditer(piece)]
            found = [each for each in found if not any(a <= each[0] < b for a, b in sizes)]
        if found or model or _OTHERS.search(piece):
            return _of_piece(piece, found, model)
        if piece != whole:
            return None
    return None


def _of_piece(
    piece: str, found: list[tuple[int, int, Category, str]], model: re.Match[str] | None
) -> Category | None:
    """Return what a piece of a name is about."""
    if model is not None:
        # Its memory and its drive are said of a computer, not sold.
        sizes = [size.span() for size in _SIZE.finditer(piece)]
        found = [each for each in found if not any(a <= each[0] < b for a, b in sizes)]
        # "Compute module 4" is both, the kind and the model.
        found = [each for each in found if each[2] != "board"]
    if not found:
        is_alone = model is not None and _OF_A_BOARD.fullmatch(piece[model.end() :])
        return "board" if is_alone and not _OTHERS.search(piece) else None
    leading = [each for each in found if each[3] in _LEADING]
    chosen = leading[0] if leading else max(found, key=lambda each: (each[1], each[1] - each[0]))
    behind = piece[chosen[1] :]
    if not leading and _OTHERS.search(behind):
        return None
    before = piece[: chosen[1]]
    # A case of a drive or of a heat sink holds no board.
    if chosen[2] == "case" and (_OTHERS.search(before) or _DRIVES & {e[2] for e in found}):
        return None
    return "poe" if chosen[2] == "hat" and re.search(r"\bpoe\b", piece) else chosen[2]


def _nouns(piece: str) -> Iterator[tuple[int, int, Category, str]]:
    """Yield where nouns stand in a piece, each with its category; longer ones hide what is in."""
    for found in _NOUN.finditer(piece):
        word = found[0]
        tails = (each for tail, each in _TAILS.items() if word.endswith(tail))
        category = _BY_NOUN[word] if word in _BY_NOUN else next(tails)
        yield found.start(), found.end(), category, word
    bare = re.search(r"\bswitch(es)?\b", piece)
    is_alone = bare is not None and piece in ("switch", "switches")
    if bare is not None and (is_alone or _NETWORKED.search(piece)):
        yield bare.start(), bare.end(), "switch", bare[0]


_BY_NOUN: Mapping[str, Category] = {
    noun: category for category, nouns in _NOUNS.items() for noun in nouns.split("|")
}
# Ends of German words: a Patchkabel is a Kabel.
_TAILS: Mapping[str, Category] = {
    "kabel": "cable", "netzteil": "charger", "gehäuse": "case", "ladegerät": "charger",
    "festplatte": "storage",
}  # fmt: skip


def _pattern() -> re.Pattern[str]:
    words = sorted(_BY_NOUN, key=lambda each: (-len(each), each))
    # Scripts without blanks between words have no edges of words.
    wide = [re.escape(word) for word in words if ord(word[0]) > 0x2E80]
    narrow = [re.escape(word) for word in words if ord(word[0]) <= 0x2E80]
    tails = "|".join(rf"\b[^\W\d_]{{2,20}}{tail}\b" for tail in _TAILS)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(narrow)})(?![\w+])|{'|'.join(wide)}|{tails}")


_NOUN = _pattern()
