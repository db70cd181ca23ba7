"""A key that is handed on and never shown: no printout and no file holds it by accident."""

import hmac
import re

# What may stand in a header and in an address without being written as something else.
_USABLE = re.compile("[!-~]+")
_MOST = 300
_SHOWN = "a key that is not shown"


class Secret:
    """A key or a token. It says what it is only to whoever asks for it by `reveal`."""

    __slots__ = ("_text",)

    def __init__(self, text: str, *, most: int = _MOST) -> None:
        """Take printable ASCII signs without blanks; of others a ValueError that shows none."""
        if len(text) > most or not _USABLE.fullmatch(text):
            raise ValueError(f"a key is 1 to {most} printable ASCII signs without blanks")
        self._text = text

    def reveal(self) -> str:
        """Return the key. What comes of this goes to its owner and nowhere else."""
        return self._text

    def __repr__(self) -> str:
        """Return what may be printed."""
        return _SHOWN

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        """Tell whether it is the same key."""
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        """Return what is the same for the same key."""
        return hash((Secret, self._text))

    def __reduce__(self) -> str | tuple[object, ...]:
        """Refuse to be written down or copied into anything."""
        raise TypeError("a key is never written down")
