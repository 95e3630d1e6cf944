"""A measurement is judged on both sides of each limit, and what looks wrong in it is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from courseplanner.measure.bicycle.calibration import Reduced, RiddenLength, reduce_rides
from courseplanner.model.bicycle.rides import CalibrationCourse, CourseRide, Measurement, Taping
from courseplanner.model.brief.brief import RULE_SETS
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.rules.book.rule_files import read_rule_set
from courseplanner.rules.judges.judge_rides import doubts_about_rides, judge_rides

USATF = read_rule_set("usatf")
PASS, FAIL, UNKNOWN = Status.PASS, Status.FAIL, Status.UNKNOWN
CALIBRATION = CalibrationCourse(
    500.0, None, ((0.0, 5_500.0),) * 4, ((0.0, 5_500.5),) * 4, before_c=20.0, after_c=19.0
)
GOOD = Measurement(
    "", 10_000.0, "usatf", 1.001, False, 6, CALIBRATION,
    (CourseRide("A", ((0.0, 110_200.0),)), CourseRide("B", ((0.0, 110_220.0),))), Path("a.toml"),
)  # fmt: skip


def judged(measurement: Measurement, **changes: object) -> dict[str, Finding]:
    reduced = replace(reduce_rides(measurement, larger=True), **changes)  # type: ignore[arg-type]
    return {finding.rule: finding for finding in judge_rides(measurement, reduced, USATF)}


def rides(*lengths_m: float) -> tuple[RiddenLength, ...]:
    return tuple(RiddenLength(f"{at}", 0.0, 0, length_m) for at, length_m in enumerate(lengths_m))


def doubts(measurement: Measurement) -> str:
    reduced: Reduced = reduce_rides(measurement, larger=True)
    return "\n".join(str(words) for words in doubts_about_rides(measurement, reduced))


def test_a_good_measurement_passes_all_its_rules() -> None:
    found = judged(GOOD)
    assert set(found) == {"CAL-LEN", "CAL-RIDES", "RIDES", "AGREE", "LEN-MIN"}
    assert {finding.status for finding in found.values()} == {PASS}
    assert doubts(GOOD) == ""


@pytest.mark.parametrize(("metres", "status"), [(299.9, FAIL), (300.0, PASS), (300.1, PASS)])
def test_the_calibration_course_is_long_enough(metres: float, status: Status) -> None:
    found = judged(GOOD, calibration_m=metres)["CAL-LEN"]
    assert (found.status, found.measured) == (status, metres)
    assert found.margin == pytest.approx(metres - 300.0)


@pytest.mark.parametrize(
    ("before", "after", "status"), [(4, 4, PASS), (5, 4, PASS), (3, 4, FAIL), (4, 0, FAIL)]
)
def test_calibration_rides_are_counted_on_both_sides(before: int, after: int, status: Status) -> None:
    course = replace(CALIBRATION, before=CALIBRATION.before[:1] * before, after=CALIBRATION.after[:1] * after)
    found = judged(replace(GOOD, calibration=course))["CAL-RIDES"]
    assert (found.status, found.measured) == (status, float(min(before, after)))


@pytest.mark.parametrize(
    ("count", "status", "agrees"), [(0, FAIL, UNKNOWN), (1, FAIL, UNKNOWN), (2, PASS, PASS)]
)
def test_rides_are_counted_and_one_agrees_with_nothing(count: int, status: Status, agrees: Status) -> None:
    found = judged(replace(GOOD, rides=GOOD.rides[:count]))
    assert (found["RIDES"].status, found["AGREE"].status) == (status, agrees)
    assert found["LEN-MIN"].status is (PASS if count else UNKNOWN)


@pytest.mark.parametrize(("other_m", "status"), [(10_007.9, PASS), (10_008.0, PASS), (10_008.1, FAIL)])
def test_rides_that_differ_too_much_do_not_agree(other_m: float, status: Status) -> None:
    found = judged(GOOD, rides=rides(other_m, 10_000.0))["AGREE"]
    assert (found.status, found.limit) == (status, 0.08)


@pytest.mark.parametrize(("length_m", "status"), [(9_999.9, FAIL), (10_000.0, PASS), (10_000.1, PASS)])
def test_a_course_is_not_short(length_m: float, status: Status) -> None:
    found = judged(GOOD, rides=rides(length_m, 10_009.0))["LEN-MIN"]
    assert (found.status, found.measured, found.limit, found.unit) == (status, length_m, 10_000.0, "m")


@pytest.mark.parametrize("name", RULE_SETS)
def test_only_usatf_takes_the_larger_constant(name: str) -> None:
    assert read_rule_set(name).takes_larger_constant is (name == "usatf")


def test_a_slip_of_the_pen_is_told_and_not_mended() -> None:
    swapped = replace(CALIBRATION, before=(*CALIBRATION.before[:3], (5_500.0, 0.0)))
    told = doubts(replace(GOOD, calibration=swapped))
    assert "calibration ride before 4 has 994500.0 counts, the others 5500.0: start and end" in told
    digit = replace(CALIBRATION, after=(*CALIBRATION.after[:3], (0.0, 6_500.5)))
    told = doubts(replace(GOOD, calibration=digit))
    assert "calibration ride after 4" in told
    assert "a reading of 005500 would fit" in told or "a reading of 001000 / 005500 would fit" in told


@pytest.mark.parametrize(
    ("after", "before_c", "after_c", "words"),
    [
        (5_495.0, 12.0, 20.0, None),
        (5_505.0, 20.0, 12.0, None),
        (5_503.0, 12.0, 20.0, "the other way; a slow leak raises it"),
        (5_497.0, 20.0, 12.0, "the other way; the tyre was pumped or stood in the sun"),
        (
            5_550.0,
            20.0,
            18.0,
            "0.455 % a degree, where tyres were found to change it by 0.009 to 0.018 %; a slow",
        ),
        (5_450.0, 18.0, 20.0, "0.009 to 0.018 %; the tyre was pumped"),
        (5_500.1, 15.0, 15.0, "a slow leak raises it"),
        (5_499.9, 15.0, 15.0, "pumped or stood in the sun"),
        (5_503.0, None, None, "cooling air and a slow leak both raise it"),
        (5_497.0, 12.0, None, "falls where the air warms"),
    ],
)
def test_a_drift_is_read_by_its_sign_and_the_temperature(
    after: float, before_c: float | None, after_c: float | None, words: str | None
) -> None:
    course = replace(CALIBRATION, after=((0.0, after),) * 4, before_c=before_c, after_c=after_c)
    found = doubts(replace(GOOD, calibration=course))
    assert found == "" if words is None else words in found
    assert ("leak" in found) is (words is not None and after > 5_500.0)


def test_a_drift_smaller_than_the_rides_scatter_means_nothing() -> None:
    before = tuple((0.0, 5_500.0 + off) for off in (-1.0, 1.0, -1.0, 1.0))
    for more, words in ((1.0, ""), (2.0, "slow leak")):
        after = tuple((start, end + more) for start, end in before)
        course = CalibrationCourse(500.0, None, before, after)
        found = doubts(replace(GOOD, calibration=course))
        assert words in found
        assert bool(found) is bool(words)


def test_a_constant_that_stays_gives_no_advice() -> None:
    same = replace(CALIBRATION, after=CALIBRATION.before, before_c=12.0, after_c=20.0)
    assert doubts(replace(GOOD, calibration=same)) == ""


def test_rides_that_can_not_be_of_the_course_are_told() -> None:
    half = replace(GOOD, rides=(CourseRide("half", ((0.0, 55_100.0),)),))
    assert "half gives 5003.6 m where 10000.0 are expected" in doubts(half)


def test_turns_that_no_reading_shows_are_named_where_a_segment_may_be_missing() -> None:
    five = replace(GOOD, counter_digits=5)
    for segments, is_named in (
        (((0.0, 10_200.0),), False),
        (((0.0, 5_000.0), (5_000.0, 10_200.0)), True),
        (((0.0, 60_000.0), (60_000.0, 10_200.0)), False),
    ):
        found = doubts(replace(five, rides=(CourseRide("A", segments),)))
        assert ("A: 1 whole turns of the counter that no reading shows" in found) is is_named


def test_what_is_not_known_of_the_tape_is_told() -> None:
    taped = replace(CALIBRATION, length_m=None, taping=Taping(500.0, pull_n=20.0, standard_pull_n=50.0))
    told = doubts(replace(GOOD, calibration=taped))
    assert "the temperature of the tape is missing" in told
    assert "pulled with 20 N and is true at 50 N" in told
    one_sided = replace(CALIBRATION, after=())
    assert "a drift is not seen" in doubts(replace(GOOD, calibration=one_sided))


def test_a_margin_that_is_small_is_not_written_as_nothing() -> None:
    found = judged(GOOD, rides=rides(10_000.0, 10_008.1))["AGREE"]
    assert found.status is FAIL
    assert found.margin_words == "-0.001 %"
    assert replace(found, margin=-0.0).margin_words == "0.0 %"
    assert replace(found, margin=12.34).margin_words == "12.3 %"
