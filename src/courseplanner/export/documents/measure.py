"""The answer of `measure` to the readings of a measurement, for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courseplanner.base.i18n import Text
from courseplanner.export.documents.candidates import finding_entry
from courseplanner.export.syntax.jsontext import metres
from courseplanner.measure.bicycle.calibration import Reduced
from courseplanner.model.bicycle.rides import Measurement
from courseplanner.model.rulebook.finding import Finding

__all__ = ["measure_document"]


def measure_document(
    measurement: Measurement, reduced: Reduced, findings: Iterable[Finding], doubts: Iterable[Text]
) -> dict[str, Any]:
    """Put what a measurement gave in the words of the contract.

    Constants are counts a kilometre, with the prevention factor; `adjust_m` is what to add to the
    course, negative where it may be cut.
    """
    length_m = reduced.length_m
    return {
        "schema": 1,
        "nominal_m": measurement.nominal_m,
        "prevention_factor": measurement.prevention_factor,
        "calibration_m": metres(reduced.calibration_m),
        "constants": {
            "before": _constant(reduced.before),
            "after": _constant(reduced.after),
            "average": _constant(reduced.average),
            "larger": _constant(reduced.larger),
            "day": _constant(reduced.day),
            "rule": "larger" if reduced.takes_larger else "average",
            "drift_percent": None if reduced.drift_percent is None else round(reduced.drift_percent, 4),
        },
        "rides": [
            {"name": ride.name, "counts": ride.counts, "wraps": ride.wraps, "length_m": metres(ride.length_m)}
            for ride in reduced.rides
        ],
        "agreement_percent": (
            None if reduced.agreement_percent is None else round(reduced.agreement_percent, 4)
        ),
        "length_m": None if length_m is None else metres(length_m),
        "adjust_m": None if length_m is None else metres(measurement.nominal_m - length_m),
        "findings": [finding_entry(finding) for finding in findings],
        "doubts": [str(words) for words in doubts],
    }


def _constant(constant: float | None) -> float | None:
    return None if constant is None else round(constant, 3)
