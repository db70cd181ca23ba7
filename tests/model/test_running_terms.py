"""What a person says about running a cluster: a price per kWh that can be paid."""

import pytest
from pydantic import ValidationError

from planner.model.running import RunningTerms


@pytest.mark.parametrize("tariff", ["0 SGD", "-0.10 SGD", "1000001 SGD"])
def test_a_price_of_a_kwh_that_nobody_pays_is_refused(tariff: str) -> None:
    with pytest.raises(ValidationError, match="the price per kWh must be above 0 and at most"):
        RunningTerms.model_validate({"tariff": tariff})
    assert RunningTerms.model_validate({"tariff": "0.30 SGD"}).tariff is not None
