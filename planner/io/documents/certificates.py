"""Certificates of baskets as JSON files."""

from pathlib import Path

from pydantic import ValidationError

from planner.io.text.encodings import MAX_FILE_BYTES
from planner.io.text.json import NotJsonError, read_json
from planner.io.text.visible import escaped_json
from planner.model.certificate import Certificate
from planner.model.findings import Cell, Finding, PlannerError, Severity

MEDIA_TYPE = "application/json"


def to_bytes(certificate: Certificate) -> bytes:
    """Return a certificate as JSON; the same one gives the same bytes."""
    return escaped_json(certificate.model_dump_json(indent=2) + "\n").encode()


def read_certificate(path: Path) -> Certificate:
    """Read a certificate; raises PlannerError if it is none."""
    content = _content(path)
    try:
        read_json(content)
        return Certificate.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        where = f" ({place}: {first['msg'].lower()})" if place else ""
        raise _unreadable(path, f"is not a certificate of a basket{where}") from None
    except NotJsonError as error:
        raise _unreadable(path, f"is not a certificate of a basket ({error})") from None


def _content(path: Path) -> bytes:
    """Return the bytes of a regular file: a pipe or a device would be waited for without end."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise _unreadable(path, "is a folder")
        if not path.is_file():
            raise _unreadable(path, "is not a regular file")
        if size > MAX_FILE_BYTES:
            raise _unreadable(path, "is too large for a certificate")
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _unreadable(path, f"cannot be read: {reason}") from None


def _unreadable(path: Path, why: str) -> PlannerError:
    return PlannerError(
        Finding(
            code="certificate-unreadable",
            severity=Severity.ERROR,
            subject=path.name,
            message=f"{path.name} {why}.",
            hint="Name a file that a purchase was certified in.",
            cell=Cell(file=path.name),
        )
    )
