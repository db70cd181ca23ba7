"""What is listed of a catalog folder: how much there is of each kind, and how much is wrong."""

from datetime import date

from planner.model.findings import Finding, Severity
from planner.model.listings import CatalogCheck, RateLookup


def test_a_check_counts_records_by_kind_and_findings_by_severity() -> None:
    found = [
        Finding(code="part-twice", severity=severity, subject="x", message="m")
        for severity in (Severity.ERROR, Severity.NOTE, Severity.ERROR)
    ]
    checked = CatalogCheck(
        parts=5,
        offers=4,
        vendors=3,
        rates=2,
        price_events=6,
        tariffs=7,
        tax_rules=8,
        builds=1,
        findings=tuple(found),
    )
    assert checked.held == {
        "parts": 5,
        "offers": 4,
        "vendors": 3,
        "rates": 2,
        "price_events": 6,
        "tariffs": 7,
        "tax_rules": 8,
        "builds": 1,
    }
    assert checked.counts == {"errors": 2, "warnings": 0, "notes": 1}


def test_a_rate_is_looked_up_for_a_pair() -> None:
    assert RateLookup((), "SGD", "USD", date(2020, 6, 17)).pair == "SGD/USD"
