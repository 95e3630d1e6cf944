"""Judges a measurement: the calibration course, the rides, their agreement, and the length they give."""

from __future__ import annotations

from collections.abc import Iterator

from courseplanner.base.i18n import Text, text
from courseplanner.measure.bicycle.calibration import Reduced
from courseplanner.measure.bicycle.typing_errors import TypingError, TypingErrorKind, typing_errors_of
from courseplanner.model.bicycle.rides import Measurement
from courseplanner.model.rulebook.finding import Finding, Status
from courseplanner.model.rulebook.rulebook import Input, Rule, RuleSet
from courseplanner.rules.judges.verdict import lacking, settled

__all__ = ["doubts_about_rides", "judge_rides"]

_ORDER = tuple(Status)
_FAR_OFF = 0.05
"""A ride this far from the distance of the event was not one of the whole course, or was typed wrong."""
_PULLS_DIFFER = 0.1


def judge_rides(measurement: Measurement, reduced: Reduced, rules: RuleSet) -> tuple[Finding, ...]:
    """Judge a measurement by the rules of a set that are about it.

    Returns
    -------
    tuple of Finding
        Fails first, then warnings, what is unknown, and passes.
    """
    held = {rule.id: rule for rule in rules.rules}
    findings = [
        finding
        for rule_id, finding in _answers(measurement, reduced, held)
        if rule_id in held and finding is not None
    ]
    return tuple(sorted(findings, key=lambda finding: _ORDER.index(finding.status)))


def _answers(
    measurement: Measurement, reduced: Reduced, held: dict[str, Rule]
) -> Iterator[tuple[str, Finding | None]]:
    calibration = measurement.calibration
    if "CAL-LEN" in held:
        words = text("the calibration course is {length:.2f} m long", length=reduced.calibration_m)
        yield "CAL-LEN", settled(held["CAL-LEN"], reduced.calibration_m, words)
    if "CAL-RIDES" in held:
        counts = (len(calibration.before), len(calibration.after))
        words = text("{before} rides before, {after} after", before=counts[0], after=counts[1])
        yield "CAL-RIDES", settled(held["CAL-RIDES"], float(min(counts)), words)
    if "RIDES" in held:
        count = len(reduced.rides)
        yield "RIDES", settled(held["RIDES"], float(count), text("{count} rides of the course", count=count))
    if "AGREE" in held:
        yield "AGREE", _agreement(held["AGREE"], reduced)
    if "LEN-MIN" in held:
        yield "LEN-MIN", _length(held["LEN-MIN"], measurement, reduced)


def _agreement(rule: Rule, reduced: Reduced) -> Finding:
    percent = reduced.agreement_percent
    if percent is None:
        return lacking(rule, Input.RIDE)
    lengths_m = sorted(ride.length_m for ride in reduced.rides)
    words = text(
        "two rides differ by {metres:.1f} m, {percent:.3f} %",
        metres=lengths_m[1] - lengths_m[0],
        percent=percent,
    )
    return settled(rule, percent, words)


def _length(rule: Rule, measurement: Measurement, reduced: Reduced) -> Finding:
    length_m = reduced.length_m
    if length_m is None:
        return lacking(rule, Input.RIDE)
    asked_m = rule.one_limit * measurement.nominal_m
    words = text("measured: {length:.1f} m, with the prevention factor in the constant", length=length_m)
    return settled(rule, length_m, words, limit=asked_m, unit="m")


def doubts_about_rides(measurement: Measurement, reduced: Reduced) -> tuple[Text, ...]:
    """Point at what looks wrong in a measurement, and what it rests on. Nothing is corrected."""
    return (
        *_typing_errors(measurement),
        *_drift(measurement, reduced),
        *_far_off(measurement, reduced),
        *_unseen_turns(measurement, reduced),
        *_pull(measurement),
    )


def _typing_errors(measurement: Measurement) -> Iterator[Text]:
    calibration, digits = measurement.calibration, measurement.counter_digits
    for when, rides in (("before", calibration.before), ("after", calibration.after)):
        for error in typing_errors_of(rides, digits):
            yield _typing_error_in_words(error, when, digits)


def _typing_error_in_words(error: TypingError, when: str, digits: int) -> Text:
    ride = {"when": when, "number": error.ride, "counts": error.counts, "others": error.others}
    if error.kind is TypingErrorKind.SWAPPED:
        return text(
            "calibration ride {when} {number} has {counts:.1f} counts, the others {others:.1f}: start and "
            "end look swapped",
            **ride,
        )
    if error.kind is TypingErrorKind.UNEXPLAINED:
        return text(
            "calibration ride {when} {number} has {counts:.1f} counts, the others "
            "{others:.1f}: no single typing error explains it",
            **ride,
        )
    shown = " / ".join(f"{reading:0{digits}.0f}" for reading in error.readings[:3])
    return text(
        "calibration ride {when} {number} has {counts:.1f} counts, the others {others:.1f}: a reading of "
        "{readings} would fit",
        readings=shown,
        **ride,
    )


def _drift(measurement: Measurement, reduced: Reduced) -> Iterator[Text]:
    """Say what a change of the constant means, by its sign and by that of the temperature.

    A tyre that warms swells and rolls farther, so that the constant falls: that is how it is each day. A slow
    leak makes it rise. A change that is smaller than the scatter of the rides has no sign.
    """
    percent = reduced.drift_percent
    if percent is None:
        yield text("the calibration course was ridden on one side of the course only: a drift is not seen")
        return
    if abs(percent) <= reduced.scatter_percent + _ROUNDING_PERCENT:
        return
    before_c, after_c = measurement.calibration.before_c, measurement.calibration.after_c
    changed = text("the constant changed by {percent:+.3f} % from before to after", percent=percent)
    if before_c is None or after_c is None:
        yield text("{changed}: {meaning}", changed=changed, meaning=_DRIFT_ALONE[percent > 0.0])
        return
    meaning = _drift_meaning(percent, after_c - before_c, reduced.scatter_percent)
    if meaning is not None:
        yield text(
            "{changed} while the air went from {before:g} to {after:g} °C: {meaning}",
            changed=changed,
            before=before_c,
            after=after_c,
            meaning=meaning,
        )


_ROUNDING_PERCENT = 1e-9
_TYRE_PERCENT_PER_C = 0.018
"""The most that a tyre was found to change a constant for each degree: 1.56 to 1.98 counts per km of some
11,000 (Sandford); another's changed by 90 ppm (Riegel)."""
_LEAK = text("a slow leak raises it; check the tyre")
_PUMPED = text("the tyre was pumped or stood in the sun, or a reading is wrong")
_DRIFT_ALONE = {
    False: text("it falls where the air warms; write before_c and after_c to see whether that is all"),
    True: text("cooling air and a slow leak both raise it; write before_c and after_c to tell them apart"),
}


def _drift_meaning(percent: float, warmer_c: float, scatter_percent: float) -> Text | None:
    """Give what a change means that the temperature does not explain; `None` where it does."""
    cause = _LEAK if percent > 0.0 else _PUMPED
    if not warmer_c:
        return cause
    if percent * warmer_c > 0.0:
        return text("the temperature would change it the other way; {cause}", cause=cause)
    if abs(percent) - scatter_percent <= _TYRE_PERCENT_PER_C * abs(warmer_c):
        return None
    return text(
        "{part:.3f} % a degree, where tyres were found to change it by {least:g} to {most:g} %; {cause}",
        part=abs(percent / warmer_c),
        least=0.009,
        most=_TYRE_PERCENT_PER_C,
        cause=cause,
    )


def _far_off(measurement: Measurement, reduced: Reduced) -> Iterator[Text]:
    for ride in reduced.rides:
        if abs(ride.length_m / measurement.nominal_m - 1.0) > _FAR_OFF:
            yield text(
                "{ride} gives {length:.1f} m where {nominal:.1f} are expected: check "
                "its readings, and times for laps",
                ride=ride.name,
                length=ride.length_m,
                nominal=measurement.nominal_m,
            )


def _unseen_turns(measurement: Measurement, reduced: Reduced) -> Iterator[Text]:
    """Point at rides in segments whose readings alone are too short: one of them may be missing."""
    for ride, ridden in zip(measurement.rides, reduced.rides, strict=True):
        if len(ride.segments) > 1 and ridden.unseen_turns:
            yield text(
                "{ride}: {turns} whole turns of the counter that no reading shows "
                "are assumed within its segments, {length:.0f} m; check that no "
                "segment is missing",
                ride=ridden.name,
                turns=ridden.unseen_turns,
                length=1000.0 * ride.times * ridden.unseen_turns * measurement.counter_period / reduced.day,
            )


def _pull(measurement: Measurement) -> Iterator[Text]:
    taping = measurement.calibration.taping
    if taping is None:
        return
    if taping.temperature_c is None:
        yield text("the temperature of the tape is missing: no correction was made")
    pull_n, true_at_n = taping.pull_n, taping.standard_pull_n
    if pull_n is not None and true_at_n is not None and abs(pull_n / true_at_n - 1.0) > _PULLS_DIFFER:
        yield text(
            "the tape was pulled with {pull:g} N and is true at {true:g} N; that is not corrected",
            pull=pull_n,
            true=true_at_n,
        )
