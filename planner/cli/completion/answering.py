"""The shell's question and the answer it reads: one word a line, what it means behind a tab."""

import sys
from collections.abc import Sequence

from planner.cli.completion._words import Choice, completed

# What stands first in the shell's question. No command is called so.
ASKED = "__complete"


def answer(arguments: Sequence[str]) -> int:
    """Write what the last word may become: the name of the shell first, then the words so far."""
    shell, *words = arguments or ["bash"]
    joined = _joined(words) if shell == "bash" else words
    choices = completed(joined)
    if shell == "bash":
        choices = _as_bash_replaces(choices, joined[-1] if joined else "")
    sys.stdout.write("".join(_line(each) for each in choices))
    return 0


def _joined(words: Sequence[str]) -> list[str]:
    """Return the words as they were typed: bash takes `--board=pi` for three of them."""
    found: list[str] = []
    glued = False
    for word in words:
        if word == "=" and found:
            found[-1] += word
            glued = True
        elif glued:
            found[-1] += word
            glued = False
        else:
            found.append(word)
    return found


def _as_bash_replaces(choices: Sequence[Choice], current: str) -> list[Choice]:
    """Return words without what stands before the last equals sign: bash keeps that."""
    kept = current.rpartition("=")
    start = len(kept[0]) + len(kept[1])
    return [each if each.word.startswith(":") else Choice(each.word[start:]) for each in choices]


def _line(choice: Choice) -> str:
    meaning = " ".join(choice.meaning.split())
    return f"{choice.word}\t{meaning}\n" if meaning else f"{choice.word}\n"
