"""The file of a measurement is read as measurers write, and whatever is wrong is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseplanner.base.errors import RidesError
from courseplanner.sources.tracks.ride_files import read_rides

EVENT = '[event]\ndistance = "10km"\n'
CALIBRATION = "[calibration]\nlength_m = 500\nbefore = [[0, 5500], [5500, 11000]]\n"
RIDE = "[[rides]]\nreadings = [0, 10200]\n"


def file(folder: Path, *parts: str) -> Path:
    path = folder / "rides.toml"
    path.write_text("schema = 1\n" + "".join(parts), "utf-8")
    return path


def test_readings_are_pairs_or_a_row_numbers_or_words(tmp_path: Path) -> None:
    rows = (
        '[calibration]\nlength_m = 500\nbefore = ["04000", 9610, "15218,5"]\nafter = [["51000", 56612.5]]\n'
    )
    found = read_rides(file(tmp_path, EVENT, rows, RIDE))
    assert found.calibration.before == ((4_000.0, 9_610.0), (9_610.0, 15_218.5))
    assert found.calibration.after == ((51_000.0, 56_612.5),)
    (ride,) = found.rides
    assert (ride.name, ride.segments, ride.times) == ("ride 1", ((0.0, 10_200.0),), 1)
    assert (found.nominal_m, found.rules, found.prevention_factor) == (10_000.0, "world-athletics", 1.001)


def test_a_ride_in_segments_is_read(tmp_path: Path) -> None:
    segments = '[[rides]]\nreadings = [["34871", 90000], [90012, 95000, 53010]]\n'
    (ride,) = read_rides(file(tmp_path, EVENT, CALIBRATION, segments)).rides
    assert ride.segments == ((34_871.0, 90_000.0), (90_012.0, 95_000.0, 53_010.0))


@pytest.mark.parametrize(
    ("readings", "words"),
    [
        ("[[0, 100], 200]", "some readings stand in segments and others do not"),
        ("[[0, 100], [200]]", "segment 2: a segment has at least two readings"),
        ("[[0, 100], [200, 200]]", "segment 2: it has no counts"),
        ("[[0, 100], []]", "segment 2: a segment has at least two readings"),
        ("[]", "a ride has at least two readings"),
        ("[[0, 100], [200, 300], [0, 100]]", "segment 3: it is segment 1 once more"),
    ],
)
def test_segments_that_are_none_are_named(readings: str, words: str, tmp_path: Path) -> None:
    ride = f"[[rides]]\nreadings = {readings}\n"
    with pytest.raises(RidesError) as refused:
        read_rides(file(tmp_path, EVENT, CALIBRATION, ride))
    assert words in str(refused.value)


def test_feet_and_fahrenheit_are_read(tmp_path: Path) -> None:
    tape = "[calibration]\nbefore = [0, 5500]\nbefore_f = 50\n"
    tape += "[calibration.tape]\nread_ft = 999.99\ntemperature_f = 80\n"
    calibration = read_rides(file(tmp_path, EVENT, tape)).calibration
    assert calibration.taping is not None
    assert calibration.taping.read_m == pytest.approx(304.797, abs=1e-3)
    assert calibration.taping.temperature_c == pytest.approx(26.667, abs=1e-3)
    assert calibration.before_c == pytest.approx(10.0)


def test_the_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = file(tmp_path, EVENT, CALIBRATION, RIDE, "# what I noticed on the road\n")
    before = path.read_bytes()
    read_rides(path)
    assert path.read_bytes() == before


def calibrated(lines: str) -> tuple[str, ...]:
    return EVENT, f"[calibration]\n{lines}\n"


WRONG = {
    "no event": ((CALIBRATION,), "event", "the table is missing or empty", "write [event]"),
    "empty calibration": ((EVENT, "[calibration]\n"), "line 4", "missing or empty", "write [calibration]"),
    "no distance": (('[event]\nname = "A"\n', CALIBRATION), "distance", "it is missing", "half-marathon"),
    "distance": (('[event]\ndistance = "10kn"\n', CALIBRATION), "line 3", "“10kn” is not a distance", "10km"),
    "key": ((EVENT, CALIBRATION, "befor = [0, 1]\n"), "line 7", "unknown key befor", "before?"),
    "ride key": (
        (EVENT, CALIBRATION, "[[rides]]\nreading = [0, 1]\n"),
        "[rides] reading",
        "unknown key",
        "readings?",
    ),
    "course of nothing": (
        calibrated("length_m = 0\nbefore = [0, 9]"),
        "line 5",
        "0 is out of range",
        "from 1",
    ),
    "no length": (
        calibrated("before = [0, 9]"),
        "calibration",
        "length of the calibration course",
        "length_m =",
    ),
    "twice": (
        calibrated("length_m = 500\nbefore = [0, 9]\n[calibration.tape]\nread_m = 500"),
        "tape",
        "the length is given twice",
        "leave length_m or the tape out",
    ),
    "no rides": (
        calibrated("length_m = 500"),
        "before",
        "no ride of the calibration course",
        "[[start, end]",
    ),
    "one reading": (
        calibrated("length_m = 500\nbefore = [9]"),
        "line 6",
        "not of the right type",
        "[[start, end]",
    ),
    "three in a pair": (
        calibrated("length_m = 500\nbefore = [[0, 5, 9]]"),
        "before 1",
        "has two readings, not 3",
        "[[start, end]",
    ),
    "no counts": (
        calibrated("length_m = 500\nbefore = [[7, 7]]"),
        "before 1",
        "it has no counts",
        "at the end",
    ),
    "negative": (
        calibrated("length_m = 500\nbefore = [-4, 9]"),
        "before 1",
        "less than a counter shows",
        "from 0",
    ),
    "too long": (
        calibrated("length_m = 500\nbefore = [0, 123456]"),
        "before 1",
        "123456 has more digits",
        "counter_digits",
    ),
    "no reading": (
        calibrated('length_m = 500\nbefore = ["a", 9]'),
        "before 1",
        "a is not a counter reading",
        "the digits",
    ),
    "fahrenheit": (
        calibrated("length_m = 500\nbefore = [0, 9]\nbefore_c = 68"),
        "line 7",
        "not a temperature",
        "write before_f",
    ),
    "celsius": (
        calibrated("length_m = 500\nbefore = [0, 9]\nafter_f = -40"),
        "line 7",
        "not a temperature",
        "write after_c",
    ),
    "two units": (
        calibrated("length_m = 500\nbefore = [0, 9]\nafter_f = 60\nafter_c = 15"),
        "after_f",
        "twice",
        "leave one",
    ),
    "true length": (
        calibrated("before = [0, 9]\n[calibration.tape]\nread_m = 500\ntape_m = 30\ntrue_tape_m = 31"),
        "true_tape_m",
        "31 m is not a true length",
        "against a standard",
    ),
    "half a tape": (
        calibrated("before = [0, 9]\n[calibration.tape]\nread_m = 500\ntape_m = 30"),
        "true_tape_m",
        "missing",
        "neither",
    ),
    "rides": ((EVENT, "rides = 3\n", CALIBRATION), "", "unknown key rides", "did you mean"),
    "one reading of a ride": (
        (EVENT, CALIBRATION, "[[rides]]\nreadings = [4]\n"),
        "[[rides]] 1, readings",
        "at least two",
        "[start,",
    ),
    "ride of nothing": (
        (EVENT, CALIBRATION, RIDE, "[[rides]]\nreadings = [4, 4]\n"),
        "[[rides]] 2",
        "it has no counts",
        "readings",
    ),
    "times": ((EVENT, CALIBRATION, RIDE, "times = 0\n"), "[[rides]] 1, times", "0 is out of range", "from 1"),
    "factor": ((EVENT, "prevention_factor = 2\n", CALIBRATION), "line 4", "out of range", "from 1 to 1.01"),
    "rounding": (
        (EVENT, "round_constant = 1\n", CALIBRATION),
        "line 4",
        "not of the right type",
        "true or false",
    ),
    "digits": ((EVENT, "counter_digits = 2\n", CALIBRATION), "line 4", "out of range", "from 4 to 8"),
    "zeros": (
        calibrated("length_m = 500\nbefore = [04000, 9610]"),
        "line 6",
        "not valid TOML",
        "fix it there",
    ),
}


@pytest.mark.parametrize(("parts", "where", "problem", "fix"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_place(
    parts: tuple[str, ...], where: str, problem: str, fix: str, tmp_path: Path
) -> None:
    path = file(tmp_path, *parts)
    with pytest.raises(RidesError) as told:
        read_rides(path)
    assert told.value.where.startswith(str(path))
    assert where in told.value.where
    assert problem in str(told.value.problem)
    assert fix in str(told.value.fix)


def test_another_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rides.toml"
    path.write_text("schema = 2\n" + EVENT + CALIBRATION, "utf-8")
    with pytest.raises(RidesError, match="schema is not 1"):
        read_rides(path)
