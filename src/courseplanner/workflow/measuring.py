"""From the readings of a measurement to the length of a course."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from courseplanner.base.atomic_files import write_file
from courseplanner.base.errors import InputError, RidesError
from courseplanner.base.i18n import Text, text
from courseplanner.export.documents.measure import measure_document
from courseplanner.export.syntax.jsontext import json_bytes
from courseplanner.measure.bicycle.calibration import Reduced
from courseplanner.model.bicycle.rides import Measurement
from courseplanner.model.course.planned_course import PlannedCourse
from courseplanner.model.rulebook.finding import Finding
from courseplanner.model.rulebook.rulebook import RuleSet

__all__ = ["MeasureResult", "measure_json", "measure_rides", "write_ride_sheet"]

_SAME_M = 0.001
_SAME_FACTOR = 1e-6


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """What a measurement gave.

    Parameters
    ----------
    measurement : Measurement
    rules : RuleSet
    reduced : Reduced
    findings : tuple of Finding
    doubts : tuple of Text
        What looks wrong in the readings; they were taken as they are.
    """

    measurement: Measurement
    rules: RuleSet
    reduced: Reduced
    findings: tuple[Finding, ...]
    doubts: tuple[Text, ...]


def measure_rides(path: Path, rules: str | None = None) -> MeasureResult:
    """Reduce a measurement with the calibrated bicycle, and judge it.

    Parameters
    ----------
    path : Path
        A TOML file of readings; it is never written to.
    rules : str, optional
        A rule set, instead of the one that the file names.

    Raises
    ------
    InputError
        If the file or the rules can't be read.
    """
    from courseplanner.measure.bicycle.calibration import reduce_rides
    from courseplanner.rules.book.rule_files import read_rule_set
    from courseplanner.rules.judges.judge_rides import doubts_about_rides, judge_rides
    from courseplanner.sources.tracks.ride_files import read_rides

    measurement = read_rides(path)
    named = measurement.rules
    # A rule set of the user's own is named from the folder of the file.
    beside = str(path.resolve().parent / named) if named.endswith(".toml") else named
    rule_set = read_rule_set(beside if rules is None else rules)
    reduced = reduce_rides(measurement, larger=rule_set.takes_larger_constant)
    return MeasureResult(
        measurement,
        rule_set,
        reduced,
        judge_rides(measurement, reduced, rule_set),
        doubts_about_rides(measurement, reduced),
    )


def write_ride_sheet(
    folder: Path, out: Path, result: MeasureResult | None, start_reading: float | None = None
) -> None:
    """Write the ride sheet of a planned course.

    Parameters
    ----------
    folder : Path
        Of the candidate, as a plan wrote it.
    out : Path
        The page; an older one is replaced.
    result : MeasureResult or None
        What the rides of the calibration course gave; counts are left free without.
    start_reading : float, optional
        What the counter shows at the start.

    Raises
    ------
    InputError
        If the folder can't be read, the rides are of another distance, or the page can't be written.
    """
    from courseplanner.export.ride_sheet import SheetConstant, ride_sheet_html
    from courseplanner.measure.bicycle.ride_sheet import ride_sheet
    from courseplanner.sources.tracks.plan_folder import read_planned_course

    planned = read_planned_course(folder)
    constant = None
    if result is not None:
        _refuse_another_race(result.measurement, planned)
        period = result.measurement.counter_period
        if start_reading is not None and not 0.0 <= start_reading < period:
            raise InputError(
                "--start-reading",
                text("{reading:g} is not a counter reading", reading=start_reading),
                text("give what it shows, from 0 to {most:.0f}", most=period - 1.0),
            )
        constant = SheetConstant(result.reduced.day, period, start_reading)
    elif start_reading is not None:
        raise InputError(
            "--start-reading",
            text("no readings follow from it without a constant"),
            text("give RIDES.toml with the rides of the calibration course, too"),
        )
    write_file(out, ride_sheet_html(planned, ride_sheet(planned), constant))


def _refuse_another_race(measurement: Measurement, planned: PlannedCourse) -> None:
    if abs(measurement.nominal_m - planned.nominal_m) > _SAME_M:
        raise RidesError(
            f"{measurement.path}, [event] distance",
            text(
                "{distance:g} m is not the distance of the course, {planned:g} m",
                distance=measurement.nominal_m,
                planned=planned.nominal_m,
            ),
            text("give the rides for this race, or the folder of another course"),
        )
    if abs(measurement.prevention_factor - planned.prevention_factor) > _SAME_FACTOR:
        raise RidesError(
            f"{measurement.path}, [event] prevention_factor",
            text(
                "{factor:g} is not that of the course, {planned:g}",
                factor=measurement.prevention_factor,
                planned=round(planned.prevention_factor, 6),
            ),
            text("write the same factor in both"),
        )


def measure_json(result: MeasureResult) -> bytes:
    """Give what a measurement gave as JSON."""
    return json_bytes(measure_document(result.measurement, result.reduced, result.findings, result.doubts))
