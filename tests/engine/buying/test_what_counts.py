"""What is sold and does not count: told where it cannot be had, with what publications say."""

from datetime import date

from planner.engine.buying.basket import buy
from planner.model.buying import Market, Settlement
from planner.model.money import RateTable
from planner.model.obstacles import Obstacle, ObstacleKind
from planner.model.proof import Status
from tests.engine.purchase_cases import DAY, need, shop, sold

HERE = Settlement("SGD", RateTable(), DAY)


def test_what_does_not_count_is_told_with_its_reason_and_what_mends_it() -> None:
    market = Market(
        (sold("lead", "near"),),
        (shop("near"),),
        printed=(sold("old", "paper", "1: 7.00"),),
        out={
            "old": Obstacle(ObstacleKind.NOT_SEEN, since=DAY, day=date(2015, 1, 1)),
            "gone": Obstacle(ObstacleKind.ENDED, day=date(2014, 7, 14)),
            "worn": Obstacle(ObstacleKind.OTHER_CONDITION, about=("new",)),
        },
    )
    found = buy((need("lead"), need("old"), need("gone"), need("worn")), market, HERE)

    assert found.status is Status.INFEASIBLE
    assert {each.subject: each.line() for each in found.findings} == {
        "gone": "No offer of gone counts: discontinued since 2014-07-14. Include discontinued "
        "parts.",
        "old": "No offer of old counts: it has not been seen for sale since 2015-01-01. paper "
        f"published S$7.00 on {DAY}, but is not a shop. Ask for prices of any age.",
        "worn": "No offer of worn counts: no price for a new item. Ask for items of any condition.",
    }


def test_of_what_counts_in_part_it_is_told_how_much_can_be_had() -> None:
    market = Market(
        (sold("lead", "near", stock=1),),
        (shop("near"),),
        out={"spare": Obstacle(ObstacleKind.ENDED, day=DAY)},
    )
    found = buy((need("lead", 2, alternates=("spare",)),), market, HERE)
    assert [each.code for each in found.findings] == ["purchase-stock"]
