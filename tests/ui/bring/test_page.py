"""The page Import: a list is pasted, what it does not say is asked, and it opens as a build."""

from streamlit.testing.v1 import AppTest

from tests.ui.test_pages import PAGES, opened, words

LIST = "Item\tQty\tUnit price\nCompute board\t3\t40.00\nMean fan\t1\t4.50\nTotal\t\t124.50\n"


def pasted(text: str) -> AppTest:
    # The page has an address of its own, which the app has to be asked for once.
    app = opened("start.py").switch_page(str(PAGES / "bring.py")).run()
    app.text_area(key="list-text").set_value(text)
    return app.button(key="list-paste").click().run()


def test_a_list_is_read_and_its_question_keeps_it_from_being_a_build() -> None:
    app = pasted(LIST)

    assert not app.exception
    assert "2 lines, 124.50 of an unknown currency so far" in words(app)
    assert app.button(key="list-open").disabled


def test_an_answer_gives_the_total_and_the_list_opens_as_a_build() -> None:
    app = pasted(LIST)
    app.selectbox(key="answer-currency").select("SGD").run()

    assert "2 lines, S\\$124.50 in all." in words(app)
    app.button(key="list-open").click().run()

    assert not app.exception
    assert "S\\$124.50" in words(app)


def test_what_fits_the_file_is_accepted_at_once() -> None:
    app = pasted("Item;Menge;Preis €\nA;2;1,50\nB;1;2,25\nC;1;1.250\nSumme;;6,50\n")

    app.button(key="accept-proposed").click().run()

    assert "3 lines, €6.50 in all." in words(app)


def test_a_line_is_a_part_of_the_catalog_when_the_person_says_so() -> None:
    app = pasted("Item\tQty\tPrice SGD\nRaspberry Pi 3 Model B board\t2\t54.81\n")
    choice = app.selectbox(key="part-0")
    choice.select("rpi-3b").run()
    app.button(key="list-open").click().run()

    assert "Raspberry Pi 3 Model B" in words(app)
    assert not app.exception


def test_text_without_a_table_is_told_and_the_page_stays() -> None:
    app = pasted("there is nothing here")

    assert [each.value for each in app.error] == [
        "No table in it has names with quantities or prices."
    ]
    app.button(key="list-back").click().run()
    assert app.text_area(key="list-text").value == ""
