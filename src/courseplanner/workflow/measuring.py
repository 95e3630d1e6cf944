"""From the readings of a measurement to the length of a course."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from courseplanner.export.jsontext import json_bytes
from courseplanner.export.measure import measure_document
from courseplanner.i18n import Text
from courseplanner.measure.calibration import Reduced
from courseplanner.model.finding import Finding
from courseplanner.model.rides import Measurement
from courseplanner.model.rulebook import RuleSet

__all__ = ["MeasureResult", "measure_json", "measure_rides"]


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
    from courseplanner.measure.calibration import reduce_rides
    from courseplanner.rules.rides import doubts_about_rides, judge_rides
    from courseplanner.rules.rule_files import read_rule_set
    from courseplanner.sources.ride_files import read_rides

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
        doubts_about_rides(measurement, reduced, rule_set),
    )


def measure_json(result: MeasureResult) -> bytes:
    """Give what a measurement gave as JSON."""
    return json_bytes(measure_document(result.measurement, result.reduced, result.findings, result.doubts))
