"""Certificates of baskets as JSON files."""

from pathlib import Path

from pydantic import ValidationError

from planner.io.encodings import MAX_FILE_BYTES
from planner.io.files import write_file
from planner.io.visible import escaped_json
from planner.model.certificate import Certificate
from planner.model.findings import Cell, Finding, PlannerError, Severity

MEDIA_TYPE = "application/json"


def to_bytes(certificate: Certificate) -> bytes:
    """Return a certificate as JSON; the same one gives the same bytes."""
    return escaped_json(certificate.model_dump_json(indent=2) + "\n").encode()


def write_certificate(path: Path, certificate: Certificate) -> None:
    """Write a certificate, whole or not at all; raises PlannerError if it cannot."""
    write_file(path, to_bytes(certificate))


def read_certificate(path: Path) -> Certificate:
    """Read a certificate; raises PlannerError if it is none."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _unreadable(path, "is too large for a certificate")
        return Certificate.model_validate_json(path.read_bytes())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _unreadable(path, f"cannot be read: {reason}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        where = f" ({place}: {first['msg'].lower()})" if place else ""
        raise _unreadable(path, f"is no certificate of a basket{where}") from None


def _unreadable(path: Path, why: str) -> PlannerError:
    return PlannerError(
        Finding(
            code="certificate-unreadable",
            severity=Severity.ERROR,
            subject=path.name,
            message=f"{path.name} {why}.",
            hint="Name a file that was written with --certificate.",
            cell=Cell(file=path.name),
        )
    )
