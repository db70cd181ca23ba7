"""How lists of one shape were read, as a small file of one's own, and back."""

from pydantic import ValidationError

from planner.io.text.json import NotJsonError, read_json
from planner.model.list_memory import ListMemory

_LONGEST = 100_000


def memory_file(shape: str) -> str:
    """Return where it is kept, below the folder of one's own."""
    return f"imports/{shape}.json"


def memory_content(memory: ListMemory) -> bytes:
    """Return it as the content of a file."""
    return f"{memory.model_dump_json(indent=1)}\n".encode()


def read_memory(content: bytes, *, shape: str) -> ListMemory | None:
    """Return what a file says; None where it says nothing that can be used for that shape."""
    if len(content) > _LONGEST:
        return None
    try:
        read_json(content)
        found = ListMemory.model_validate_json(content)
    except (NotJsonError, ValidationError):
        return None
    return found if found.shape == shape else None
