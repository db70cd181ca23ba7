"""How a text is cut into the words that parts are searched by: each size and speed in one form.

`8GB`, `8 gb` and `8192 MB` are one word, and so are `2.5G`, `2.5 GbE` and `2500 Mbit/s`. Letters
and digits that touch are two words, `pi5` and `Pi 5` alike. What can mean two things, such as
`1gb`, is a word with two forms, the likelier one first.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

# The forms of one word; a text is looked for in any of them.
Word = tuple[str, ...]
# Nobody types more to find a part; what is behind them is not looked at.
_LONGEST, _MOST_WORDS = 1000, 200
_REMEMBERED = 65_536
_PIECE = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[^\W\d_]+(?:/s(?![^\W_]))?|\++")
_MOST_DIGITS = 12
# Speeds of networks in Gbit/s; a number of GB is hardly ever one of them but 1, 10 and 100.
_SPEEDS = frozenset(map(Decimal, "1 2.5 5 10 25 40 50 100 200 400".split()))
_SLOW = frozenset(map(Decimal, "10 100 1000 2500 5000 10000".split()))
_BITS = frozenset("gbit/s gbits/s gb/s gbps gbit gigabit gigabits gige gbe".split())
_KILOBITS = frozenset("mbit/s mbits/s mb/s mbps mbit megabit megabits".split())
_COUNTED = {
    "port": "port", "ports": "port", "p": "port", "core": "core", "cores": "core",
    "outlet": "outlet", "outlets": "outlet", "bay": "bay", "bays": "bay",
    "slot": "slot", "slots": "slot",
}  # fmt: skip
_BYTES = frozenset("gb g gib gigabyte gigabytes tb mb m mib w watt watts".split())
_UNITS = _BITS | _KILOBITS | _BYTES | _COUNTED.keys()
_SPOKEN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("rpi", "raspi", "rpis", "raspberrypi"), ("raspberry", "pi")),
    **dict.fromkeys(("gigabit", "gbe", "gige"), ("1000mbps",)),
    "computemodule": ("cm",),
}
_GO_ON = frozenset(
    """plus module modules core cores Plus Module Modules Core Cores
    PLUS MODULE MODULES CORE CORES""".split()
)
_MANY = {"dual": "2", "quad": "4", "hexa": "6", "octa": "8"}
SPOKEN = frozenset(_SPOKEN) | {"compute", "module"}


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in their order."""
    raw = [piece for chunk in text[:_LONGEST].split() for piece in _pieces(chunk)]
    found: list[Word] = []
    place = 0
    while place < len(raw) and len(found) < _MOST_WORDS:
        piece = raw[place]
        place += 1
        if piece[0].isdigit():
            forms = _measured(piece, raw[place]) if place < len(raw) else ()
            place += bool(forms)
            found.append(forms or (_number(piece),))
        elif not (found and (piece[0] == "+" or piece in _GO_ON) and _goes_on(found, piece)):
            found += _alone(piece)
    return tuple(found)


# Makers, notes and what parts fit are the same in many rows.
words_again = lru_cache(maxsize=_REMEMBERED)(words)


@lru_cache(maxsize=_REMEMBERED)
def _pieces(chunk: str) -> tuple[str, ...]:
    return tuple(_PIECE.findall(unicodedata.normalize("NFKC", chunk)))


def surface(text: str) -> list[str]:
    """Return the words of a text that are made of letters, as they are written."""
    pieces = (piece for chunk in text[:_LONGEST].split() for piece in _pieces(chunk))
    return [piece.casefold() for piece in pieces if piece.isalpha()]


@lru_cache(maxsize=_REMEMBERED)
def _measured(number: str, unit: str) -> Word:
    """Return the forms of a number and the word behind it; none if they are no measure."""
    if unit.casefold() not in _UNITS or len(number) > _MOST_DIGITS:
        return ()
    return measure(Decimal(_point(number)), unit)


def _number(digits: str) -> str:
    """Return a number without idle decimals; one with leading zeros is a name and stays."""
    text = _point(digits)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _point(digits: str) -> str:
    """Return a number with a decimal point: three digits behind a comma are thousands."""
    whole, comma, rest = digits.partition(",")
    return digits if not comma else f"{whole}{'' if len(rest) == 3 else '.'}{rest}"


def _goes_on(found: list[Word], piece: str) -> bool:
    """Put a word to the one before it, if they mean one thing: `b plus`, `compute module`."""
    text, before = piece.casefold(), found[-1][0]
    if text == "plus" or text[0] == "+":
        found[-1] = (f"{before}+",)
    elif before == "compute" and text in ("module", "modules"):
        found[-1] = ("cm",)
    elif before in _MANY and text in ("core", "cores"):
        found[-1] = (f"{_MANY[before]}core",)
    else:
        return False
    return True


@lru_cache(maxsize=_REMEMBERED)
def _alone(piece: str) -> tuple[Word, ...]:
    """Return the words that a piece of letters is by itself."""
    text = piece.casefold()
    if text in _SPOKEN:
        return tuple((each,) for each in _SPOKEN[text])
    if len(text) > len("plus") and text.endswith("plus"):
        return ((f"{text.removesuffix('plus')}+",),)
    return ((singular(text),),)


def singular(word: str) -> str:
    """Return a word without the ending of a plural, as far as two texts need to agree on it."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return f"{word.removesuffix('ies')}y"
    return word.removesuffix("es") if word.endswith(("ches", "xes", "shes")) else word[:-1]


def measure(number: Decimal, unit: str) -> Word:
    """Return the forms of a number with a unit, the likeliest first; none if it is no measure."""
    low = unit.casefold()
    if low in _BITS:
        return (speed(number * 1000),)
    if low in _KILOBITS:
        return (speed(number),)
    if low in ("gb", "g"):
        return _of_g(number, unit)
    if low in ("mb", "m"):
        return _of_m(number, unit)
    if low in _COUNTED:
        whole = number == number.to_integral_value()
        return (f"{plain(number)}{_COUNTED[low]}",) if whole else ()
    return (_amount(number, low),)


def _amount(number: Decimal, unit: str) -> str:
    """Return the word for what is no network and no count: bytes, or watts."""
    if unit == "tb":
        return f"{plain(number * 1000)}gb"
    if unit == "mib":
        return memory(number)
    return f"{plain(number)}w" if unit[0] == "w" else memory(number * 1024)


def _of_g(number: Decimal, unit: str) -> Word:
    if number not in _SPEEDS:
        return (memory(number * 1024),)
    both = (memory(number * 1024), speed(number * 1000))
    # On boxes a small b is a bit; where all is typed small, memory is meant more often.
    if unit == "Gb":
        return both[1:]
    return both[::-1] if unit.casefold() == "g" or number == Decimal("2.5") else both


def _of_m(number: Decimal, unit: str) -> Word:
    as_speed = (speed(number),) if number in _SLOW else ()
    if unit.casefold() == "mb":
        return (*as_speed, memory(number))
    metres = (f"{plain(number)}m",)
    return (*as_speed, *metres) if unit == "M" else (*metres, *as_speed)


def plain(number: Decimal) -> str:
    """Return a number without idle decimals."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def speed(mbps: Decimal | int) -> str:
    """Return the word for a speed in Mbit/s."""
    return f"{plain(Decimal(mbps))}mbps"


def memory(megabytes: Decimal | int) -> str:
    """Return the word for an amount of memory in MB: in GB where it is whole ones, or halves."""
    gigabytes = Decimal(megabytes) / 1024
    halves = gigabytes * 2
    if gigabytes >= 1 and halves == halves.to_integral_value():
        return f"{plain(gigabytes)}gb"
    return f"{plain(Decimal(megabytes))}mb"
