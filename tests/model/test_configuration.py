"""What is configured: values that say who set them."""

from planner.model.configuration import Configuration, ConfiguredValue, SetBy


def test_a_value_says_who_set_it_and_two_that_say_the_same_are_one() -> None:
    usual = ConfiguredValue("currency", "SGD", SetBy.DEFAULT)
    mine = ConfiguredValue("currency", "EUR", SetBy.FILE, "config.toml")

    assert usual.place == ""
    assert [str(each.by) for each in (usual, mine)] == ["default", "file"]
    whole = Configuration("config.toml", there=True, values=(mine,))
    assert whole == Configuration("config.toml", there=True, values=(mine,))
    assert whole != Configuration("config.toml", there=True, values=(usual,))
