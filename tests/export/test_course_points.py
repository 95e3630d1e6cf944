"""What a watch shows: stations only where asked, and names that tell places apart in few letters."""

from __future__ import annotations

import io
import itertools
import xml.etree.ElementTree as ET
from dataclasses import replace

import fitdecode
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.course_points import CoursePoint, CourseSign, course_points, short_names
from courseplanner.export.formats import exporters
from courseplanner.measure.along.kilometrage import kilometrage_of
from courseplanner.measure.along.marks import marks_of
from courseplanner.model.course.stations import Station, StationKind, StationPlan, WatchStations
from export.sheet.sheets import town

TCX = "{http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2}"
KINDS = (StationKind.WATER, StationKind.DEFIBRILLATOR, StationKind.TOILETS, StationKind.SPONGES)


def with_stations(stations: WatchStations) -> CoursePackage:
    """A course with a station of each of four kinds every 400 m."""
    asked = town()
    course = asked.candidate.course
    placed = []
    for at_m in range(400, int(course.course_m), 400):
        for kind in KINDS:
            name = text("{kind}, km {km:.2f}", kind=str(kind).capitalize(), km=at_m / 1_001.0)
            placed.append(Station(kind, name, (float(at_m),), float(course.lon[0]), float(course.lat[0])))
    plan = StationPlan(tuple(placed))
    marks = marks_of(course, kilometrage_of(asked.candidate), asked.candidate.visits, plan)
    candidate = replace(asked.candidate, stations=plan, marks=marks)
    return replace(asked, candidate=candidate, watch_stations=stations)


def fit_names(package: CoursePackage) -> list[str]:
    reader = fitdecode.FitReader(io.BytesIO(exporters()["fit"].write(package)))
    frames = (frame for frame in reader if isinstance(frame, fitdecode.FitDataMessage))
    return [str(frame.get_value("name")) for frame in frames if frame.name == "course_point"]


def tcx_names(package: CoursePackage) -> list[str]:
    root = ET.fromstring(exporters()["tcx"].write(package))
    return [point.findtext(f"{TCX}Name", "") for point in root.iter(f"{TCX}CoursePoint")]


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        (WatchStations.NONE, set()),
        (WatchStations.WATER, {"Water", "WC", "Sponges"}),
        (WatchStations.ALL, {"Water", "WC", "Sponges", "AED"}),
    ],
)
def test_stations_stay_out_unless_asked(asked: WatchStations, kinds: set[str]) -> None:
    package = with_stations(asked)
    without = {point.name for point in course_points(with_stations(WatchStations.NONE))}
    added = [point for point in course_points(package) if point.name not in without]
    assert {point.label for point in added} == kinds
    assert len(added) == len(kinds) * len(range(400, int(package.candidate.course.course_m), 400))
    assert not any("efibrilla" in name for name in without)


@pytest.mark.parametrize("asked", WatchStations)
@pytest.mark.parametrize(("names", "most"), [(fit_names, 15), (tcx_names, 10)])
def test_names_fit_and_are_different(names: object, most: int, asked: WatchStations) -> None:
    assert callable(names)
    found = names(with_stations(asked))
    assert len(found) > 10
    assert all(0 < len(name) <= most for name in found)
    assert len(set(found)) == len(found)


def test_the_whole_name_stays_in_the_notes_of_tcx() -> None:
    package = with_stations(WatchStations.ALL)
    root = ET.fromstring(exporters()["tcx"].write(package))
    notes = [point.findtext(f"{TCX}Notes", "") for point in root.iter(f"{TCX}CoursePoint")]
    assert notes == [point.name for point in course_points(package)]


def point(label: str, km: float, *, starts_with_km: bool = False) -> CoursePoint:
    return CoursePoint(
        CourseSign.LEFT, f"Turn left onto {label}", label, km, 1_001.0 * km, 9.5, 47.0, starts_with_km
    )


@pytest.mark.parametrize(
    ("points", "names"),
    [
        ([point("Landstrasse", 3.21)], ["Landstrass"]),
        ([point("Landstrasse", 3.21), point("Landstrasse", 12.44)], ["3.2 Landst", "12.4 Lands"]),
        ([point("Landstrasse", 3.21), point("Landstrasse", 3.24)], ["3.21 Lands", "3.24 Lands"]),
        ([point("Landstrasse", 3.211), point("Landstrasse", 3.214)], ["3.211 Land", "3.214 Land"]),
        ([point("滨河生态走廊", 6.9), point("滨河生态走廊", 17.4)], ["6.9 滨河生态走廊", "17.4 滨河生态走"]),
        ([point("Water", 5.0, starts_with_km=True)], ["5.0 Water"]),
        ([point("  \n", 5.0)], ["-"]),
        ([point("Im Bretscha", 5.0)], ["Im Bretsch"]),
        ([point("In der Egerta", 5.0), point("Ruggeller Strasse", 6.0)], ["In der Ege", "Ruggeller"]),
        ([point("aaaaaaaaa\u0041\u0308b", 5.0)], ["a" * 9]),
    ],
)
def test_short_names_begin_with_what_differs(points: list[CoursePoint], names: list[str]) -> None:
    assert list(short_names(points, 10)) == names


@given(
    st.lists(
        st.tuples(st.text("ab路 ", max_size=14), st.integers(0, 42_195)),
        max_size=30,
        unique_by=lambda one: one[1],
    )
)
def test_places_that_differ_have_names_that_differ(wanted: list[tuple[str, int]]) -> None:
    points = [point(label, metre / 1_000.0) for label, metre in wanted]
    for most in (10, 15):
        names = short_names(points, most)
        assert all(0 < len(name) <= most for name in names)
        for (one, at), (other, to) in itertools.combinations(zip(names, wanted, strict=True), 2):
            assert one != other or at == to
