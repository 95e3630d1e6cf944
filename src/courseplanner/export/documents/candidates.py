"""`candidates.json`: the answer to a brief, for programs."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from courseplanner import __version__
from courseplanner.export.documents.course_files import files_of
from courseplanner.export.syntax.jsontext import degrees, metres, position, share
from courseplanner.export.tables.course_marks import course_mark_entries
from courseplanner.export.tables.stations import station_entries
from courseplanner.model.bicycle.calibration_stretch import CalibrationStretch
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate, NearestBrief, Proposal, Unmet
from courseplanner.model.course.course import Course, Landmark, Leg, Visit
from courseplanner.model.course.field_start import FieldStart
from courseplanner.model.course.length_budget import LengthBudget
from courseplanner.model.course.profile import Profile
from courseplanner.model.course.reserve import Reserve
from courseplanner.model.provenance import Provenance
from courseplanner.model.route.entry import route_entry
from courseplanner.model.rulebook.finding import Finding
from courseplanner.roads.ground import Ground

__all__ = [
    "Elapsed",
    "candidates_document",
    "crossing_entries",
    "drop_entry",
    "field_entry",
    "finding_entry",
    "leg_entries",
    "profile_entry",
    "reserve_entries",
    "visit_entries",
]


@dataclass(frozen=True, slots=True)
class Elapsed:
    """How long planning took.

    Parameters
    ----------
    load_s, search_s : float
        Reading the region, and laying out courses in it, without compiling.
    compile_s : float
        Compiling kernels, which only the first run has to do.
    total_s : float
        All that the user waited for until the courses were there.
    """

    load_s: float
    search_s: float
    compile_s: float
    total_s: float


def candidates_document(brief: Brief, ground: Ground, proposal: Proposal, elapsed: Elapsed) -> dict[str, Any]:
    """Put an answer in the words of the contract.

    Lengths are rounded to the millimetre, coordinates to 8 decimals and shares to 4.
    Figures that this version does not compute are `None`.
    """
    return {
        "schema": 1,
        "version": __version__,
        "seed": brief.search.seed,
        "complete": proposal.complete,
        "elapsed_s": {
            "load": round(elapsed.load_s, 3),
            "search": round(elapsed.search_s, 3),
            "compile": round(elapsed.compile_s, 3),
            "total": round(elapsed.total_s, 3),
        },
        "region": {
            "bbox": [degrees(side) for side in ground.bbox],
            "edges": ground.roads.edge_count,
            "provenance": [_source(source) for source in ground.provenance],
        },
        "candidates": [_candidate(candidate) for candidate in proposal.candidates],
        "unmet": [_unmet(entry) for entry in proposal.unmet],
    }


def _source(source: Provenance) -> dict[str, Any]:
    return {
        "source": source.source,
        "sha256": source.sha256,
        "date": source.date,
        "licence": source.licence,
        "counts": {name: int(count) for name, count in source.counts.items()},
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    course = candidate.course
    return {
        "id": candidate.id,
        "fingerprint": candidate.fingerprint,
        "files": files_of(candidate),
        "length": _length(candidate),
        "closing": _closing(candidate),
        "lead_in_m": None if candidate.lead_in_m is None else metres(candidate.lead_in_m),
        "start": position(course.lon[0], course.lat[0]),
        "finish": position(course.lon[-1], course.lat[-1]),
        "separation_m": metres(candidate.separation_m),
        **_heights(candidate),
        "profile": profile_entry(candidate.profile),
        "visits": visit_entries(candidate.visits),
        "legs": leg_entries(course.legs),
        "stations": station_entries(candidate.stations),
        "marks": course_mark_entries(candidate.course_marks),
        "reserves": reserve_entries(candidate.reserves),
        "landmarks": [_landmark(landmark) for landmark in course.landmarks],
        "calibration_courses": [_calibration(stretch) for stretch in candidate.calibration_courses],
        "shares": {name: share(part) for name, part in asdict(candidate.shares).items()},
        "turns": int(candidate.turns),
        "sharp_turns": candidate.sharp_turns,
        "roundness": None if candidate.roundness is None else share(candidate.roundness),
        **crossing_entries(course),
        "self_crossings": len(candidate.self_crossings_m),
        "self_crossings_at_m": [metres(at_m) for at_m in candidate.self_crossings_m],
        "scenery": share(candidate.scenery),
        "field": field_entry(candidate.field),
        "findings": [finding_entry(finding) for finding in candidate.findings],
        "route": route_entry(candidate.route),
    }


def field_entry(field: FieldStart | None) -> dict[str, Any] | None:
    """Give how the field starts, and where it is densest."""
    if field is None:
        return None
    return {
        "runners": field.runners,
        "waves": field.waves,
        "waves_from": field.waves_from,
        "least_width_m": None if field.least_width_m is None else round(field.least_width_m, 2),
        "last_start_min": round(field.last_start_min, 1),
        "flow_per_min_m": round(field.flow, 1),
        "flow_at_m": metres(field.at_m),
        "flow_width_m": round(field.width_m, 2),
    }


def _heights(candidate: Candidate) -> dict[str, Any]:
    """Give what is known from heights: to the decimetre, and the drop to two digits."""
    profile = candidate.profile
    if profile is None:
        return {"drop_m_per_km": None, "climb_m": None, "descent_m": None}
    return {
        "drop_m_per_km": drop_entry(profile, candidate.nominal_m),
        "climb_m": round(profile.climb_m, 1),
        "descent_m": round(profile.descent_m, 1),
    }


def profile_entry(profile: Profile | None) -> dict[str, Any] | None:
    """Give what else a profile tells: the steepest kilometre, the grades, and how far to trust it.

    `grades` are pairs of the lower bound of a grade in per cent and the metres of course with it; the
    steepest falls have no lower bound.
    """
    if profile is None:
        return None
    from_m, grade = profile.steepest_km
    return {
        "steepest_km": {"from_m": metres(from_m), "grade_percent": round(100.0 * grade, 1) + 0.0},
        "grades": [
            [low if math.isfinite(low) else None, round(length_m)] for low, length_m in profile.grades_m
        ],
        "error_m": round(profile.error_m, 1),
        "on_filled_voids_m": round(profile.filled_m),
    }


def drop_entry(profile: Profile, nominal_m: float) -> float:
    """Put a drop in the words of the contract; a little above nothing is not written as less than nothing."""
    return round(profile.drop_m_per_km(nominal_m), 2) + 0.0


def _length(candidate: Candidate) -> dict[str, Any]:
    course_m, ground_m = metres(candidate.course.course_m), candidate.ground_m
    return {
        "nominal_m": candidate.nominal_m,
        "target_m": round(candidate.target_m, 6),  # without the last digits of binary arithmetic
        "basis": "ellipsoid" if ground_m is None else "ground",
        "course_m": course_m,
        "ground_m": None if ground_m is None else metres(ground_m),
        "centreline_m": metres(candidate.course.road.length_m),
        **_budget(candidate.budget),
    }


def _budget(budget: LengthBudget | None) -> dict[str, Any]:
    """Give how well a length is known: in whole metres, for nobody knows it better."""
    if budget is None:
        return {"uncertainty_m": None, "bias_m": None, "uncertainty_parts": None, "measure_first": None}
    return {
        "uncertainty_m": round(budget.uncertainty_m, 0),
        "bias_m": round(budget.bias_m, 0) + 0.0,
        "uncertainty_parts": {
            str(part): None if part_m is None else round(part_m, 0) for part, part_m in budget.parts
        },
        "measure_first": [
            {
                "name": one.name,
                "from_m": metres(one.from_m),
                "to_m": metres(one.to_m),
                "width_m": metres(one.width_m),
                "width_from": one.width_from,
                "effect_m": round(one.effect_m, 1),
            }
            for one in budget.measure_first
        ],
    }


def visit_entries(visits: Iterable[Visit]) -> list[dict[str, Any]]:
    """Put visits in the words of the contract."""
    return [
        {
            "name": visit.name,
            "kind": str(visit.kind),
            "rating": visit.rating,
            "at_m": metres(visit.at_m),
            "offset_m": metres(visit.offset_m),
            "counts": visit.counts,
        }
        for visit in visits
    ]


def crossing_entries(course: Course) -> dict[str, Any]:
    """Count the big roads and railways that a course crosses on the level, and tell where."""
    crossed = course.big_road_crossings_m, course.level_crossings_m
    if crossed[0] is None or crossed[1] is None:
        return {"crossings": None, "crossings_at_m": None}
    at_m = sorted([*crossed[0], *crossed[1]])
    return {"crossings": len(at_m), "crossings_at_m": [metres(one) for one in at_m]}


def _closing(candidate: Candidate) -> dict[str, Any]:
    """Tell how the length was brought to the target, and how far the search was off it, in decimetres."""
    closing, error_m = candidate.course.closing, candidate.estimate_error_m
    return {
        "method": None if closing is None else closing.method,
        "shift_m": None if closing is None else metres(closing.shift_m),
        "estimate_error_m": None if error_m is None else round(error_m, 1) + 0.0,
    }


def reserve_entries(reserves: Iterable[Reserve]) -> list[dict[str, Any]]:
    """Tell where the length can be adjusted, in whole metres."""
    return [
        {
            "at": str(one.at),
            "name": one.name,
            "at_m": metres(one.at_m),
            "position": position(one.lon, one.lat),
            "add_m": round(one.add_m),
            "cut_m": round(one.cut_m),
            "splits": str(one.moves),
        }
        for one in reserves
    ]


def _landmark(landmark: Landmark) -> dict[str, Any]:
    return {"kind": str(landmark.kind), "names": list(landmark.names), "at_m": metres(landmark.at_m)}


def _calibration(stretch: CalibrationStretch) -> dict[str, Any]:
    """Put a stretch for a calibration course in words; its length is that of a map."""
    return {
        "name": stretch.name,
        "class": stretch.road_class,
        "surface": stretch.surface,
        "start": position(*stretch.start),
        "end": position(*stretch.end),
        "length_m": round(stretch.length_m),
        "rise_m": None if stretch.rise_m is None else round(stretch.rise_m, 1) + 0.0,
        "away_m": round(stretch.away_m),
    }


def leg_entries(legs: Iterable[Leg]) -> list[dict[str, Any]]:
    """Put legs in the words of the contract; what follows no road has no way."""
    return [
        {
            "way": int(leg.way) or None,
            "name": leg.name,
            "from_m": metres(leg.from_m),
            "to_m": metres(leg.to_m),
            "class": leg.road_class,
            "surface": leg.surface,
            "width_m": metres(leg.width_m),
            "width_from": leg.width_from,
            "motor_free": None if leg.motor_free is None else bool(leg.motor_free),
            "tunnel": leg.tunnel,
            "restriction": _restriction(leg),
            "divider": _divider(leg),
        }
        for leg in legs
    ]


def _restriction(leg: Leg) -> dict[str, Any] | None:
    """Tell which part of a road is not open to runners; `None` where all is."""
    if not (leg.shut_left_m or leg.shut_right_m):
        return None
    return {
        "shut_left_m": metres(leg.shut_left_m),
        "shut_right_m": metres(leg.shut_right_m),
        "open_width_m": metres(leg.open_width_m),
        "marked_by": leg.marked_by,
    }


def _divider(leg: Leg) -> dict[str, Any] | None:
    """Tell by which divider the line keeps to its right half; `None` where it has all that is open."""
    if not leg.is_halved:
        return None
    return {
        "from": "stated" if leg.divider else "assumed",
        "stated": leg.divider,
        "own_width_m": metres(leg.own_width_m),
    }


def finding_entry(finding: Finding) -> dict[str, Any]:
    """Put a finding in the words of the contract."""

    def figure(value: float | None) -> float | None:
        if value is None:
            return None
        # Parts of the length have as many digits here as among the shares.
        return round(float(value), 2) + 0.0 if finding.unit == "%" else metres(value)

    return {
        "rule": finding.rule,
        "status": str(finding.status),
        "measured": figure(finding.measured),
        "limit": figure(finding.limit),
        "unit": finding.unit,
        "margin": figure(finding.margin),
        "at_m": [metres(at_m) for at_m in finding.at_m],
    }


def _unmet(entry: Unmet) -> dict[str, Any]:
    return {
        "requirement": entry.requirement,
        "asked": entry.asked,
        "reached": entry.reached,
        "unit": entry.unit,
        "words": str(entry.words),
        "nearest": _nearest(entry.nearest),
        "certainty": entry.certainty.value,
    }


def _nearest(nearest: NearestBrief | None) -> dict[str, Any] | None:
    """Put a change of the brief into its own words: positions as pairs, places by name."""
    if nearest is None:
        return None
    value = nearest.value
    if isinstance(value, tuple):
        value = [one if isinstance(one, str) else [one.lon, one.lat] for one in value]
    return {"key": nearest.key, "value": value}
