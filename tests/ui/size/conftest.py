"""What tests of the page Configure share."""

import pytest

from planner.ui.size import answers


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time enough for a proof on a machine that has other work: how long it takes is not tested."""
    monkeypatch.setattr(answers, "SECONDS", 120)
