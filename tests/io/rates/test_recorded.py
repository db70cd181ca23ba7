"""rates.csv: what is read and what is refused, and that adding rows can never harm the file."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io import files
from planner.io.rates.recorded import append_rates, read_rates
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.money import CURRENCIES, ExchangeRate

HEADER = "base,quote,rate,as_of,source\n"
GOOD = "SGD,USD,0.7177,2020-06-17,ECB\n"


def rate(value: str = "0.7177", *, source: str = "ECB", day: int = 17) -> ExchangeRate:
    return ExchangeRate(
        base="SGD",
        quote="USD",
        rate=Decimal(value),
        as_of=date(2020, 6, day),
        source=source,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rates.csv"


def refusal(path: Path, *rates: ExchangeRate) -> Finding:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(PlannerError) as caught:
        append_rates(path, rates)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert caught.value.finding.code == "rates-not-written"
    return caught.value.finding


# --- reading -------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_holds_no_rates(path: Path) -> None:
    assert read_rates(path) == ((), ())


def test_a_rate_keeps_its_digits_day_and_source(path: Path) -> None:
    path.write_text(HEADER + "SGD,USD,0.71770,2020-06-17,ECB\n")
    ((found,), findings) = read_rates(path)
    assert (found, str(found.rate), findings) == (rate(), "0.71770", ())


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("SGD,USD,0;7177,2020-06-17,ECB", "rate", "'0;7177'"),
        ('SGD,USD,"0,7177",2020-06-17,ECB', "rate", "0.7177"),
        ("SGD,USD,NaN,2020-06-17,ECB", "rate", "'NaN'"),
        ("SGD,USD,1_0,2020-06-17,ECB", "rate", "'1_0'"),
        ("SGD,USD,,2020-06-17,ECB", "rate", "empty"),
        ("SGD,USD,0.7177,17/06/2020,ECB", "as_of", "2020-06-17"),
        ("SGD,USD,0.7177,20200617,ECB", "as_of", "'20200617'"),
        ("SGD,USD,0.7177,2020-02-30,ECB", "as_of", "'2020-02-30'"),
        ("sgd,USD,0.7177,2020-06-17,ECB", "base", "SGD"),
        ("SGD,XYZ,0.7177,2020-06-17,ECB", "quote", "'XYZ'"),
        ("SGD,USD,0.7177,2020-06-21,ECB", "as_of", "after today, 2020-06-20"),
        ("SGD,USD,0,2020-06-17,ECB", None, "greater than 0"),
        ("SGD,USD,-0.7,2020-06-17,ECB", None, "greater than 0"),
        ("SGD,SGD,1,2020-06-17,ECB", None, "two currencies"),
        ("SGD,USD,0.7177,2020-06-17,", "source", "empty"),
        ("SGD,USD,0.7177", None, "3 cells"),
        ('SGD,USD,0.7177,2020-06-17,"ECB', None, "quote"),
    ],
)
def test_a_bad_row_is_left_out_with_its_place_and_the_others_load(
    path: Path, row: str, column: str | None, said: str
) -> None:
    path.write_text(f"{HEADER}{row}\n{GOOD}")
    rates, (finding,) = read_rates(path, today=date(2020, 6, 20))
    assert rates == (rate(),)
    assert finding.severity is Severity.ERROR
    assert finding.cell is not None
    assert (finding.cell.file, finding.cell.row, finding.cell.column) == ("rates.csv", 2, column)
    assert said in finding.line()
    assert finding.hint or column is None


def test_without_today_no_day_is_too_late(path: Path) -> None:
    path.write_text(HEADER + "SGD,USD,0.7177,2999-01-01,ECB\n")
    assert len(read_rates(path)[0]) == 1


@pytest.mark.parametrize("order", [1, -1])
def test_sources_that_disagree_on_a_day_are_told_whatever_their_order(
    path: Path, order: int
) -> None:
    rows = ["SGD,USD,0.70,2020-06-17,ECB\n", "SGD,USD,0.71,2020-06-17,MAS\n"]
    path.write_text(HEADER + "".join(rows[::order]))

    rates, (finding,) = read_rates(path)

    assert {str(each.rate) for each in rates} == {"0.70", "0.71"}
    assert (finding.code, finding.severity) == ("rates-disagree", Severity.WARNING)
    assert finding.message == (
        "MAS gives 0.71 for 2020-06-17, ECB gives 0.70; that of ECB is used, the first source by "
        "name."
    )
    assert finding.cell is not None
    assert finding.cell.value == "0.71"


def test_sources_that_agree_are_not_told_of(path: Path) -> None:
    path.write_text(HEADER + GOOD + GOOD.replace("ECB", "MAS").replace("0.7177", "0.71770"))

    rates, findings = read_rates(path)

    assert (len(rates), findings) == (2, ())


def test_a_repeated_row_counts_once_and_is_noted(path: Path) -> None:
    path.write_text(HEADER + GOOD + GOOD.replace("0.7177", "0.71770"))
    rates, (finding,) = read_rates(path)
    assert rates == (rate(),)
    assert (finding.code, finding.severity) == ("rates-repeated", Severity.NOTE)
    assert finding.cell is not None
    assert finding.cell.row == 3
    assert "Row 2" in finding.message


def test_a_lower_row_corrects_the_one_above_and_that_is_warned_of(path: Path) -> None:
    path.write_text(HEADER + GOOD + GOOD.replace("0.7177", "0.7178"))
    rates, (finding,) = read_rates(path)
    assert rates == (rate("0.7178"),)
    assert (finding.code, finding.severity) == ("rates-contradiction", Severity.WARNING)
    assert "Row 2" in finding.message
    assert "0.7177" in finding.message


def test_two_sources_may_speak_of_one_day(path: Path) -> None:
    path.write_text(HEADER + GOOD + GOOD.replace("ECB", "MAS"))
    assert read_rates(path) == ((rate(), rate(source="MAS")), ())


def test_a_header_without_a_column_is_one_finding(path: Path) -> None:
    path.write_text("base,quote,rate,source\nSGD,USD,0.7177,ECB\n")
    rates, (finding,) = read_rates(path)
    assert rates == ()
    assert "as_of" in finding.message


def test_a_link_that_leads_nowhere_is_told_from_no_file(path: Path) -> None:
    path.symlink_to(path.with_name("gone.csv"))
    assert [finding.severity for finding in read_rates(path)[1]] == [Severity.ERROR]


# --- appending -----------------------------------------------------------------------------------


def test_the_first_rate_makes_the_file_with_its_header(path: Path) -> None:
    assert append_rates(path, [rate()]) == (rate(),)
    assert path.read_text() == HEADER + GOOD


@pytest.mark.parametrize(
    ("old", "added"),
    [
        (HEADER + GOOD, "SGD,USD,0.7,2020-06-18,ECB\n"),
        ("# ours\r\n" + HEADER.replace("\n", "\r\n"), "SGD,USD,0.7,2020-06-18,ECB\r\n"),
        (HEADER + GOOD.strip(), "\nSGD,USD,0.7,2020-06-18,ECB\n"),
        ("\ufeff" + HEADER, "SGD,USD,0.7,2020-06-18,ECB\n"),
        ("source;as_of;rate;quote;base\n", "ECB;2020-06-18;0.7;USD;SGD\n"),
        (
            "base\tquote\trate\tas_of\tsource\tnote\n" + GOOD.strip().replace(",", "\t") + "\tx\n",
            "SGD\tUSD\t0.7\t2020-06-18\tECB\t\n",
        ),
        (HEADER.replace("\n", "\r"), "SGD,USD,0.7,2020-06-18,ECB\r"),
        (HEADER + "SGD,USD,what,2020-06-17,ECB\n", "SGD,USD,0.7,2020-06-18,ECB\n"),
        ("# only a remark\n", HEADER + "SGD,USD,0.7,2020-06-18,ECB\n"),
    ],
)
def test_rows_are_added_in_the_style_of_the_file_and_no_byte_is_changed(
    path: Path, old: str, added: str
) -> None:
    path.write_bytes(old.encode())
    append_rates(path, [rate("0.7", day=18)])
    assert path.read_bytes().decode() == old + added


def test_a_file_of_an_older_spreadsheet_stays_in_its_encoding(path: Path) -> None:
    path.write_bytes((HEADER + GOOD.replace("ECB", "Zürich")).encode("cp1252"))
    append_rates(path, [rate(source="Genève")])
    assert path.read_bytes().endswith("Genève\n".encode("cp1252"))
    assert "'中国银行'" in refusal(path, rate(source="中国银行")).message


def test_what_the_file_holds_is_not_added_again(path: Path) -> None:
    path.write_text(HEADER + GOOD)
    before = path.stat()
    assert append_rates(path, [rate("0.71770"), rate()]) == ()
    # It is read for that, so the time of the last access may be another one.
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert append_rates(path, [rate(), rate(day=18), rate(day=18)]) == (rate(day=18),)


def test_a_correction_is_added_below_what_it_corrects(path: Path) -> None:
    path.write_text(HEADER + GOOD)
    append_rates(path, [rate("0.7178")])
    assert read_rates(path)[0] == (rate("0.7178"),)


def test_the_rights_of_the_file_and_a_link_to_it_stay(path: Path) -> None:
    path.write_text(HEADER)
    path.chmod(0o640)
    link = path.with_name("link.csv")
    link.symlink_to(path)
    append_rates(link, [rate()])
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_text() == HEADER + GOOD


@pytest.mark.parametrize(
    "old",
    [
        b"base,quote,rate\n",
        b"one,two\n1,2\n",
        b"PK\x03\x04",
        (HEADER + GOOD).encode("utf-16"),
    ],
)
def test_a_file_that_could_not_be_read_again_is_not_touched(path: Path, old: bytes) -> None:
    path.write_bytes(old)
    refusal(path, rate(day=18))


def test_a_row_below_an_open_quote_stands_on_its_own(path: Path) -> None:
    path.write_text(HEADER + 'SGD,USD,0.7177,2020-06-17,"ECB')
    append_rates(path, [rate()])
    assert read_rates(path)[0] == (rate(),)


def test_a_source_that_could_not_be_read_again_is_refused(path: Path) -> None:
    refusal(path, rate(source="a\x00b"))
    assert not path.exists()


def test_a_rate_with_more_digits_than_the_reader_takes_is_refused(path: Path) -> None:
    refusal(path, rate("0.7" + "1" * 40))


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "No such file" in refusal(tmp_path / "gone" / "rates.csv", rate()).message


def test_a_folder_in_the_place_of_the_file_is_said(path: Path) -> None:
    path.mkdir()
    assert "Is a directory" in refusal(path, rate()).message


def test_a_system_without_file_locks_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    assert "no file locks" in refusal(path, rate()).message


def test_nobody_waits_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(files, "LOCK_WAIT_S", 0.05)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        refusal(path, rate())
    finally:
        os.close(folder)


# --- several programs, and programs that die -----------------------------------------------------

ADD = """
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from planner.io.rates import recorded
from planner.model.money import ExchangeRate

def rate(source, day):
    return ExchangeRate(
        base="SGD", quote="USD", rate=Decimal("0.7"), as_of=date(2020, 6, day), source=source
    )
"""


@contextmanager
def program(text: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", ADD + text, *arguments]) as running:
        try:
            yield running
        finally:
            running.kill()


def test_programs_that_add_at_the_same_time_lose_nothing(path: Path) -> None:
    text = """
for day in range(1, 16):
    recorded.append_rates(Path(sys.argv[1]), [rate(sys.argv[2], day)])
"""
    path.write_text("# ours\n" + HEADER)
    names = ("one", "two", "three")
    with (
        program(text, str(path), names[0]) as one,
        program(text, str(path), names[1]) as two,
        program(text, str(path), names[2]) as three,
    ):
        assert [each.wait(60) for each in (one, two, three)] == [0, 0, 0]
    rates, findings = read_rates(path)
    assert findings == ()
    assert {(each.source, each.as_of.day) for each in rates} == {
        (name, day) for name in names for day in range(1, 16)
    }
    assert path.read_text().startswith("# ours\n" + HEADER)
    assert [each.name for each in path.parent.iterdir()] == ["rates.csv"]


@pytest.mark.parametrize("moment", ["os.fsync", "Path.replace"])
def test_a_program_that_is_killed_half_way_leaves_the_file_whole_and_unlocked(
    path: Path, moment: str
) -> None:
    text = f"""
import os, signal
{moment} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
recorded.append_rates(Path(sys.argv[1]), [rate("killed", 18)])
"""
    path.write_text(HEADER + GOOD)
    with program(text, str(path)) as killed:
        assert killed.wait(60) == -signal.SIGKILL
    assert path.read_text() == HEADER + GOOD
    append_rates(path, [rate(day=18)])
    assert read_rates(path) == ((rate(), rate(day=18)), ())
    assert [each.name for each in path.parent.iterdir()] == ["rates.csv"]


# --- round trip ----------------------------------------------------------------------------------

_SOURCES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp"]), min_size=1
) | st.sampled_from(['say "so"', "a,b;c", "#1", "=1+1", "NA", "00123", "two\nlines", "- ", "'"])
_RATES = st.builds(
    ExchangeRate,
    base=st.sampled_from(sorted(CURRENCIES - {"USD"})),
    quote=st.just("USD"),
    rate=st.decimals(Decimal("1e-12"), Decimal("1e12"), allow_nan=False, places=12),
    as_of=st.dates(date(1000, 1, 1), date(2999, 12, 31)),
    source=_SOURCES,
)


@given(batches=st.lists(st.lists(_RATES, max_size=4), min_size=1, max_size=3))
def test_what_is_added_is_read_back_to_the_last_digit(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[ExchangeRate]]
) -> None:
    path = tmp_path_factory.mktemp("rates") / "rates.csv"
    expected: dict[tuple[str, date, str], ExchangeRate] = {}
    for batch in batches:
        append_rates(path, batch)
        expected |= {(each.base, each.as_of, each.source): each for each in batch}
    rates, findings = read_rates(path)
    assert {(each.base, each.as_of, each.source): each for each in rates} == expected
    assert {finding.severity for finding in findings} <= {Severity.WARNING}
