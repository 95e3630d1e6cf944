"""The answer of `check` to an existing course, for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courseplanner.export.documents.candidates import drop_entry, finding_entry, leg_entries, profile_entry
from courseplanner.export.syntax.jsontext import metres, share
from courseplanner.model.course.evidence import Evidence
from courseplanner.model.course.matched import MatchedTrack
from courseplanner.model.rulebook.finding import Finding

__all__ = ["check_document"]


def check_document(
    length_m: float, evidence: Evidence, findings: Iterable[Finding], matched: MatchedTrack | None = None
) -> dict[str, Any]:
    """Put what was found of a course in the words of the contract.

    Nobody planned it, so it has no target; nobody measured it either. Its length is that of the track
    as it was recorded. Where it was matched, `matched` says how well, and legs and places of findings
    count along the roads; where it was not, nobody knows of tunnels.
    """
    profile = evidence.profile
    document = {
        "schema": 1,
        "length": {
            "nominal_m": evidence.nominal_m,
            "target_m": None,
            "basis": "ellipsoid" if evidence.ground_m is None else "ground",
            "course_m": metres(length_m),
            "ground_m": None if evidence.ground_m is None else metres(evidence.ground_m),
            "centreline_m": None if matched is None or not matched.is_whole else metres(evidence.course_m),
            "uncertainty_m": None,
            "bias_m": None,
        },
        "separation_m": metres(evidence.separation_m),
        "drop_m_per_km": None if profile is None else drop_entry(profile, evidence.nominal_m),
        "climb_m": None if profile is None else round(profile.climb_m, 1),
        "profile": profile_entry(profile),
    }
    if matched is not None:
        document["matched"] = {
            "length_m": metres(evidence.course_m),
            "share": share(matched.share),
            "rms_m": round(matched.rms_m, 1),
            "most_m": round(matched.most_m, 1),
            "gaps": [[metres(gap.from_m), metres(gap.to_m)] for gap in matched.gaps],
        }
        document["shares"] = {"tunnel": share(_tunnel_m(matched) / evidence.course_m)}
        document["legs"] = leg_entries(matched.legs)
    return {**document, "findings": [finding_entry(finding) for finding in findings]}


def _tunnel_m(matched: MatchedTrack) -> float:
    return sum(leg.to_m - leg.from_m for leg in matched.legs if leg.tunnel)
