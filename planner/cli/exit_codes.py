"""The exit codes of all commands, each with what it means."""

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    meaning: str

    def __new__(cls, number: int, meaning: str) -> "ExitCode":
        """Make a number that says what it means."""
        found = int.__new__(cls, number)
        found._value_ = number
        found.meaning = meaning
        return found

    DONE = 0, "done; warnings and notes do not change it"
    ERROR = 1, "an error is among the findings, or the job could not be done"
    USAGE = 2, "the command line could not be understood"
    OPEN = 3, "questions are open that the answer depends on"
    INTERRUPTED = 130, "ended by Ctrl-C; what was known until then was told"
