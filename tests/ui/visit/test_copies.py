"""How many copies there are, asked of a person: whole numbers, and the build that was meant."""

import pytest

from tests.ui.test_pages import opened, words


@pytest.mark.parametrize("page", ["upgrade.py", "buy.py"])
def test_a_part_of_a_copy_is_refused_in_a_sentence_and_changes_nothing(page: str) -> None:
    app = opened(page)
    app.number_input[0].set_value(4).run()
    app.number_input[0].set_value(1.5).run()

    said = [each.value for each in app.error]
    assert any("Copies: 1.5 is not a whole number." in each for each in said)
    assert any("It is still 4." in each for each in said)
    assert app.number_input[0].value == 4
    assert not app.exception

    app.number_input[0].set_value(5).run()
    assert not [each for each in app.error if "whole number" in each.value]
    assert app.number_input[0].value == 5


@pytest.mark.parametrize("page", ["upgrade.py", "buy.py", "plan.py"])
@pytest.mark.parametrize(
    ("typed", "told"),
    [(0, "0"), (-2, "-2"), (10_001, "10,001"), (1e9, "1,000,000,000")],
)
def test_so_many_copies_as_cannot_be_are_refused_in_a_sentence_and_change_nothing(
    page: str, typed: float, told: str
) -> None:
    app = opened(page)
    app.number_input[0].set_value(4).run()
    app.number_input[0].set_value(typed).run()

    (said,) = [each.value for each in app.error if "Copies" in each.value]
    assert f"Copies: {told} is not possible." in said
    assert "Enter a whole number from 1 to 10,000. It is still 4." in said
    assert app.number_input[0].value == 4
    assert not app.exception


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ({"of": "1.5"}, "The link says '1.5' copies upgraded, of 1 copy: that is not possible."),
        ({"of": "0"}, "'0' copies upgraded"),
        ({"of": "10001"}, "'10001' copies upgraded"),
        ({"leave": "-2"}, "'-2' copies left out"),
        ({"leave": "9" * 5_000}, "copies left out"),
    ],
)
def test_a_link_with_copies_that_cannot_be_says_so_and_is_of_all(
    link: dict[str, str], told: str
) -> None:
    app = opened("upgrade.py", **link)
    assert not app.exception
    (said,) = [each.value for each in app.warning if "The link says" in each.value]
    assert told in said
    assert len(said) < 300
    assert "copies upgraded," not in words(app).replace(said, "")


def test_a_link_with_more_copies_than_there_are_says_so() -> None:
    ten = opened("upgrade.py")
    ten.number_input[0].set_value(10).run()
    edits = {key: value for key, value in ten.query_params.items() if key.startswith("edit")}
    said = {key: value[0] if isinstance(value, list) else value for key, value in edits.items()}
    for name, number, told in (
        ("of", "99", "'99' copies upgraded, of 10 copies: that is not possible."),
        ("leave", "10", "'10' copies left out, of 10 copies: that is not possible."),
    ):
        app = opened("upgrade.py", **said, **{name: number})
        assert app.number_input[0].value == 10
        assert any(told in each.value for each in app.warning)
    assert not any("The link says" in each.value for each in opened("upgrade.py", **said).warning)


def test_more_is_neither_upgraded_nor_left_out_than_there_is() -> None:
    app = opened("upgrade.py")
    app.number_input[0].set_value(10).run()
    for place, told in ((1, "Upgraded: 11 is not possible."), (2, "Left out: 11 is not possible.")):
        app.number_input[place].set_value(11).run()
        assert any(told in each.value for each in app.error)
    assert "copies upgraded" not in words(app)


def test_a_part_of_an_upgrade_or_of_what_is_left_out_is_refused_too() -> None:
    app = opened("upgrade.py")
    app.number_input[0].set_value(10).run()
    for place, label, kept in ((1, "Upgraded", 10), (2, "Left out", 0)):
        app.number_input[place].set_value(2.5).run()
        assert any(f"{label}: 2.5 is not" in each.value for each in app.error)
        assert app.number_input[place].value == kept
    assert "copies upgraded" not in words(app)


def test_a_build_of_ten_copies_stays_the_one_that_is_chosen() -> None:
    app = opened("upgrade.py")
    app.number_input[0].set_value(10).run()
    chosen = [each.value for each in app.selectbox[:2]]
    app.number_input[1].set_value(7).run()
    assert [each.value for each in app.selectbox[:2]] == chosen == ["kraken", "kraken-gigabit"]
    assert app.number_input[0].value == 10
    assert "7 of 10 copies upgraded" in words(app)
