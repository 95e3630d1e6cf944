"""Whatever is wrong in a brief is told in one line: the file, the place in it, and the mend."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from courseplanner.base.errors import BriefError
from courseplanner.brief.read import read_brief
from courseplanner.model.brief.preferences import Preference

from .conftest import EVENT, REGION, Desk, check_form, whole

POSITION = "write [longitude, latitude] in degrees"


def _told(desk: Desk, table: str, lines: str, place: str, problem: str, fix: str) -> None:
    tables = {"event": EVENT, "region": REGION}
    tables[table] = lines
    error = desk.refusal(whole(**tables))
    assert error.where == f"{desk.path}, {place}"
    assert problem in str(error.problem)
    assert fix in str(error.fix)


@pytest.mark.parametrize(
    ("table", "key", "nearest"),
    [
        ("event", "distence", "distance"),
        ("event", "runner", "runners"),
        ("event", "Rules", "rules"),
        ("region", "osm_file", "osm"),
        ("region", "elevations", "elevation"),
        ("course", "vilages", "villages"),
        ("course", "scenic_ratting", "scenic_rating"),
        ("course", "visits", "visit"),
        ("limits", "max_repeat", "max_repeated"),
        ("limits", "min_width", "min_width_m"),
        ("search", "candidate", "candidates"),
        ("stations", "watr", "water"),
        ("roads", "width", "width_m"),
        ("search", "times", "time_s"),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest(desk: Desk, table: str, key: str, nearest: str) -> None:
    right = {"event": EVENT, "region": REGION}.get(table, "")
    _told(desk, table, f"{right}\n{key} = 1", f"[{table}]", f"unknown key {key}", f"did you mean {nearest}?")


@pytest.mark.parametrize("key", ["path", "schema_version", "qwertz", "title"])
def test_a_key_like_no_other_is_told_with_all(desk: Desk, key: str) -> None:
    error = desk.refusal(f"{key} = 1\n" + whole(event=EVENT, region=REGION))

    assert error.where == str(desk.path)
    assert str(error.problem) == f"unknown key {key}"
    assert str(error.fix).startswith(
        ("use one of schema, event, region, course, limits, search", "did you mean")
    )


def test_an_unknown_table_is_told_with_the_nearest(desk: Desk) -> None:
    error = desk.refusal(whole(event=EVENT, region=REGION, cours="laps = 1"))

    assert str(error.problem) == "unknown key cours"
    assert "did you mean course?" in str(error.fix)


@pytest.mark.parametrize(
    ("lines", "problem", "fix"),
    [
        ('distance = "halfmarathon"', "“halfmarathon” is not a distance", "did you mean half-marathon?"),
        ('distance = "Marathon"', "“Marathon” is not a distance", "did you mean marathon?"),
        ('distance = "10 km"', "“10 km” is not a distance", "did you mean 10km?"),
        ('distance = "far"', "“far” is not a distance", "or metres as a number"),
        ("distance = 99.9", "99.9 m is not a road race distance", "from 100 to 500000"),
        ("distance = 500001", "500001 m is not a road race distance", "from 100 to 500000"),
        ("distance = -10000", "-10000 m is not a road race distance", "from 100 to 500000"),
        ("distance = true", "true is not of the right type", "metres as a number"),
        ("distance = nan", "nan is not of the right type", "metres as a number"),
        ("distance = inf", "inf is not of the right type", "metres as a number"),
        ('distance = ["10km"]', "is not of the right type", "metres as a number"),
        ('name = "no distance"', "it is missing", '"half-marathon"'),
    ],
)
def test_wrong_distances(desk: Desk, lines: str, problem: str, fix: str) -> None:
    _told(desk, "event", lines, "[event] distance", problem, fix)


@pytest.mark.parametrize(
    ("line", "problem", "fix"),
    [
        ('rules = "world-atletics"', "“world-atletics” is not a rule set", "did you mean world-athletics?"),
        ('rules = "iaaf"', "“iaaf” is not a rule set", "a file ending in .toml"),
        ('rules = "mine.toml"', "there is no file mine.toml", "relative to the folder of the brief"),
        ("rules = 1", "1 is not of the right type", "write it in quotes"),
        (
            'date = "2027-03-28"',
            "'2027-03-28' is not of the right type",
            "such as 2027-03-28, without quotes",
        ),
        ("date = 2027-03-28T08:00:00", "is not of the right type", "such as 2027-03-28, without quotes"),
        ("date = 20270328", "20270328 is not of the right type", "such as 2027-03-28, without quotes"),
        ('start_time = "08:00"', "'08:00' is not of the right type", "such as 08:00:00, without quotes"),
        ("start_time = 2027-03-28", "2027-03-28 is not of the right type", "such as 08:00:00"),
        ("runners = 0", "0 is out of range", "it must be more than 0"),
        ("runners = 8000.0", "8000.0 is not of the right type", "write a whole number"),
        ("runners = true", "true is not of the right type", "write a whole number"),
        ('runners = "8000"', "'8000' is not of the right type", "write a whole number"),
        ("prevention_factor = 0.999", "0.999 is out of range", "it must be at least 1"),
        ("prevention_factor = 2", "2 is out of range", "it must be at most 1.01"),
        ("prevention_factor = true", "true is not of the right type", "write a number"),
        ("name = 3", "3 is not of the right type", "write it in quotes"),
    ],
)
def test_wrong_values_of_the_event(desk: Desk, line: str, problem: str, fix: str) -> None:
    key = line.partition(" ")[0]
    _told(desk, "event", f"{EVENT}\n{line}", f"[event] {key}", problem, fix)


@pytest.mark.parametrize("line", ["date = 2027-02-30", "date = 2027-13-01", "start_time = 25:00:00"])
def test_a_date_that_is_none_is_told_with_its_line(desk: Desk, line: str) -> None:
    error = desk.refusal(whole(event=f"{EVENT}\n{line}", region=REGION))

    assert "not valid TOML" in str(error.problem)
    assert "line 4" in str(error.problem)


@pytest.mark.parametrize(
    ("line", "place", "problem", "fix"),
    [
        ('shape = "lopp"', "shape", "'lopp' is not known here", "did you mean loop?"),
        ('shape = "out and back"', "shape", "is not known here", "did you mean out-and-back?"),
        ("shape = 1", "shape", "1 is not known here", "loop, point-to-point, out-and-back, laps"),
        ("laps = 0", "laps", "0 is out of range", "it must be at least 1"),
        ("laps = 2.0", "laps", "2.0 is not of the right type", "write a whole number"),
        ('start = ""', "start", "it is empty", "give a name"),
        ("start = 9.5", "start", "9.5 is not of the right type", "[longitude, latitude]"),
        ("start = true", "start", "true is not of the right type", "[longitude, latitude]"),
        ("start = [9.5]", "start", "a position needs two numbers", POSITION),
        ("start = [9.5, 47.1, 450.0]", "start", "a position needs two numbers", POSITION),
        ('start = [9.5, 47.1, "Vaduz"]', "start", "a position needs two numbers", POSITION),
        ('start = ["9.5", "47.1"]', "start", "a position needs two numbers", POSITION),
        ("start = [true, false]", "start", "a position needs two numbers", POSITION),
        ("start = {lon = 9.5, lat = 47.1}", "start", "a position needs two numbers", POSITION),
        ("start = [25.0, 104.9]", "start", "look swapped", "longitude first: [104.9, 25.0]"),
        ("start = [104.9, 95.0]", "start", "[104.9, 95.0] is not a position on Earth", POSITION),
        ("start = [25.0, 181.0]", "start", "[25.0, 181.0] is not a position on Earth", POSITION),
        ("start = [180.1, 0]", "start", "[180.1, 0] is not a position on Earth", POSITION),
        ("start = [nan, 47.1]", "start", "is not a position on Earth", POSITION),
        ("start = [9.5, inf]", "start", "is not a position on Earth", POSITION),
        (f"start = [{10**400}, 1]", "start", "is not a position on Earth", POSITION),
        (f'start = "{"a" * 201}"', "start", "too long", "shorten it"),
        ('visit = "Vaduz"', "visit", "'Vaduz' is not of the right type", "write a list of place names"),
        ("visit = [9.5, 47.1]", "visit 1", "9.5 is not of the right type", "write a list of place names"),
        ('visit = ["Vaduz", [9.5]]', "visit", "a position needs two numbers", POSITION),
        ('visit = ["Vaduz", ""]', "visit 2", "it is empty", "give a name"),
        ("avoid = [1]", "avoid 1", "1 is not of the right type", "write a list of road names"),
        ('avoid = [""]', "avoid 1", "it is empty", "give a name"),
        ('avoid = ["none.geojson"]', "avoid", "there is no file none.geojson", "relative to the folder"),
        ("villages = -1", "villages", "-1 is out of range", "it must be at least 0"),
        ("villages = 8.5", "villages", "8.5 is not of the right type", "write a whole number"),
        ("scenic = true", "scenic", "true is not of the right type", "write a whole number"),
        ("scenic_rating = 4", "scenic_rating", "4 is not known here", "did you mean 4A?"),
        ('scenic_rating = "6A"', "scenic_rating", "'6A' is not known here", "use one of 1A, 2A, 3A, 4A, 5A"),
        ("visit_within_m = 0", "visit_within_m", "0 is out of range", "it must be more than 0"),
        ("visit_within_m = 2001", "visit_within_m", "2001 is out of range", "it must be at most 2000"),
        ('visit_within_m = "300"', "visit_within_m", "'300' is not of the right type", "write a number"),
        ("visit_within_m = nan", "visit_within_m", "nan is not of the right type", "write a number"),
    ],
)
def test_wrong_values_of_the_course(desk: Desk, line: str, place: str, problem: str, fix: str) -> None:
    _told(desk, "course", line, f"[course] {place}", problem, fix)


@pytest.mark.parametrize(
    ("lines", "problem", "fix"),
    [
        (
            'shape = "point-to-point"\nstart = "Vaduz"\nfinish = "Vaduz"',
            "start and finish of a point-to-point course are the same",
            "name another finish",
        ),
        (
            'shape = "point-to-point"\nstart = [9.5, 47]\nfinish = [9.5, 47.0]',
            "start and finish of a point-to-point course are the same",
            'shape = "loop"',
        ),
        ('finish = "Vaduz"', "the shape is loop", 'shape = "point-to-point"'),
        ('shape = "laps"\nlaps = 2\nfinish = "Vaduz"', "the shape is laps", "leave finish out"),
        ('shape = "laps"', "shape is laps, and laps is 1", "set laps to 2 or more"),
        ("laps = 2", "laps is 2, and the shape is loop", 'set shape = "laps"'),
        ('shape = "out-and-back"\nlaps = 3', "the shape is out-and-back", "leave laps out"),
        ("lead_in_m = 500", "lead_in_m is 500, and the shape is loop", "leave lead_in_m out"),
    ],
)
def test_wishes_that_do_not_fit_together(desk: Desk, lines: str, problem: str, fix: str) -> None:
    _told(desk, "course", lines, "[course]", problem, fix)


def test_a_lead_in_is_shorter_than_a_lap(desk: Desk) -> None:
    lines = 'shape = "laps"\nlaps = 3\nlead_in_m = 2_600'
    _told(
        desk, "course", lines, "[course] lead_in_m", "2600: that is more than one of 3 laps", "one lap more"
    )


@pytest.mark.parametrize(
    ("line", "problem", "fix"),
    [
        ("min_width_m = -1", "-1 is out of range", "it must be at least 0"),
        ("min_width_m = 101", "101 is out of range", "it must be at most 100"),
        ("min_width_m = nan", "nan is not of the right type", "write a number"),
        ("max_repeated = 10", "10 is out of range", "it must be at most 1"),
        ('max_repeated = "10 %"', "'10 %' is not of the right type", "write a number"),
        ("max_unpaved = false", "false is not of the right type", "write a number"),
        ("min_motor_free = 1.01", "1.01 is out of range", "it must be at most 1"),
        ("max_climb_m = 400", "without elevation data no climb is known", "add elevation files"),
        ("max_climb_m = -1", "-1 is out of range", "it must be at least 0"),
        ("max_tunnel_m = -1", "-1 is out of range", "it must be at least 0"),
        ("max_self_crossings = -1", "-1 is out of range", "it must be at least 0"),
        ("max_self_crossings = 0.5", "0.5 is not of the right type", "write a whole number"),
        (f"max_climb_m = {10**400}", "is not of the right type", "write a number"),
    ],
)
def test_wrong_limits(desk: Desk, line: str, problem: str, fix: str) -> None:
    _told(desk, "limits", line, f"[limits] {line.partition(' ')[0]}", problem, fix)


@pytest.mark.parametrize(
    ("line", "problem", "fix"),
    [
        ("candidates = 0", "0 is out of range", "it must be at least 1"),
        ("candidates = 27", "27 is out of range", "it must be at most 26"),
        ("candidates = 6.0", "6.0 is not of the right type", "write a whole number"),
        ("seed = -1", "-1 is out of range", "it must be at least 0"),
        (f"seed = {2**63}", f"{2**63} is out of range", f"it must be at most {2**63 - 1}"),
        (f"seed = {hex(16**4200)}", "is out of range", "it must be at most"),
        ("time_s = 0", "0 is out of range", "it must be more than 0"),
        ("time_s = inf", "inf is not of the right type", "write a number"),
        ('prefer = ["senery"]', "“senery” is not a preference", "did you mean scenery?"),
        ("prefer = [1]", "“1” is not a preference", "use one of scenery"),
        ("prefer = 1", "1 is not of the right type", ""),
    ],
)
def test_wrong_values_of_the_search(desk: Desk, line: str, problem: str, fix: str) -> None:
    _told(desk, "search", line, f"[search] {line.partition(' ')[0]}", problem, fix)


def test_what_is_preferred_twice_counts_once(desk: Desk) -> None:
    brief = desk.brief(search='prefer = ["scenery", "wide", "scenery"]')
    assert brief.search.prefer == (Preference.SCENERY, Preference.WIDE)
    assert desk.brief(search='prefer = "round"').search.prefer == (Preference.ROUND,)


@pytest.mark.parametrize(
    ("lines", "place", "problem", "fix"),
    [
        ("", "osm", "it is missing", 'osm = ["region.osm.pbf"]'),
        ("osm = []", "osm", "it is missing", "name an OSM file"),
        ('place = "Vaduz"', "place", "fetching a region is not available yet", "give OSM files"),
        ('osm = "valley.osm"', "osm", "'valley.osm' is not of the right type", "write a list of file names"),
        ("osm = [1]", "osm", "[1] is not of the right type", "write a list of file names"),
        ('osm = ["vally.osm"]', "osm", "there is no file vally.osm", "relative to the folder of the brief"),
        ('osm = ["maps/vally.osm"]', "osm", "there is no file maps/vally.osm", "relative to the folder"),
        ('osm = ["maps"]', "osm", "maps is a folder", "name a file"),
        ('osm = [""]', "osm", "is a folder", "name a file"),
        ('osm = ["valley.osm/x"]', "osm", "there is no file valley.osm/x", "relative to the folder"),
        ('osm = ["a\\u0000b"]', "osm", "there is no file", "relative to the folder"),
        (f'osm = ["{"a" * 300}"]', "osm", "there is no file", "relative to the folder"),
        (f'{REGION}\nair = ["air.csv"]', "air", "is not of the right type", "write a file name in quotes"),
        (f'{REGION}\nair = "none.csv"', "air", "there is no file none.csv", "relative to the folder"),
        (f'{REGION}\nelevation = ["none.hgt"]', "elevation", "there is no file none.hgt", "relative to"),
        (f'{REGION}\nweather = "year.epw"', "weather", "is not of the right type", "write a list"),
        (f'{REGION}\nplaces = ["none.csv"]', "places", "there is no file none.csv", "relative to"),
        (f"{REGION}\nbbox = [9.4, 47.0, 9.7]", "bbox", "four numbers, not 3", "[west, south, east, north]"),
        (
            f"{REGION}\nbbox = [9.7, 47.0, 9.4, 47.3]",
            "bbox",
            "the box is empty",
            "[west, south, east, north]",
        ),
        (f"{REGION}\nbbox = [47.0, 9.4, 47.3, 99.7]", "bbox", "not on Earth", "[west, south, east, north]"),
        (f"{REGION}\nbbox = [true, 1, 2, 3]", "bbox 1", "true is not of the right type", "[west, south"),
        (f"{REGION}\nbbox = [0, 1, 2, nan]", "bbox 4", "nan is not of the right type", "[west, south"),
        (f"{REGION}\nbbox = [0, 1, 2, {10**400}]", "bbox 4", "is not of the right type", "[west, south"),
        (f"{REGION}\nbbox = 5", "bbox", "5 is not of the right type", "[west, south, east, north]"),
        (f'{REGION}\nplace = ""', "place", "it is empty", "leave it out"),
    ],
)
def test_wrong_values_of_the_region(desk: Desk, lines: str, place: str, problem: str, fix: str) -> None:
    _told(desk, "region", lines, f"[region] {place}", problem, fix)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", "it is missing"),
        ("schema = 2\n", "schema 1 only, not 2"),
        ('schema = "1"\n', "schema 1 only, not '1'"),
        ("schema = 1.0\n", "schema 1 only, not 1.0"),
        ("schema = true\n", "schema 1 only, not True"),
    ],
)
def test_another_schema(desk: Desk, line: str, problem: str) -> None:
    error = desk.refusal(whole(event=EVENT, region=REGION).replace("schema = 1\n", line))

    assert error.where == f"{desk.path}, schema"
    assert problem in str(error.problem)
    assert "write schema = 1" in str(error.fix)


@pytest.mark.parametrize(("table", "fix"), [("event", "add [event]"), ("region", "add [region]")])
def test_a_missing_table(desk: Desk, table: str, fix: str) -> None:
    tables = {name: lines for name, lines in (("event", EVENT), ("region", REGION)) if name != table}
    error = desk.refusal(whole(**tables))

    assert error.where == f"{desk.path}, [{table}]"
    assert str(error.problem) == "it is missing"
    assert fix in str(error.fix)


@pytest.mark.parametrize(
    "wrong", ["limits = 5", "limits = []", "[[limits]]\nmax_repeated = 0.1", 'limits = "x"']
)
def test_a_table_that_is_none(desk: Desk, wrong: str) -> None:
    content = f"schema = 1\n{wrong}\n" + whole(event=EVENT, region=REGION).removeprefix("schema = 1\n")
    error = desk.refusal(content)

    assert str(error.problem) == "limits is not a table"
    assert "write [limits] on a line of its own" in str(error.fix)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfea\x00", "the file is not UTF-8 text"),
        ("schema = 1 # für".encode("latin-1"), "the file is not UTF-8 text"),
        (b"#" * 1_000_001, "the file is too large for a brief"),
        (b"schema = 1\nschema = 1", "not valid TOML"),
        (b"schema = [1,\n", "not valid TOML"),
        (b"<osm/>", "not valid TOML"),
        (b"\x00", "not valid TOML"),
        (b"", "it is missing"),
        (b"schema = " + b"1" * 5_000, "a number is too long"),
        (b"schema = " + b"[" * 100_000, "too deep"),
        (b"schema = " + b"{a=" * 50_000, "too deep"),
        (b'"a\\n\\u001b[31mb" = 1', "unknown key a"),
        (b'"' + b"k" * 100_000 + b'" = 1', "unknown key k"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_files_that_are_no_briefs(desk: Desk, content: bytes, problem: str) -> None:
    assert problem in str(desk.refusal(content).problem)


def test_the_longest_brief_is_still_read(desk: Desk) -> None:
    content = whole(event=EVENT, region=REGION)

    assert desk.read(content + "#" * (1_000_000 - len(content))).event.nominal_m == 10_000.0


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("none.toml", "there is no such file"),
        ("maps", "the file can't be read"),
        ("valley.osm/race.toml", "the file can't be read"),
        ("a" * 300, "the file can't be read"),
    ],
)
def test_briefs_that_are_no_files(desk: Desk, name: str, problem: str) -> None:
    path = desk.folder / name
    with pytest.raises(BriefError) as caught:
        read_brief(path)

    check_form(caught.value, path)
    assert problem in str(caught.value.problem)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_a_file_without_end_is_not_read_to_its_end() -> None:
    with pytest.raises(BriefError) as caught:
        read_brief(Path("/dev/zero"))

    assert "too large" in str(caught.value.problem)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_may_stand_for_a_file(desk: Desk) -> None:
    os.mkfifo(desk.folder / "pipe.osm")
    try:
        brief = desk.brief(region='osm = ["pipe.osm"]')
    finally:
        (desk.folder / "pipe.osm").unlink()

    assert brief.region.osm == ((desk.folder / "pipe.osm").resolve(),)


def _stretch(lines: str, problem: str, fix: str) -> tuple[str, str, str, str, str]:
    given = f'stretches = [{{ road = "B", width_m = 5 }}, {{ road = "A", {lines} }}]'
    return "roads", given, "[roads] stretches 2", problem, fix


@pytest.mark.parametrize(
    ("table", "lines", "place", "problem", "fix"),
    [
        (
            "stations",
            "water = [30]",
            "[stations] water",
            "km 30 of water lies past the finish",
            "from the start",
        ),
        ("stations", "mats = [-1]", "[stations] mats 1", "-1 is out of range", "at least 0"),
        (
            "stations",
            "water = [[47.1, 190.0]]",
            "[stations] water",
            "not a position on Earth",
            "[longitude, latitude]",
        ),
        ("stations", "water = 5", "[stations] water", "not of the right type", "a list of kilometres"),
        (
            "stations",
            "defibrillators = [{ at = 30 }]",
            "[stations] defibrillators",
            "km 30 of defibrillators lies past the finish",
            "from the start",
        ),
        (
            "stations",
            'defibrillators = [{ mode = "bicycle" }]',
            "[stations] defibrillators",
            "a defibrillator has no position",
            'write { at = 12.5, mode = "bicycle" }',
        ),
        (
            "stations",
            'defibrillators = [{ at = 5, mode = "bike" }]',
            "[stations] defibrillators",
            "bike is not a way of bringing a defibrillator",
            "bicycle",
        ),
        (
            "stations",
            "defibrillators = [{ at = 5, mod = 1 }]",
            "[stations] defibrillators",
            "a defibrillator has no key mod",
            "did you mean mode?",
        ),
        (
            "stations",
            "defibrillators = [{ at = inf }]",
            "[stations] defibrillators",
            "a defibrillator has no position",
            "at = 12.5",
        ),
        (
            "stations",
            "defibrillators = [true]",
            "[stations] defibrillators 1",
            "not of the right type",
            "a list of kilometres",
        ),
        (
            "stations",
            'defibrillator_mode = "cariied"',
            "[stations] defibrillator_mode",
            "'cariied' is not known here",
            "did you mean carried?",
        ),
        (
            "stations",
            "defibrillator_mode = 3",
            "[stations] defibrillator_mode",
            "3 is not known here",
            "mixed",
        ),
        ("event", f"{EVENT}\nalert_s = -1", "[event] alert_s", "-1 is out of range", "at least 0"),
        ("stations", "water = [true]", "[stations] water 1", "not of the right type", "a list of kilometres"),
        ("roads", 'width_m = { "A" = 0 }', "[roads] width_m A", "0 is out of range", "more than 0"),
        ("roads", 'width_m = { "A" = 10000 }', "[roads] width_m A", "10000 is out of range", "at most 100"),
        ("roads", 'width_m = { "A" = "5\'6" }', "[roads] width_m A", "not of the right type", "metres"),
        ("roads", "width_m = 7", "[roads] width_m", "not of the right type", '{ "ROAD" = metres'),
        (
            "roads",
            'surface = { "A" = "asfalt" }',
            "[roads] surface",
            "“asfalt” on A is not a surface",
            "asphalt?",
        ),
        ("roads", 'divider = { "A" = "maybe" }', "[roads] divider A", "not of the right type", "true"),
        ("roads", "stretches = 5", "[roads] stretches", "not of the right type", 'road = "ROAD"'),
        ("roads", 'stretches = ["A"]', "[roads] stretches 1", "not of the right type", 'road = "ROAD"'),
        (
            "roads",
            "stretches = [{ width_m = 5 }]",
            "[roads] stretches 1",
            "road: it is missing",
            "name the road",
        ),
        ("roads", 'stretches = [{ road = "A" }]', "[roads] stretches 1", "nothing is stated of A", "open ="),
        _stretch('opne = "left"', "unknown key opne", "open?"),
        _stretch('open = "centre"', "open: 'centre' is not known here", "left, right"),
        _stretch("width_m = 0", "width_m: 0 is out of range", "more than 0"),
        _stretch("width_m = 10000", "width_m: 10000 is out of range", "at most 100"),
        _stretch("shut_left_m = '3-4 m'", "shut_left_m: '3-4 m' is not of the right type", "a number"),
        _stretch('divider = "no"', "divider: 'no' is not of the right type", "true or false"),
        _stretch('open = "left", from = "Vaduz"', "A has only one of from and to", "give both"),
        _stretch('open = "left", from = "B", to = "B"', "ends where it begins", "another place"),
        _stretch('open = "left", from = [1], to = "B"', "from: a position needs two numbers", "longitude"),
        _stretch('open = "left", from = 5, to = "B"', "from: 5 is not of the right type", "place name"),
        _stretch('open = "left", shut_left_m = 1', "open and shut metres at once", "open alone"),
        _stretch('marked_by = "cones"', "A is marked, but all of it is open", "what is shut"),
        _stretch('surface = "asfalt"', "“asfalt” on A is not a surface", "asphalt?"),
    ],
)
def test_what_is_wrong_in_stations_and_roads_is_told_with_its_entry(
    desk: Desk, table: str, lines: str, place: str, problem: str, fix: str
) -> None:
    _told(desk, table, lines, place, problem, fix)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("rain_days = [1, 2, 3]", "12 months are needed, not 3 numbers"),
        (f"rain_days = {[30] * 12}", "30 days of rain do not fit into month 2, which has 29"),
        (f"rain_days = {[-1] + [2] * 11}", "-1 days of rain do not fit into month 1, which has 31"),
        ('rain_days = "many"', "'many' is not of the right type"),
        (f"rain_days = {[1, 'a'] * 6}", "'a' is not of the right type"),
    ],
)
def test_days_of_rain_are_twelve_and_fit_their_months(desk: Desk, lines: str, problem: str) -> None:
    place = "[climate] rain_days 2" if "'a'" in problem else "[climate] rain_days"
    _told(desk, "climate", lines, place, problem, "write 12 numbers, January first")


@pytest.mark.parametrize(
    "lines",
    [
        "earliest_start = 11:00:00",
        "latest_start = 06:00:00",
        "earliest_start = 09:00:00\nlatest_start = 08:00:00",
    ],
)
def test_the_earliest_start_is_not_the_later_one(desk: Desk, lines: str) -> None:
    problem = "earliest_start is later than latest_start"
    _told(
        desk, "event", f"{EVENT}\n{lines}", "[event]", problem, "give both, the earlier one as earliest_start"
    )


def test_a_start_hour_is_a_time(desk: Desk) -> None:
    lines = f"{EVENT}\nearliest_start = 7"
    _told(desk, "event", lines, "[event] earliest_start", "is not of the right type", "write a time such as")
