"""Each key of a brief arrives where it belongs."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from courseplanner.base.errors import BriefError
from courseplanner.brief.read import check_brief, load_toml, read_brief
from courseplanner.model.brief.brief import Position
from courseplanner.model.brief.brief_stations import DefibrillatorWish
from courseplanner.model.course.stations import DefibrillatorMode

from .conftest import EVENT, REGION, Desk, whole

FULL = """
schema = 1

[event]
name = "Riverside Half Marathon"
distance = "half-marathon"
prevention_factor = 1.002
date = 2027-03-28
start_time = 08:00:00
runners = 8000
rules = "usatf"

[region]
osm = ["valley.osm", "maps/other.osm.pbf"]
elevation = ["n25e104.hgt"]
weather = ["year.epw"]
air = "air.csv"
places = ["own.csv"]
bbox = [9.4, 47, 9.7, 47.3]

[course]
shape = "laps"
laps = 3
start = "Vaduz"
visit = ["Schloss Vaduz", [9.5, 47]]
avoid = ["Landstrasse", "areas.geojson"]
villages = 8
scenic = 2
scenic_rating = "4A"
visit_within_m = 250

[limits]
min_width_m = 4
max_repeated = 0.10
max_unpaved = 0.0
min_motor_free = 0.25

[search]
candidates = 4
seed = 7
time_s = 3
"""


def test_every_key_is_read(desk: Desk) -> None:
    brief = desk.read(FULL)
    folder = desk.folder.resolve()

    event = brief.event
    assert (event.name, event.distance, event.prevention_factor) == (
        "Riverside Half Marathon",
        "half-marathon",
        1.002,
    )
    assert (event.date, event.start_time) == (dt.date(2027, 3, 28), dt.time(8, 0))
    assert (event.runners, event.rules) == (8000, "usatf")

    region = brief.region
    assert region.osm == (folder / "valley.osm", folder / "maps" / "other.osm.pbf")
    assert region.elevation == (folder / "n25e104.hgt",)
    assert region.weather == (folder / "year.epw",)
    assert region.air == folder / "air.csv"
    assert region.places == (folder / "own.csv",)
    assert region.bbox == (9.4, 47.0, 9.7, 47.3)
    assert region.place is None

    course = brief.course
    assert (course.shape, course.laps, course.start, course.finish) == ("laps", 3, "Vaduz", None)
    assert course.visit == ("Schloss Vaduz", Position(lon=9.5, lat=47.0))
    assert course.avoid == ("Landstrasse", str(folder / "areas.geojson"))
    assert (course.villages, course.scenic, course.scenic_rating) == (8, 2, "4A")
    assert (course.least_rating, course.visit_within_m) == (4, 250.0)

    limits = brief.limits
    assert (limits.min_width_m, limits.max_repeated) == (4.0, 0.1)
    assert (limits.max_unpaved, limits.min_motor_free, limits.max_climb_m) == (0.0, 0.25, None)

    search = brief.search
    assert (search.candidates, search.seed, search.time_s) == (4, 7, 3.0)
    assert brief.path == desk.path


def test_the_shortest_brief_has_the_values_of_the_contract(desk: Desk) -> None:
    brief = desk.brief()

    assert (brief.event.prevention_factor, brief.event.rules) == (1.001, "world-athletics")
    assert (brief.event.date, brief.event.start_time, brief.event.runners) == (None, None, None)
    assert (brief.region.elevation, brief.region.places, brief.region.bbox) == ((), (), None)
    course = brief.course
    assert (course.shape, course.laps, course.start, course.finish) == ("loop", 1, None, None)
    assert (course.visit, course.avoid, course.villages, course.scenic) == ((), (), 0, 0)
    assert (course.least_rating, course.visit_within_m) == (None, 300.0)
    assert set(brief.limits.model_dump().values()) == {None}
    assert (brief.search.candidates, brief.search.seed, brief.search.time_s) == (6, 1, 5.0)


@pytest.mark.parametrize(
    ("word", "metres"),
    [
        ('"5km"', 5_000),
        ('"10km"', 10_000),
        ('"15km"', 15_000),
        ('"10miles"', 16_093.44),
        ('"20km"', 20_000),
        ('"half-marathon"', 21_097.5),
        ('"25km"', 25_000),
        ('"30km"', 30_000),
        ('"marathon"', 42_195),
        ('"50km"', 50_000),
        ('"100km"', 100_000),
        ("7500", 7_500),
        ("7500.5", 7_500.5),
        ("100", 100),
        ("500000", 500_000),
    ],
)
def test_distance_is_a_word_or_metres(desk: Desk, word: str, metres: float) -> None:
    event = desk.brief(event=f"distance = {word}").event

    assert event.nominal_m == metres
    assert event.target_m == pytest.approx(metres * 1.001, rel=1e-12)


def test_the_target_is_the_nominal_length_times_the_factor(desk: Desk) -> None:
    event = desk.brief(event="distance = 10000\nprevention_factor = 1").event

    assert event.target_m == 10_000.0


@pytest.mark.parametrize("rules", ["world-athletics", "caa", "usatf", "community"])
def test_rule_sets_of_the_contract_are_taken(desk: Desk, rules: str) -> None:
    assert desk.brief(event=f'distance = "10km"\nrules = "{rules}"').event.rules == rules


def test_a_rule_set_of_ones_own_is_found_beside_the_brief(desk: Desk) -> None:
    rules = desk.brief(event='distance = "10km"\nrules = "club.toml"').event.rules
    assert Path(rules).is_absolute()
    assert Path(rules).name == "club.toml"


def test_defibrillators_have_a_mode_of_all_and_of_their_own(desk: Desk) -> None:
    brief = desk.brief(
        event='distance = "10km"\nalert_s = 45',
        stations='defibrillators = [5, "Vaduz", { at = 6.5, mode = "bicycle" }, { at = [9.5, 47.1] }]\n'
        'defibrillator_mode = "fetched"',
    )
    assert brief.event.alert_s == 45.0
    assert brief.stations.mode is DefibrillatorMode.FETCHED
    five, vaduz, team, there = brief.stations.defibrillators
    assert (five, vaduz) == (5, "Vaduz")
    assert team == DefibrillatorWish(at=6.5, mode="bicycle")
    assert there == DefibrillatorWish(at=Position(lon=9.5, lat=47.1))
    assert desk.brief().stations.mode is None


@pytest.mark.parametrize(("word", "least"), [("A", 1), ("1A", 1), ("2A", 2), ("3A", 3), ("4A", 4), ("5A", 5)])
def test_a_rating_is_a_number_of_letters(desk: Desk, word: str, least: int) -> None:
    assert desk.brief(course=f'scenic_rating = "{word}"').course.least_rating == least


@pytest.mark.parametrize("shape", ["loop", "point-to-point", "out-and-back"])
def test_shapes_of_the_contract_are_taken(desk: Desk, shape: str) -> None:
    assert desk.brief(course=f'shape = "{shape}"').course.shape == shape


def test_point_to_point_has_a_start_and_a_finish(desk: Desk) -> None:
    course = desk.brief(course='shape = "point-to-point"\nstart = [9.5, 47.1]\nfinish = "Balzers"').course

    assert (course.start, course.finish) == (Position(lon=9.5, lat=47.1), "Balzers")


@pytest.mark.parametrize("corner", ["[180, 90]", "[-180, -90]", "[0, 0]", "[120.5, -33]"])
def test_all_of_the_earth_can_be_a_start(desk: Desk, corner: str) -> None:
    start = desk.brief(course=f"start = {corner}").course.start

    assert isinstance(start, Position)
    assert [start.lon, start.lat] == [float(number) for number in corner.strip("[]").split(",")]


def test_paths_are_relative_to_the_brief_and_not_to_where_one_stands(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    relative = Path(
        os.path.relpath(desk.write(whole(event='distance = "5km"', region='osm = ["valley.osm"]')))
    )

    assert read_brief(relative).region.osm == ((desk.folder / "valley.osm").resolve(),)


def test_paths_may_be_absolute(desk: Desk) -> None:
    file = (desk.folder / "maps" / "other.osm.pbf").resolve()

    assert desk.brief(region=f"osm = ['{file}']").region.osm == (file,)


@pytest.mark.parametrize(
    "dressed",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content + "# Läufe durch 兴义\n".encode(),
    ],
    ids=["byte order mark", "line ends of Windows", "letters of the world"],
)
def test_briefs_of_all_editors_are_read(desk: Desk, dressed: object) -> None:
    assert callable(dressed)
    assert desk.read(dressed(FULL.encode())).event.runners == 8000


@pytest.mark.parametrize(
    ("table", "line", "key"),
    [
        ("region", 'place = "Vaduz, Liechtenstein"', "[region] place"),
    ],
)
def test_what_has_no_reader_yet_is_told(desk: Desk, table: str, line: str, key: str) -> None:
    lines = {"event": 'distance = "10km"', "region": 'osm = ["valley.osm"]'}
    lines[table] += f"\n{line}"

    assert [str(words) for words in desk.brief(**lines).not_used()] == [f"{key} is not used yet"]


def test_what_is_used_is_not_told(desk: Desk) -> None:
    brief = desk.brief(
        event='name = "A"\ndistance = "10km"\nprevention_factor = 1.0\nrunners = 20\nrules = "caa"\n'
        "date = 2027-03-28\nstart_time = 08:00:00\ncutoff_h = 1.5\nearliest_start = 07:30:00\n"
        "latest_start = 09:30:00",
        region='osm = ["valley.osm"]\nplaces = ["own.csv"]\nbbox = [1, 2, 3, 4]\n'
        'weather = ["year.epw"]\nair = "air.csv"\nweather_height_m = 900',
        course='shape = "laps"\nlaps = 2\nvisit = ["B"]\navoid = ["C"]\nvillages = 1\nscenic = 1',
        limits="min_width_m = 4\nmax_repeated = 1\nmax_unpaved = 1\nmin_motor_free = 0",
        search="candidates = 1\nseed = 2\ntime_s = 1",
        climate="rain_days = [2, 3, 5, 8, 12, 18, 20, 19, 15, 9.5, 4, 2]",
    )

    assert brief.not_used() == ()
    assert brief.event.usual_starts_h == (7.5, 9.5)
    assert brief.climate.rain_days == (2.0, 3.0, 5.0, 8.0, 12.0, 18.0, 20.0, 19.0, 15.0, 9.5, 4.0, 2.0)


@pytest.mark.parametrize(
    ("asked", "got"),
    [((None, None), (6, 1)), ((2, None), (2, 1)), ((None, 9), (6, 9)), ((3, 0), (3, 0))],
)
def test_the_command_line_may_change_the_search(
    desk: Desk, asked: tuple[int | None, int | None], got: tuple[int, int]
) -> None:
    brief = desk.brief()
    changed = brief.with_search(candidates=asked[0], seed=asked[1])

    assert (changed.search.candidates, changed.search.seed) == got
    assert (changed.event, changed.region, changed.course, changed.path) == (
        brief.event,
        brief.region,
        brief.course,
        brief.path,
    )
    assert (brief.search.candidates, brief.search.seed) == (6, 1)


def test_a_brief_can_not_be_changed(desk: Desk) -> None:
    brief = desk.brief()
    for thing, name in ((brief, "event"), (brief.event, "runners"), (brief.course, "laps")):
        with pytest.raises(ValueError, match="frozen"):
            setattr(thing, name, None)


def test_the_briefs_of_the_sample_are_right(sample: Path) -> None:
    briefs = [read_brief(file) for file in sorted(sample.glob("*.toml"))]

    assert len(briefs) >= 3
    assert all(brief.region.osm[0].is_file() for brief in briefs)


def _all_wrong(desk: Desk, content: str) -> list[tuple[str, str]]:
    """Give the places of all that is wrong in a brief, without the file."""
    _, data = load_toml(desk.write(content))
    brief, problems = check_brief(data, desk.path)
    assert (brief is None) == bool(problems)
    return [(one.where(desk.path).removeprefix(str(desk.path)), str(one.problem)) for one in problems]


def test_all_that_is_wrong_is_told_at_once(desk: Desk) -> None:
    content = """
        schema = 2
        colour = "red"
        limits = 5
        [event]
        distance = "far"
        runners = 0
        distence = "10km"
        rules = "none.toml"
        [region]
        osm = ["valley.osm", "none.osm"]
        bbox = [1, 2, 3]
        [course]
        visit = ["", "Vaduz", ""]
        avoid = ["none.json"]
        [search]
        seed = "x"
    """

    assert _all_wrong(desk, content) == [
        ("", "unknown key colour"),
        ("", "limits is not a table"),
        (", [event]", "unknown key distence"),
        (", schema", "this version reads schema 1 only, not 2"),
        (", [event] distance", "“far” is not a distance"),
        (", [event] runners", "0 is out of range"),
        (", [region] bbox", "a box needs four numbers, not 3"),
        (", [course] visit 1", "it is empty"),
        (", [search] seed", "'x' is not of the right type"),
        (", [region] osm", "there is no file none.osm"),
        (", [course] avoid", "there is no file none.json"),
        (", [event] rules", "there is no file none.toml"),
    ]


def test_what_is_not_built_is_told_beside_what_is_wrong(desk: Desk) -> None:
    content = whole(event="distance = 1", region="bbox = [1, 2, 3, 4]", limits="max_climb_m = 5")

    assert [where for where, _ in _all_wrong(desk, content)] == [
        ", [event] distance",
        ", [region] osm",
        ", [limits] max_climb_m",
    ]


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ('finish = "Vaduz"', "finish"),
        ('shape = "point-to-point"\nstart = "Vaduz"\nfinish = "Vaduz"', "finish"),
        ('shape = "laps"', "laps"),
        ("laps = 2", "laps"),
    ],
)
def test_what_does_not_fit_together_is_put_at_a_key(desk: Desk, lines: str, key: str) -> None:
    _, data = load_toml(desk.write(whole(event=EVENT, region=REGION, course=lines)))
    _, (one,) = check_brief(data, desk.path)

    assert (one.table, one.key, one.where(desk.path)) == ("course", key, f"{desk.path}, [course]")


def test_a_table_that_is_none_is_told_once(desk: Desk) -> None:
    assert _all_wrong(desk, f"schema = 1\nevent = 5\n[region]\n{REGION}") == [("", "event is not a table")]


def test_a_wrong_list_of_files_is_not_called_missing(desk: Desk) -> None:
    wrong = _all_wrong(desk, whole(event=EVENT, region='osm = "valley.osm"'))

    assert [where for where, _ in wrong] == [", [region] osm"]


def test_a_right_brief_has_no_problems(desk: Desk) -> None:
    _, data = load_toml(desk.write(FULL))

    assert check_brief(data, desk.path) == (read_brief(desk.path), ())


def test_the_text_of_a_file_is_given_as_it_is(desk: Desk) -> None:
    content = "\ufeff# a\r\nschema = 1\n"

    assert load_toml(desk.write(content)) == (content, {"schema": 1})


@pytest.mark.parametrize(("depth", "fits"), [(30, True), (60, False)])
def test_lists_may_lie_in_each_other_to_a_depth(desk: Desk, depth: int, fits: bool) -> None:
    path = desk.write(f"schema = {'[' * depth}{']' * depth}")
    if fits:
        assert load_toml(path)
    else:
        with pytest.raises(BriefError, match="too deep"):
            load_toml(path)
