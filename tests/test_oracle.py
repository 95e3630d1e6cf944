"""The independent check can fail: good courses pass, each broken one is found out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from oracle import judge_empty_run, judge_run
from oracle.line import Line, Plane, repeated_share, shared_share
from oracle.tags import closed_to_races, motor_free_answers, rating_of, unpaved, widths
from oracle.tiny import TinyCourse, TinyRegion, TinyRun, lay, metres, node, out_and_back, ring

WEST_RING = ring((4, 0), (0, 0), (0, 2), (4, 2), (4, 0))
EAST_RING = ring((4, 0), (8, 0), (8, 2), (4, 2), (4, 0))
LOOP = {"start": "Alphadorf", "visit": ["Burg Gitter"], "villages": 2, "scenic": 1, "max_repeated": 0.05}


def _length(region: TinyRegion, walk: list[int]) -> float:
    at = [region.nodes[ref] for ref in walk]
    return sum(metres(a, b) for a, b in pairwise(at))


def _run(
    walks: Iterable[list[int]],
    gap_m: float,
    wanted: dict[str, Any],
    *,
    region: TinyRegion | None = None,
    half: bool = False,
) -> TinyRun:
    """Lay courses of one length; the first walk is `gap_m` longer than that."""
    region, walks = region or TinyRegion(), list(walks)
    length_m = _length(region, walks[0]) - gap_m
    courses = [lay(region, walk, length_m, 0.0 if half else gap_m, half=half) for walk in walks]
    return TinyRun(region, courses, length_m / 1.001, wanted | {"candidates": len(courses)})


def _loops(region: TinyRegion | None = None, **wanted: Any) -> TinyRun:
    return _run([WEST_RING, EAST_RING], 120.0, LOOP | wanted, region=region)


def _two_laps() -> TinyRun:
    return _run([WEST_RING + WEST_RING[1:]], 80.0, LOOP | {"shape": "laps", "laps": 2})


def _there_and_back() -> TinyRun:
    walk = out_and_back((4, 0), (4, 2), (0, 2))
    return _run([walk], 100.0, {"shape": "out-and-back", "start": "Alphadorf", "scenic": 1}, half=True)


def _across() -> TinyRun:
    wanted = {"shape": "point-to-point", "start": "Alphadorf", "finish": "Gammadorf", "villages": 3}
    return _run([ring((4, 0), (4, 2), (0, 2), (0, 1))], 200.0, wanted)


def _past_the_start() -> TinyRun:
    run = _run([[*WEST_RING, node(3, 0)]], 250.0, LOOP)
    whole = run.courses[0].entry["length"]["course_m"]
    over = whole - _length(run.region, WEST_RING)
    run.courses[0].entry["closing"]["shift_m"] = -over
    run.courses[0].entry["shares"]["repeated"] = over / whole
    return run


def _judged(run: TinyRun, folder: Path) -> list[str]:
    return judge_run(*run.write(folder))


@pytest.mark.parametrize("make", [_loops, _two_laps, _there_and_back, _across, _past_the_start])
def test_good_courses_have_no_faults(make: Callable[[], TinyRun], tmp_path: Path) -> None:
    assert _judged(make(), tmp_path) == []


@pytest.mark.parametrize("start", ["Alphadorf", "Burg Gitter"])
def test_a_users_own_rating_counts(start: str, tmp_path: Path) -> None:
    run = _loops(places=["own.geojson"], scenic_rating="4A", start=start)
    corners = [run.region.nodes[ref] for ref in run.region.ways[400][1]]
    castle = {"name": "Burg Gitter", "kind": "scenic", "rating": "4A"}
    feature = {
        "type": "Feature",
        "properties": castle,
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }
    features = json.dumps({"type": "FeatureCollection", "features": [feature]})
    run.extra_files["own.geojson"] = features
    for course in run.courses:
        visit = next(visit for visit in course.entry["visits"] if visit["name"] == "Burg Gitter")
        visit["rating"] = 4
    # The castle is too far off to start from, and still counts as a sight.
    assert [fault for fault in _judged(run, tmp_path) if "shape: start" not in fault] == []


def test_a_users_own_village_counts(tmp_path: Path) -> None:
    run = _loops(places=["own.csv"], villages=3)
    lon, lat = run.region.nodes[node(4, 1)]
    run.extra_files["own.csv"] = f"\ufeffname,kind,rating,lon,lat\nOwndorf,village,,{lon},{lat}\n"
    for course in run.courses:
        at_m = course.entry["length"]["course_m"] + 120.0 - metres(run.region.nodes[node(4, 0)], (lon, lat))
        visit = {"name": "Owndorf", "kind": "village", "rating": None, "at_m": at_m, "offset_m": 0.0}
        course.entry["visits"].append(visit)
        course.marks.append(("visit", "Owndorf", (lon, lat)))
    assert _judged(run, tmp_path) == []


def _kept(east_m: float) -> TinyRun:
    """Two loops, and a track that is kept: along both of them, or so far off."""
    run = _run([WEST_RING, WEST_RING], 120.0, LOOP | {"keep": ["spine.gpx"], "candidates": 2})
    points = [_moved(run.region.nodes[ref], east_m) for ref in WEST_RING[2:9]]
    track = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lon, lat in points)
    run.extra_files["spine.gpx"] = f"<gpx><trk><trkseg>{track}</trkseg></trk></gpx>"
    return run


@pytest.mark.parametrize(("east_m", "found"), [(0.0, 0), (8.0, 0), (60.0, 2)])
def test_what_is_kept_must_be_run(east_m: float, found: int, tmp_path: Path) -> None:
    faults = [fault for fault in _judged(_kept(east_m), tmp_path) if "keep:" in fault]
    assert len(faults) == found


# Each of these changes one thing, and returns the run.


def _course(change: Callable[[TinyCourse], object], make: Callable[[], TinyRun] = _loops) -> TinyRun:
    run = make()
    change(run.courses[0])
    return run


def _claim(path: str, value: Any, make: Callable[[], TinyRun] = _loops) -> TinyRun:
    run = make()
    *keys, last = (int(key) if key.isdecimal() else key for key in path.split("."))
    inner: Any = run.courses[0].entry
    for key in keys:
        inner = inner[key]
    inner[last] = value
    return run


def _tagged(way: int, tags: dict[str, str], **wanted: Any) -> TinyRun:
    region = TinyRegion()
    region.ways[way] = (region.ways[way][0] | tags, region.ways[way][1])
    return _loops(region, **wanted)


def _moved(at: tuple[float, float], east_m: float) -> tuple[float, float]:
    return round(at[0] + east_m / 76_000.0, 8), at[1]


def _move_finish(course: TinyCourse) -> None:
    lon, lat = course.line[-1]
    course.line[-1] = (lon, round(lat - 0.02 / 111_000.0, 8))


def _move_vertex(course: TinyCourse) -> None:
    course.line[4] = _moved(course.line[4], -1.0)


def _move_mark(course: TinyCourse, kind: str) -> None:
    i = next(i for i, mark in enumerate(course.marks) if mark[0] == kind)
    course.marks[i] = (*course.marks[i][:2], _moved(course.marks[i][2], 0.05))


def _drop_marks(course: TinyCourse, kind: str) -> None:
    course.marks = [mark for mark in course.marks if mark[0] != kind]


def _without_factor(course: TinyCourse) -> None:
    for mark in course.entry["marks"]:
        if mark["kind"] == "km":
            mark["at_m"] = mark["nominal_m"]


def _board_without_factor(course: TinyCourse) -> None:
    course.entry["stations"] = [
        {"kind": kind, "at_m": at_m, "given": False}
        for kind, at_m in (("board", 1_001.0), ("board", 2_000.0), ("mat", 0.0))
    ]


def _unpaved_denied() -> TinyRun:
    run = _tagged(100, {"surface": "gravel"})
    run.courses[0].entry["shares"]["unpaved"] = 0.0
    return run


def _unjoined() -> TinyRun:
    region = TinyRegion()
    region.nodes[9] = region.nodes[node(0, 0)]
    region.ways[200][1][0] = 9
    run = _loops()
    run.region = region
    return run


def _spur() -> TinyRun:
    walk = ring((4, 0), (0, 0), (0, 3), (0, 2), (4, 2), (4, 0))
    run = _run([walk], 120.0, LOOP)
    run.courses[0].entry["shares"]["repeated"] = 333.0 / run.nominal_m
    return run


def _spur_without_mark() -> TinyRun:
    run = _spur()
    _drop_marks(run.courses[0], "turnaround")
    return run


def _twice_the_same() -> TinyRun:
    return _run([WEST_RING, WEST_RING], 120.0, LOOP)


def _two_rings() -> TinyRun:
    return _run([WEST_RING + EAST_RING[1:]], 80.0, LOOP | {"shape": "laps", "laps": 2})


def _back_another_way() -> TinyRun:
    walk = ring((4, 0), (4, 2), (0, 2), (0, 0), (4, 0))
    return _run([walk], 10.0, {"shape": "out-and-back", "start": "Alphadorf"})


def _avoided_area() -> TinyRun:
    run = _loops(avoid=["park.geojson"])
    box = [[9.503, 46.999], [9.505, 46.999], [9.505, 47.001], [9.503, 47.001], [9.503, 46.999]]
    run.extra_files["park.geojson"] = json.dumps({"type": "Polygon", "coordinates": [box]})
    return run


def _visit_of(name: str, offset_m: float) -> Callable[[TinyCourse], object]:
    visit = {"name": name, "kind": "village", "rating": None, "at_m": 600.0, "offset_m": offset_m}
    return lambda course: course.entry["visits"].append(visit)


def _in_a_tunnel() -> TinyRun:
    return _tagged(102, {"tunnel": "yes"})


def _castle_from_a_tunnel() -> TinyRun:
    region = TinyRegion()
    for way in (102, 204):
        region.ways[way] = (region.ways[way][0] | {"tunnel": "yes"}, region.ways[way][1])
    return _loops(region)


def _answered(**keys: Any) -> TinyRun:
    return replace(_loops(), answer=keys)


BROKEN: dict[str, tuple[Callable[[], TinyRun], str]] = {
    "2 cm too long": (lambda: _course(_move_finish), "A: length: "),
    "course_m": (lambda: _claim("length.course_m", 3650.0), "A: length: course_m"),
    "centreline_m": (lambda: _claim("length.centreline_m", 3650.0), "A: length: centreline_m"),
    "height missing": (lambda: _claim("length.ground_m", 3650.0), "A: length: ground_m"),
    "start": (lambda: _claim("start", [9.5, 47.0]), "A: ends: start"),
    "separation": (lambda: _claim("separation_m", 0.0), "A: ends: separation_m"),
    "kilometre moved 5 cm": (
        lambda: _course(lambda c: _move_mark(c, "km")),
        "A: marks: kilometre 1 lies 0.05",
    ),
    "kilometres left out": (
        lambda: _course(lambda c: _drop_marks(c, "km")),
        "A: marks: kilometres [1, 2, 3]",
    ),
    "marks without the factor": (
        lambda: _course(_without_factor),
        "A: marks: '1 km' counts 1000.0 m, -1.000 m off its place",
    ),
    "board without the factor": (
        lambda: _course(_board_without_factor),
        "A: stations: board 2 at 2000.0 m, painted at 2002.000 m",
    ),
    "finish mark moved": (lambda: _course(lambda c: _move_mark(c, "finish")), "A: marks: finish lies 0.05"),
    "no start mark": (lambda: _course(lambda c: _drop_marks(c, "start")), "A: marks: 0 of type start"),
    "no visit mark": (
        lambda: _course(lambda c: _drop_marks(c, "visit")),
        "A: marks: no mark of the visit to",
    ),
    "no turnaround mark": (_spur_without_mark, "A: marks: no turnaround where the line turns back"),
    "stop missed": (lambda: _loops(visit=["Far Tower"]), "A: visits: Far Tower is missed"),
    "point missed": (lambda: _loops(visit=[[9.53, 47.012]]), "A: visits: (9.53, 47.012) is missed"),
    "stop in a tunnel": (_castle_from_a_tunnel, "A: visits: Burg Gitter is missed"),
    "too long in tunnels": (
        lambda: _tagged(102, {"tunnel": "yes"}, max_tunnel_m=1_200),
        "A: limits: 1217 m in tunnels, 1200 allowed",
    ),
    "tunnels denied": (lambda: _claim("shares.tunnel", 0.0, _in_a_tunnel), "A: shares: tunnel = 0.0"),
    "the start is no sight": (
        lambda: _loops(start="Burg Gitter"),
        "A: visits: 0 scenic places visited, 1 wanted",
    ),
    "the start told as a sight": (
        lambda: _loops(start="Burg Gitter", scenic=0),
        "A: visits: 'Burg Gitter' is what start or finish is named after",
    ),
    "stop not told": (
        lambda: _claim("visits", []),
        "A: visits: the stop Burg Gitter is not among the visits",
    ),
    "beyond the river": (lambda: _loops(visit=["Uferdorf"]), "A: visits: Uferdorf is missed: 15"),
    "river visit claimed": (
        lambda: _course(_visit_of("Uferdorf", 156.7)),
        "A: visits: 'Uferdorf' is not visited",
    ),
    "far visit claimed": (
        lambda: _course(_visit_of("Deltadorf", 80.0)),
        "A: visits: 'Deltadorf' claimed 80.0 m",
    ),
    "visit of nothing": (lambda: _course(_visit_of("Nowhere", 80.0)), "A: visits: 'Nowhere' is no village"),
    "too few villages": (lambda: _loops(villages=4), "B: visits: 2 village places visited, 4 wanted"),
    "too few rated": (lambda: _loops(scenic_rating="4A"), "A: visits: 0 scenic places visited, 1 wanted"),
    "unpaved": (lambda: _tagged(100, {"surface": "gravel"}, max_unpaved=0.0), "A: limits: 0.3"),
    "motors denied": (lambda: _claim("shares.motor_free", 0.5), "A: shares: motor_free"),
    "surface known": (
        lambda: _claim("shares.surface_unknown", 0.2),
        "A: shares: surface_unknown = 0.2, measured 0.0",
    ),
    "unpaved denied": (_unpaved_denied, "A: shares: unpaved = 0.0"),
    "repeated": (_spur, "A: limits: 0.0672 repeated"),
    "repeats denied": (lambda: _claim("shares.repeated", 0.0, _spur), "A: shares: repeated = 0.0"),
    "private": (lambda: _tagged(102, {"access": "private"}), "A: limits: access=private"),
    "steps": (lambda: _tagged(102, {"highway": "steps"}), "A: limits: highway=steps"),
    "narrow": (lambda: _tagged(102, {"width": "2.5"}, min_width_m=3.0), "A: limits: 2.5 m wide"),
    "narrow for the field": (lambda: _tagged(102, {"width": "3"}, runners=800), "A: field: under 4.0 m"),
    "narrow for its waves": (lambda: _loops(runners=9_000, waves=1), "A: field: under 17.1 m"),
    "sidewalk for the field": (
        lambda: _tagged(102, {"highway": "footway", "footway": "sidewalk", "width": "9"}, runners=800),
        "A: field: under 4.0 m, or a sidewalk",
    ),
    "motors": (lambda: _loops(min_motor_free=0.5), "A: limits: 0.0000 free of motors"),
    "road avoided": (lambda: _loops(avoid=["row 0"]), "A: limits: Row 0 is to be avoided"),
    "area avoided": (_avoided_area, "A: limits: 15"),
    "off the road": (lambda: _course(_move_vertex), "A: roads: off every way"),
    "vertex left out": (lambda: _course(lambda c: c.line.pop(2)), "A: roads: off every way"),
    "no junction": (_unjoined, "A: roads: from one way to another without a junction"),
    "gap between legs": (lambda: _claim("legs.1.from_m", 1300.0), "A: legs: a gap"),
    "legs too short": (lambda: _course(lambda c: c.entry["legs"].pop()), "A: legs: end at"),
    "leg on another way": (lambda: _claim("legs.0.way", 103), "A: legs: not on the way of the leg"),
    "leg on no way": (lambda: _claim("legs.0.way", 999), "A: legs: way 999 is not in the extract"),
    "leg surface": (lambda: _claim("legs.0.surface", None), "A: legs: way 100: surface None"),
    "leg class": (lambda: _claim("legs.0.class", "primary"), "A: legs: way 100: class 'primary'"),
    "leg width": (lambda: _claim("legs.0.width_m", 7.0), "A: legs: way 100: width 7.0 from tag"),
    "leg width from": (
        lambda: _claim("legs.0.width_from", "class"),
        "A: legs: way 100: width 6.0 from class",
    ),
    "leg motors": (lambda: _claim("legs.0.motor_free", True), "A: legs: way 100: motor_free True"),
    "start far": (lambda: _loops(start="Deltadorf"), "A: shape: start lies 1"),
    "start 90 m off": (lambda: _loops(start=[9.5172, 47.0]), "A: shape: start lies 91"),
    "finish far": (
        lambda: _run([WEST_RING], 290.0, LOOP),
        "A: shape: the finish lies 290.0 m along the road",
    ),
    "shift": (lambda: _claim("closing.shift_m", 20.0), "A: shape: closing.shift_m = 20.0, measured 120.0"),
    "shift of laps": (
        lambda: _claim("closing.shift_m", 20.0, _two_laps),
        "A: shape: closing.shift_m = 20.0, measured 80.0",
    ),
    "laps on other ground": (_two_rings, "A: shape: the line does not run the same ground 2 times"),
    "back another way": (_back_another_way, "A: shape: the way back is not the way out"),
    "finish elsewhere": (
        lambda: replace(_across(), wanted=_across().wanted | {"finish": "Betadorf"}),
        "A: shape: finish lies",
    ),
    "twice the same": (_twice_the_same, "run: shared: A and B share 1.0"),
    "key missing": (
        lambda: _course(lambda c: c.entry.pop("turns")),
        "run: form: candidates.json.candidates[0].turns",
    ),
    "key of another type": (
        lambda: _claim("turns", "4"),
        "run: form: candidates.json.candidates[0].turns = '4'",
    ),
    "not a number": (
        lambda: _claim("climb_m", float("nan")),
        "run: form: candidates.json can't be read: NaN",
    ),
    "share above one": (lambda: _claim("shares.unpaved", 1.5), "run: form: "),
    "seed": (lambda: _answered(seed=2), "run: form: seed 2"),
    "told without cause": (
        lambda: _answered(unmet=[{"requirement": "candidates", "asked": 2, "reached": 1, "unit": ""}]),
        "run: unmet: 2 of 2",
    ),
    "fewer untold": (
        lambda: replace(_loops(), wanted=LOOP | {"candidates": 3}),
        "run: unmet: 2 of 3 candidates, told []",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_each_break_is_found(what: str, tmp_path: Path) -> None:
    make, fault = BROKEN[what]
    faults = _judged(make(), tmp_path)
    assert any(words.startswith(fault) for words in faults), faults


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("A/course.gpx", "9.51600000", "9.516", "A: gpx: coordinate '9.516' has not 8 decimals"),
        ("A/course.gpx", "GPX/1/1", "GPX/1/0", "A: gpx: root is not gpx of GPX 1.1"),
        ("A/course.gpx", "</trkseg>", "</trkseg><trkseg></trkseg>", "A: gpx: not exactly one trkseg"),
        ("A/course.gpx", ' creator="tiny"', "", "A: gpx: there is no creator"),
        (
            "A/course.gpx",
            "<type>km</type>",
            "<type>kilo</type>",
            "A: gpx: waypoint '1 km' has the type 'kilo'",
        ),
        ("A/course.gpx", "<name>1 km</name>", "", "A: gpx: a waypoint has no name"),
        (
            "A/course.gpx",
            "</trk></gpx>",
            "</trk><metadata/></gpx>",
            "A: gpx: elements are out of order or strange",
        ),
        ("A/course.gpx", "</gpx>", "", "A: gpx: course.gpx can't be read"),
        ("courses.geojson", '"id": "B"', '"id": "C"', "run: geojson: lines ['A', 'C']"),
        ("courses.geojson", "[9.5, 47.0]", "[9.5, 47.1]", "run: geojson: line of A does not fit its GPX"),
        ("candidates.json", '"B/course.gpx"', '"A/course.gpx"', "run: files: gpx of B is A/course.gpx"),
        (
            "candidates.json",
            '"sha256": "',
            '"sha256": "' + "0" * 64 + '", "was": "',
            "run: provenance: tiny.osm",
        ),
    ],
)
def test_broken_files_are_found(file: str, old: str, new: str, fault: str, tmp_path: Path) -> None:
    brief, out = _loops().write(tmp_path)
    text = (out / file).read_text(encoding="utf-8")
    assert old in text
    (out / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = judge_run(brief, out)
    assert any(words.startswith(fault) for words in faults), faults


def test_left_over_folders_and_missing_files_are_found(tmp_path: Path) -> None:
    brief, out = _loops().write(tmp_path)
    (out / "C").mkdir()
    (out / "B" / "course.gpx").unlink()
    faults = judge_run(brief, out)
    assert "run: files: folders ['A', 'B', 'C'] for candidates ['A', 'B']" in faults
    assert "run: files: ['B/course.gpx'] are named and missing" in faults


def _empty(folder: Path, **keys: Any) -> Path:
    _, out = replace(_loops(), courses=[], answer=keys).write(folder)
    (out / "courses.geojson").unlink()
    return out


def test_an_empty_run_must_say_why(tmp_path: Path) -> None:
    why = {"requirement": "villages", "asked": 8, "reached": 7, "unit": ""}
    (tmp_path / "good").mkdir()
    (tmp_path / "bad").mkdir()
    good, bad = _empty(tmp_path / "good", unmet=[why]), _empty(tmp_path / "bad")
    assert judge_empty_run(good) == []
    (bad / "A").mkdir()
    assert judge_empty_run(bad) == [
        "run: unmet: no requirement is named",
        "run: files: ['A'] beside candidates.json",
    ]


def _line(*xy_m: tuple[float, float]) -> Line:
    """A line given in metres around the equator, where a degree is 111,319.5 m by 110,574.4 m."""
    lon = np.array([x / 111_319.49 for x, _ in xy_m])
    lat = np.array([y / 110_574.39 for _, y in xy_m])
    return Line(lon, lat, Plane(0.0, 0.0))


@pytest.mark.parametrize(
    ("line", "share"),
    [
        (_line((0, 0), (1000, 0), (1000, 14), (0, 14)), 0.4766),
        (_line((0, 0), (1000, 0), (1000, 16), (0, 16)), 0.0),
        (_line((0, 0), (1000, 0), (1000, 500), (500, 500), (500, -500)), 0.0),
        (_line((0, 0), (1000, 0), (0, 0)), 0.4788),
    ],
    ids=["14 m beside", "16 m beside", "crossing", "turned back"],
)
def test_repeated_ground(line: Line, share: float) -> None:
    assert repeated_share(line, line.length_m) == pytest.approx(share, abs=0.002)


@pytest.mark.parametrize(("degrees", "shared"), [(29.0, True), (31.0, False)])
def test_shared_ground_is_within_thirty_degrees_of_parallel(degrees: float, shared: bool) -> None:
    one = _line((-500, 0), (500, 0))
    x, y = 10 * np.cos(np.radians(degrees)), 10 * np.sin(np.radians(degrees))
    other = _line((-x, -y), (x, y), (x, 5000))
    assert (shared_share(one, other) > 0.005) is shared


@pytest.mark.parametrize(
    ("tags", "soft"),
    [
        ({"highway": "residential"}, False),
        ({"highway": "track"}, True),
        ({"highway": "track", "tracktype": "grade1"}, False),
        ({"highway": "track", "surface": "asphalt"}, False),
        ({"highway": "footway"}, False),
        ({"highway": "primary", "surface": "compacted"}, True),
        ({"highway": "primary", "surface": "moon dust"}, True),
        ({"highway": "path", "surface": "concrete:lanes"}, False),
    ],
)
def test_unpaved(tags: dict[str, str], soft: bool) -> None:
    assert unpaved(tags) is soft


@pytest.mark.parametrize(
    ("tags", "answer"),
    [
        ({"highway": "residential", "width": "4.5", "lanes": "2"}, {"tag": (4.5, 4.5)}),
        ({"highway": "secondary", "lanes": "2"}, {"lanes": (6.0, 7.0)}),
        ({"highway": "service"}, {"class": (3.0, 3.0)}),
        ({"highway": "primary"}, {"class": (9.0, 9.0)}),
        ({"highway": "primary", "oneway": "yes"}, {"class": (7.5, 7.5)}),
        ({"highway": "cycleway", "lanes": "3"}, {"lanes": (3.75, 3.75)}),
        ({"highway": "path", "surface": "asphalt"}, {"class": (2.0, 2.0)}),
        ({"highway": "path", "est_width": "4"}, {"tag": (4.0, 4.0)}),
    ],
)
def test_widths(tags: dict[str, str], answer: dict[str, tuple[float, float]]) -> None:
    assert widths(tags) == answer


@pytest.mark.parametrize(
    ("tags", "answers"),
    [
        ({"highway": "footway"}, {True, False}),
        ({"highway": "footway", "is_sidepath": "no"}, {True}),
        ({"highway": "footway", "footway": "sidewalk"}, {False, None}),
        ({"highway": "cycleway", "is_sidepath": "yes"}, {False, None}),
        ({"highway": "path", "path": "crossing", "motor_vehicle": "no"}, {False, None}),
        ({"highway": "pedestrian"}, {True}),
        ({"highway": "path", "motor_vehicle": "yes"}, {False, None}),
        ({"highway": "residential", "motor_vehicle": "no"}, {True}),
        ({"highway": "primary", "cycleway:right:separation": "kerb"}, {True}),
        ({"highway": "primary", "segregated": "yes", "sidewalk": "separate"}, {False, None}),
    ],
)
def test_motor_free(tags: dict[str, str], answers: set[bool | None]) -> None:
    assert motor_free_answers(tags) == answers


def test_access() -> None:
    assert closed_to_races({"highway": "service", "access": "private"})
    assert closed_to_races({"highway": "service", "access": "no"})
    assert not closed_to_races({"highway": "service", "access": "destination"})
    assert not closed_to_races({"highway": "path", "access": "no", "foot": "yes"})


def test_ratings() -> None:
    assert [rating_of(word) for word in ("AAAA", "4A", "5", 3, "", None, "AB")] == [
        4,
        4,
        5,
        3,
        None,
        None,
        None,
    ]
