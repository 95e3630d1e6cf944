"""A proposal made by hand from the nouns, for tests of what comes after the search."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import Geod

from courseplanner.base.i18n import text
from courseplanner.export.documents.candidates import Elapsed
from courseplanner.measure.along.course_marks import course_marks_of
from courseplanner.measure.along.cues import cues_of
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.measure.along.marks import marks_of
from courseplanner.model.bicycle.calibration_stretch import CalibrationStretch
from courseplanner.model.brief.brief import Brief
from courseplanner.model.course.candidate import Candidate, Certainty, Proposal, Unmet
from courseplanner.model.course.course import Closing, Course, Landmark, LandmarkKind, Leg, Mark, Visit
from courseplanner.model.course.course_mark import CourseMark, CourseMarkKind
from courseplanner.model.course.field_start import FieldStart
from courseplanner.model.course.length_budget import BudgetPart, LengthBudget, UncertainStretch
from courseplanner.model.course.profile import Profile
from courseplanner.model.course.reserve import AdjustAt, Reserve
from courseplanner.model.course.stations import DefibrillatorMode, Side, Station, StationKind, StationPlan
from courseplanner.model.course.survey import Shares
from courseplanner.model.names import Names
from courseplanner.model.network.roads import UNKNOWN, RoadNetwork
from courseplanner.model.provenance import Provenance
from courseplanner.model.region import Region
from courseplanner.model.route.entry import fingerprint_of
from courseplanner.model.route.route import Anchor, Position, Route, RouteClosing, Span
from courseplanner.roads.ground import Ground, ground_of

__all__ = [
    "NOTHING_FITS",
    "brief",
    "candidate",
    "course",
    "dated",
    "ground",
    "on_course",
    "planned",
    "profile",
    "proposal",
    "region",
]

ELAPSED = Elapsed(load_s=0.41, search_s=1.2, compile_s=0.0, total_s=2.0)

STATIONS = StationPlan(
    (
        Station(
            StationKind.TOILETS,
            text("Toilets, start"),
            (0.0,),
            104.9,
            25.0,
            place=text("at {place}", place="万峰林"),
            count=160,
        ),
        Station(
            StationKind.WATER,
            text("Water, km 1.50"),
            (1_500.00049, 3_000.0),
            104.90505,
            25.00405,
            Side.LEFT,
            7.0,
            "class",
            given=True,
        ),
    )
)
"""One that the planner placed and counted, and one of the brief, passed twice."""

ROUTE = Route(
    shape="loop",
    spans=(
        Span(123, 1, 2, line=((104.9, 25.0), (104.9123457, 25.01), (104.92, 25.02))),
        Span(124, 2, 1, via_node=3, line=((104.92, 25.02), (104.9, 25.0005), (104.9, 25.0))),
    ),
    anchors=(Anchor("万峰林", 104.92, 25.02),),
    closing=RouteClosing("start-slide", Position(0, 0, 0.0125), Position(0, 1, 1.0), 21_118.5975),
    made_on="0123456789abcdef0123456789abcdef",
)
"""Out on one road and back on another, past a place."""

NOTHING_FITS = Proposal(
    candidates=(),
    unmet=(
        Unmet(
            requirement="villages",
            asked=8,
            reached=7,
            unit="",
            words=text(
                "{asked} villages need at least 22.4 km; {reached} fit in 21.1 km", asked=8, reached=7
            ),
            certainty=Certainty.PROVEN,
        ),
    ),
    complete=True,
)


def brief(**event: object) -> Brief:
    """A brief of a half marathon."""
    table = {"name": "Riverside Half Marathon", "distance": "half-marathon", **event}
    made = Brief.model_validate({"schema": 1, "event": table, "region": {"osm": ["valley.osm"]}})
    return made.model_copy(update={"path": Path("riverside.toml")})


def dated(**event: object) -> Brief:
    """The same on a day, from an hour on."""
    return brief(date=dt.date(2027, 4, 11), start_time=dt.time(8, 30), **event)


def region() -> Region:
    """A region with one road of one edge."""
    one: dict[str, Any] = {
        name: np.array([value], dtype=kind)
        for name, value, kind in (
            ("edge_from", 0, np.int32),
            ("edge_to", 1, np.int32),
            ("edge_length_mm", 1_000_000, np.int32),
            ("edge_way", 0, np.int32),
            ("way_id", 123, np.int64),
            ("way_class", 4, np.int8),
            ("way_surface", 0, np.int16),
            ("way_tracktype", UNKNOWN, np.int8),
            ("way_width_tag_m", np.nan, np.float32),
            ("way_lanes", UNKNOWN, np.int8),
            ("way_bridge", UNKNOWN, np.int8),
            ("way_tunnel", UNKNOWN, np.int8),
            ("way_layer", 0, np.int8),
            ("way_access", UNKNOWN, np.int8),
            ("way_motor_free", 0, np.int8),
            ("way_oneway", UNKNOWN, np.int8),
            ("way_roundabout", False, np.bool_),
            ("way_width_sidewalks_m", np.nan, np.float32),
            ("way_shared", False, np.bool_),
            ("way_part", 0, np.int8),
            ("way_road", UNKNOWN, np.int32),
            ("way_name", 0, np.int32),
            ("way_width_stated", False, np.bool_),
            ("way_divider", UNKNOWN, np.int8),
        )
    }
    roads = RoadNetwork(
        node_lon=np.array([104.9, 104.91]),
        node_lat=np.array([25.0, 25.0]),
        point_start=np.array([0, 2], dtype=np.int64),
        point_lon=np.array([104.9, 104.91]),
        point_lat=np.array([25.0, 25.0]),
        point_node=np.array([1, 2]),
        surfaces=("asphalt",),
        names=(Names("河滨路", None, "Riverside Road"),),
        level_crossing_lon=np.zeros(0),
        level_crossing_lat=np.zeros(0),
        **one,
    )
    source = Provenance("valley.osm", "ab" * 32, "2026-11-01", "invented", {"ways": 1, "ways_cut": 0})
    return Region(roads=roads, places=(), bbox=(104.9, 25.0, 104.91, 25.1), provenance=(source,))


def ground() -> Ground:
    """That region, of whose roads nothing is stated."""
    return ground_of(region(), brief())


def course(lon: list[float], lat: list[float]) -> Course:
    """A course along these points, on two roads."""
    lengths = Geod(ellps="WGS84").line_lengths(lon, lat)
    chainage = np.concatenate([[0.0], np.cumsum(lengths)])
    half, end = float(chainage[len(chainage) // 2]), float(chainage[-1])
    legs = (
        Leg(
            123,
            "河滨路",
            0.0,
            half,
            "secondary",
            "asphalt",
            7.0,
            "class",
            motor_free=False,
            unpaved=False,
            shut_left_m=3.5,
            marked_by="cones",
        ),
        Leg(124, None, half, end, "path", None, 2.5, "tag", motor_free=None, unpaved=True),
    )
    return Course(
        lon=np.array(lon),
        lat=np.array(lat),
        chainage_m=chainage,
        legs=legs,
        turnarounds_m=(half,),
        closing=Closing("start-slide", 42.1234),
        landmarks=(Landmark(LandmarkKind.JUNCTION, ("河滨路", "Mill Lane"), 812.4004),),
    )


def candidate(name: str = "A", line: Course | None = None) -> Candidate:
    """A candidate with two villages, a rated scenic spot, and a town."""
    if line is None:
        line = course([104.9, 104.91234567, 104.92, 104.9], [25.0, 25.01, 25.02, 25.0005])
    end_m = line.course_m
    visits = (
        Visit("永康村", "village", None, 104.9, 25.0, 0.0, 35.04, required=False),
        Visit("万峰林", "scenic", 4, 104.92, 25.02, end_m / 3, 0.0, required=True),
        Visit("上纳灰村", "hamlet", None, 104.91, 25.01, end_m / 2, 120.0, required=False),
        Visit("Xingyi", "town", None, 104.9, 25.0, end_m, 250.0, required=False),
    )
    marks = (
        Mark("start", "Start", 0.0, 0.0, float(line.lon[0]), float(line.lat[0])),
        Mark("km", "1 km", 1_001.0, 1_000.0, 104.90505, 25.00405),
        Mark("visit", "万峰林", end_m / 3, end_m / 3 / 1.001, 104.91234567, 25.01),
        Mark("finish", "Finish", end_m, 21_097.5, float(line.lon[-1]), float(line.lat[-1])),
    )
    return Candidate(
        id=name,
        course=line,
        nominal_m=21_097.5,
        target_m=21_097.5 * 1.001,
        visits=visits,
        marks=marks,
        shares=Shares(0.02004, 0.5, 0.11, 0.93, 0.41, 0.0604, 0.0),
        separation_m=120.00049,
        turns=38,
        sharp_turns=3,
        roundness=0.21004,
        estimate_error_m=-3.1415,
        self_crossings_m=(812.5004,),
        lead_in_m=None,
        scenery=0.43214,
        profile=None,
        ground_m=None,
        route=ROUTE,
        fingerprint=fingerprint_of(ROUTE, ROUTE.made_on),
        problems=(),
        stations=STATIONS,
        budget=BUDGET,
        course_marks=COURSE_MARKS,
        cues=cues_of(line),
        ways_across=(),
        towns=(None, None),
        along=None,
        field=FieldStart(5_000, 3, "roads", 4.0, 30.0, 27.777, 0.0, 4.0),
        findings=(),
        reserves=(Reserve(AdjustAt.TURNAROUND, "河滨路", 512.3004, 104.9, 25.0, 160.0, 299.6),),
        calibration_courses=(
            CalibrationStretch(
                "河滨路", "residential", None, (104.9, 25.0), (104.9, 25.004), 443.2, -0.04, 61.5
            ),
        ),
    )


def on_course(made: Candidate, line: Course) -> Candidate:
    """Put a candidate on another course, with the turns of that."""
    return replace(made, course=line, cues=cues_of(line))


COURSE_MARKS = (
    CourseMark(CourseMarkKind.START, text("Start"), 0.0, 0.0, 104.9, 25.0, 1_203.26, None, None),
    CourseMark(
        CourseMarkKind.KM,
        text("{km} km", km=1),
        1_001.0,
        1_000.0,
        104.90505,
        25.00405,
        None,
        text("14 m past {place}", place="万峰林"),
        text("0.3 m off the left kerb"),
    ),
)
BUDGET = LengthBudget(
    (
        (BudgetPart.WIDTHS_ASSUMED, 40.4),
        (BudgetPart.WIDTHS_GIVEN, 0.6),
        (BudgetPart.KERBS, 16.6),
        (BudgetPart.MAP, 21.1),
        (BudgetPart.HEIGHTS, None),
    ),
    -0.2,
    12.0,
    (UncertainStretch("桔山大道", 100.0, 812.4, 14.0, "class", 21.34),),
)


def proposal(*names: str) -> Proposal:
    """A proposal of these candidates, of six that were asked for."""
    found = len(names)
    words = text("{found} different courses found, {asked} asked", found=found, asked=6)
    return Proposal(
        candidates=tuple(candidate(name) for name in names),
        unmet=(Unmet("candidates", 6, found, "", words),),
        complete=True,
    )


def planned(*names: str) -> Proposal:
    """The same with all the stations and marks that a plan has: a defibrillator, and each kilometre."""
    device = Station(
        StationKind.DEFIBRILLATOR, text("Defibrillator, km 2.00"), (2_000.0,), 104.906, 25.005,
        mode=DefibrillatorMode.BICYCLE,
    )  # fmt: skip
    plan = StationPlan((*STATIONS.stations, device))
    found = proposal(*names)
    return replace(found, candidates=tuple(_marked_out(one, plan) for one in found.candidates))


def _marked_out(made: Candidate, plan: StationPlan) -> Candidate:
    kilometrage = kilometrage_of(made)
    return replace(
        made,
        stations=plan,
        marks=marks_of(made.course, kilometrage, made.visits, plan),
        course_marks=course_marks_of(made.course, kilometrage, plan),
    )


def profile(climb_m: float = 181.0) -> Profile:
    """A profile that climbs so much, and comes down again."""
    at_m = np.array([0.0, 500.0, 1_000.0])
    height_m = np.array([1_200.0, 1_200.0 + climb_m, 1_200.0])
    return Profile(at_m, height_m, 5.3, climb_m, climb_m, (0.0, 0.0), ((0.0, 1_000.0),), 0.0)
