"""The answer of `check` to an existing course, for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courseplanner.export.candidates import drop_entry, finding_entry
from courseplanner.export.jsontext import metres
from courseplanner.model.evidence import Evidence
from courseplanner.model.finding import Finding

__all__ = ["check_document"]


def check_document(evidence: Evidence, findings: Iterable[Finding]) -> dict[str, Any]:
    """Put what was found of a course in the words of the contract.

    Nobody planned it, so it has no target; nobody measured it either.
    """
    profile = evidence.profile
    return {
        "schema": 1,
        "length": {
            "nominal_m": evidence.nominal_m,
            "target_m": None,
            "basis": "ellipsoid" if evidence.ground_m is None else "ground",
            "course_m": metres(evidence.course_m),
            "ground_m": None if evidence.ground_m is None else metres(evidence.ground_m),
            "centreline_m": None,
            "uncertainty_m": None,
            "bias_m": None,
        },
        "separation_m": metres(evidence.separation_m),
        "drop_m_per_km": None if profile is None else drop_entry(profile, evidence.nominal_m),
        "climb_m": None if profile is None else round(profile.climb_m, 1),
        "findings": [finding_entry(finding) for finding in findings],
    }
