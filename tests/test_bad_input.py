"""Bad input through the real command line: what is wrong, where, and how to mend it, on one line.

Each ends with exit 2 and nothing written; a brief that nothing can fulfil ends with exit 3
and `candidates.json` alone, which names what binds.
"""

from __future__ import annotations

import bz2
import errno
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import osmium
import pytest

from courseplanner.cli.main import main
from courseplanner.sources.bytes import unpacking
from layout.maps import ROAD, SmallMap, brief_text, grid, position, ring_road, star
from oracle import judge_empty_run

STEP_M = 283.0
"""Eighteen sides of such a block are 5.09 km: a loop of 5 km closes by its gap alone."""


def town() -> SmallMap:
    """Streets with named places: two that are called the same, and two names of one place."""
    small = grid(10, 10, STEP_M)
    small.village("Oberdorf", 300, 300).village("Unterdorf", 1500, 900, **{"name:en": "Lower Village"})
    small.village("Neudorf", 100, 2300).village("Neudorf", 2300, 100)
    small.village("Weitweg", 5000, 5000)  # no road leads there
    return small.spot("Oberdorf", 2000, 2000).spot("Aussicht", 1000, 1900)


def below(folder: Path) -> dict[str, bytes]:
    """All files below a folder, and its empty folders."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"a folder"
        for path in folder.rglob("*")
    }


@dataclass
class Told:
    """How a command ended."""

    status: int
    lines: list[str]
    warnings: list[str]

    @property
    def line(self) -> str:
        """The only line, without the name of the program."""
        assert len(self.lines) == 1, self.lines
        return self.lines[0].removeprefix("courseplanner: ")


class Desk:
    """A folder with a map and a brief, and the command that plans them."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.brief = folder / "race.toml"
        self.out = folder / "out"
        self._capsys = capsys
        town().write(folder)
        self.write_brief()

    def write_brief(self, text: str | None = None, **wishes: Any) -> None:
        self.brief.write_text(text or brief_text(**wishes), encoding="utf-8")

    def plan(self, *more: str) -> Told:
        self._capsys.readouterr()
        status = main(["plan", str(self.brief), "--out", str(self.out), "--quiet", *more])
        printed = self._capsys.readouterr()
        assert "Traceback" not in printed.err
        assert printed.out == ""
        assert printed.err.endswith("\n") or not printed.err
        # Only a line feed may end a line: names come from files of strangers.
        lines = printed.err.split("\n")[:-1]
        assert lines == printed.err.splitlines()
        warnings = [line for line in lines if line.startswith("courseplanner: warning: ")]
        return Told(status, [line for line in lines if line not in warnings], warnings)

    def refused(self, *words: str) -> str:
        """Plan; it must end with exit 2 and one line with these words, and change nothing."""
        before = below(self.folder)
        told = self.plan()
        assert told.status == 2, (told.status, told.lines)
        assert all(warning.endswith("is not used yet") for warning in told.warnings)
        for word in words:
            assert word in told.line
        assert below(self.folder) == before
        return told.line

    def fits_nothing(self, requirement: str) -> dict[str, Any]:
        """Plan; it must end with exit 3 and name what binds, on standard error and in the file."""
        told = self.plan()
        assert told.status == 3, (told.status, told.lines)
        assert [path.name for path in self.out.iterdir()] == ["candidates.json"]
        assert judge_empty_run(self.out) == []
        answer = json.loads((self.out / "candidates.json").read_bytes())
        binding: dict[str, Any] = answer["unmet"][0]
        assert binding["requirement"] == requirement
        head = "no course fits" if binding["certainty"] == "proven" else "no course was found"
        assert told.lines[0] == f"courseplanner: {head}: {binding['words']}"
        assert any(letter.isdigit() for letter in told.lines[0]), "the figure is missing"
        return binding


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_the_desk_itself_is_sound(desk: Desk) -> None:
    desk.write_brief(start="Oberdorf", villages=2, search={"candidates": 1})
    assert desk.plan() == Told(0, [], [])


class TestBrief:
    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ("[course]", "[corse]", ("unknown key corse", "did you mean course?")),
            ("[course]", "[course]\nshap = 1", ("[course]", "unknown key shap", "did you mean shape?")),
            ("[event]", "[event]\nrunner = 9", ("[event]", "unknown key runner", "did you mean runners?")),
            ("[limits]", "[limits]\nmax_unpavd = 0", ("[limits]", "did you mean max_unpaved?")),
            ("[search]", "[search]\nsed = 1", ("[search]", "unknown key sed", "did you mean seed?")),
            ("schema = 1", "schema = 1\ncolour = 7", ("unknown key colour",)),
            ("schema = 1", "schema = 2", ("schema",)),
            ("schema = 1", "", ("schema", "missing")),
            ('"5km"', '"halfmarathon"', ("[event] distance", "halfmarathon", "did you mean half-marathon?")),
            ('"5km"', '"5 km"', ("[event] distance", "did you mean 5km?")),
            ('"5km"', "99", ("[event] distance", "99")),
            ('"5km"', "1e9", ("[event] distance",)),
            ('"5km"', "-5000", ("[event] distance",)),
            ('"5km"', "nan", ("[event] distance",)),
            ('"5km"', "inf", ("[event] distance",)),
            ('"5km"', "true", ("[event] distance",)),
            ('"5km"', "[5]", ("[event] distance",)),
            (
                "[region]",
                'rules = "world-atletics"\n[region]',
                ("[event] rules", "did you mean world-athletics?"),
            ),
            ("[region]", 'rules = "mine.toml"\n[region]', ("[event] rules", "mine.toml")),
            ("[region]", 'date = "2027-03-28"\n[region]', ("[event] date", "2027-03-28")),
            ("[region]", 'date = "tomorrow"\n[region]', ("[event] date", "tomorrow")),
            ("[region]", "date = 2027-02-30\n[region]", ("race.toml", "line 5")),
            ("[region]", "date = 7\n[region]", ("[event] date",)),
            ("[region]", "start_time = 25:00:00\n[region]", ("race.toml", "line 5")),
            ("[region]", 'start_time = "early"\n[region]', ("[event] start_time", "early")),
            ("[region]", "runners = -3\n[region]", ("[event] runners", "-3")),
            ("[region]", "runners = 3.5\n[region]", ("[event] runners", "3.5")),
            ("[region]", "prevention_factor = 0.9\n[region]", ("[event] prevention_factor", "0.9")),
            ("[course]", '[course]\nshape = "circle"', ("[course] shape", "circle")),
            ("[course]", '[course]\nshape = "laps"', ("[course]", "laps")),
            ("[course]", "[course]\nlaps = 3", ("[course]", "laps")),
            ("[course]", "[course]\nlaps = 0", ("[course] laps", "0")),
            ("[course]", '[course]\nfinish = "Oberdorf"', ("[course]", "finish")),
            ("[course]", "[course]\nvillages = -1", ("[course] villages", "-1")),
            ("[course]", "[course]\nvillages = 1.5", ("[course] villages",)),
            ("[course]", '[course]\nscenic_rating = "6A"', ("[course] scenic_rating", "6A")),
            ("[course]", "[course]\nvisit_within_m = 0", ("[course] visit_within_m",)),
            ("[course]", '[course]\nvisit = "Oberdorf"', ("[course] visit",)),
            ("[course]", '[course]\nstart = ""', ("[course] start",)),
            ("[course]", "[course]\nstart = [9.5]", ("[course] start",)),
            ("[course]", "[course]\nstart = [9.5, nan]", ("[course] start",)),
            ("[course]", "[course]\nstart = 7", ("[course] start",)),
            ("[course]", f'[course]\nstart = "{"x" * 300}"', ("[course] start",)),
            ("[limits]", "[limits]\nmax_repeated = 10", ("[limits] max_repeated", "10")),
            ("[limits]", "[limits]\nmax_climb_m = 100", ("[limits] max_climb_m", "elevation = […]")),
            ("[search]", "[search]\nseed = -1", ("[search] seed", "-1")),
            ("[search]", "[search]\nseed = 9223372036854775808", ("[search] seed",)),
            ("candidates = 2", "candidates = 0", ("[search] candidates", "0")),
            ("candidates = 2", "candidates = 1000000", ("[search] candidates",)),
            ("time_s = 2.0", "time_s = 0", ("[search] time_s", "0")),
            ("time_s = 2.0", "time_s = nan", ("[search] time_s",)),
            ("[region]", "[region]\nbbox = [1, 2, 3]", ("[region] bbox",)),
            ("[region]", "[region]\nbbox = [9.6, 47.1, 9.5, 47.2]", ("[region] bbox",)),
            ("[region]", "[region]\nbbox = [1, 2, 3, 4]", ("[region] bbox", "no road lies in")),
            ("[region]", '[region]\nelevation = ["no.tif"]', ("[region] elevation", "no.tif")),
            ("[region]", '[region]\nplaces = ["no.csv"]', ("[region] places", "no.csv")),
            ('["map.osm"]', '["map.osn"]', ("[region] osm", "map.osn")),
            ('["map.osm"]', "[]", ("[region] osm",)),
            ('["map.osm"]', "7", ("[region] osm",)),
            ('osm = ["map.osm"]', 'place = "Vaduz"', ("[region] place", "not available yet")),
            ("[search]", "[search", ("race.toml", "not valid TOML")),
            ("[search]", "[search]\nx = " + "[" * 5000, ("race.toml",)),
        ],
        ids=lambda value: value.replace("\n", " ")[:40] if isinstance(value, str) else "",
    )
    def test_a_wrong_value(self, desk: Desk, old: str, new: str, words: tuple[str, ...]) -> None:
        text = brief_text()
        assert text.count(old) == 1
        desk.write_brief(text.replace(old, new))
        assert str(desk.brief) in desk.refused(*words)

    @pytest.mark.parametrize(
        ("content", "word"),
        [(b"", "missing"), (b"\xff\xfe\x00", "UTF-8"), (b"\x00", "TOML"), (b"#" * 2_000_000, "too large")],
    )
    def test_no_brief_at_all(self, desk: Desk, content: bytes, word: str) -> None:
        desk.brief.write_bytes(content)
        desk.refused(str(desk.brief), word)

    def test_a_folder_for_a_brief(self, desk: Desk) -> None:
        desk.brief.unlink()
        desk.brief.mkdir()
        desk.refused(str(desk.brief))

    def test_what_is_not_used_yet_is_told_beside_the_error(self, desk: Desk) -> None:
        desk.write_brief(brief_text(start="Nowhere").replace("[region]", '[region]\nplace = "Vaduz"'))
        told = desk.plan()
        assert told.status == 2
        assert [warning.endswith("[region] place is not used yet") for warning in told.warnings] == [True]
        assert "Nowhere" in told.line


def pbf_of(source: Path) -> bytes:
    target = source.with_name("whole.osm.pbf")
    with osmium.SimpleWriter(str(target)) as writer:
        for thing in osmium.FileProcessor(str(source)):
            writer.add(thing)
    content = target.read_bytes()
    target.unlink()
    return content


LOLS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY l0 "lol">{LOLS}]><osm version="0.6">&l9;</osm>'.encode()

PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "map.osm": bytes,
    "map.osm.gz": gzip.compress,
    "map.osm.bz2": bz2.compress,
}


class TestOsmFile:
    def use(self, desk: Desk, name: str, content: bytes) -> None:
        (desk.folder / name).write_bytes(content)
        desk.write_brief(brief_text().replace("map.osm", name))

    @pytest.mark.parametrize("name", PACKINGS)
    @pytest.mark.parametrize("share", [0.3, 0.6, 0.98])
    def test_cut_off_in_the_middle(self, desk: Desk, name: str, share: float) -> None:
        whole = PACKINGS[name]((desk.folder / "map.osm").read_bytes())
        self.use(desk, name, whole[: int(share * len(whole))])
        desk.refused(name, "cut off", "fetch")

    @pytest.mark.parametrize("share", [0.3, 0.6, 0.98])
    def test_pbf_cut_off_in_the_middle(self, desk: Desk, share: float) -> None:
        whole = pbf_of(desk.folder / "map.osm")
        self.use(desk, "cut.osm.pbf", whole[: int(share * len(whole))])
        desk.refused("cut.osm.pbf", "fetch the file again")

    @pytest.mark.parametrize("name", [*PACKINGS, "map.osm.pbf"])
    def test_empty(self, desk: Desk, name: str) -> None:
        self.use(desk, name, b"")
        desk.refused(name, "empty")

    def test_missing(self, desk: Desk) -> None:
        (desk.folder / "map.osm").unlink()
        desk.refused("[region] osm", "map.osm")

    @pytest.mark.parametrize("name", [*PACKINGS, "map.osm.pbf"])
    @pytest.mark.parametrize(
        "content",
        [
            b"Dear Sir or Madam, \n" * 40,
            b"<!DOCTYPE html><html><body>Not found</body></html>",
            b'<gpx version="1.1"></gpx>',
            bytes(range(256)) * 8,
            b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
        ],
        ids=["text", "html", "gpx", "bytes", "png"],
    )
    def test_not_osm_at_all(self, desk: Desk, name: str, content: bytes) -> None:
        self.use(desk, name, content)
        desk.refused(name)

    @pytest.mark.parametrize("name", PACKINGS)
    def test_a_bomb_of_entities(self, desk: Desk, name: str) -> None:
        self.use(desk, name, PACKINGS[name](BOMB))
        desk.refused(name, "entities")

    @pytest.mark.parametrize("name", ["map.osm.gz", "map.osm.bz2"])
    def test_a_packed_bomb(self, desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(unpacking, "MOST_UNPACKED", 1 << 20)
        start = b'<?xml version="1.0"?><osm version="0.6">'
        self.use(desk, name, PACKINGS[name](start + b" " * (8 << 20) + b"</osm>"))
        desk.refused(name, "unpacks from")

    def test_without_any_road(self, desk: Desk) -> None:
        SmallMap().village("Einsam", 0, 0).write(desk.folder)
        desk.refused("map.osm", "no road")

    def test_only_roads_that_no_race_uses(self, desk: Desk) -> None:
        SmallMap().node(1, 0, 0).node(2, 9000, 0).way([1, 2], {"highway": "motorway"}).write(desk.folder)
        desk.refused("map.osm", "no road")

    def test_a_missing_node_is_no_error(self, desk: Desk) -> None:
        small = town()
        small.way([1, 777_777, 5])
        small.write(desk.folder)
        assert desk.plan().status == 0

    def test_a_place_list_that_is_none(self, desk: Desk) -> None:
        (desk.folder / "places.csv").write_text("what;is;this\n1;2\n", encoding="utf-8")
        desk.write_brief(brief_text().replace("[region]", '[region]\nplaces = ["places.csv"]'))
        desk.refused("places.csv")


class TestPlaces:
    def test_a_name_that_matches_nothing_offers_the_nearest(self, desk: Desk) -> None:
        desk.write_brief(start="Oberdrof")
        desk.refused(str(desk.brief), "[course] start", "“Oberdrof”", "did you mean Oberdorf")

    def test_a_name_like_nothing_else(self, desk: Desk) -> None:
        desk.write_brief(visit=["Aussicht", "Qqqq 999"])
        desk.refused("[course] visit 2", "“Qqqq 999”", "[longitude, latitude]")

    def test_several_of_the_same_rank_are_listed_with_coordinates(self, desk: Desk) -> None:
        desk.write_brief(start="neudorf")
        line = desk.refused("[course] start", "matches 2 places")
        for at in ((100, 2300), (2300, 100)):
            lon, lat = position(*at)
            assert f"[{lon:.5f}, {lat:.5f}]" in line

    def test_a_settlement_comes_before_a_sight(self, desk: Desk) -> None:
        desk.write_brief(start="OBERDORF", search={"candidates": 1})
        assert desk.plan().status == 0

    @pytest.mark.parametrize("key", ["start", "visit"])
    def test_outside_the_region(self, desk: Desk, key: str) -> None:
        at = [8.0, 46.0]
        desk.write_brief(None, **{key: at if key == "start" else [at]})
        desk.refused(f"[course] {key}", "[8.0, 46.0] lies outside the region", "9.5")

    @pytest.mark.parametrize("key", ["start", "visit"])
    def test_coordinates_swapped(self, desk: Desk, key: str) -> None:
        lon, lat = position(500, 500)
        desk.write_brief(None, **{key: [lat, lon] if key == "start" else [[lat, lon]]})
        desk.refused(f"[course] {key}", "swapped", f"[{lon}, {lat}]")

    def test_coordinates_swapped_that_are_no_position(self, desk: Desk) -> None:
        desk.write_brief(start=[25.1, 104.9])
        desk.refused("[course] start", "swapped", "[104.9, 25.1]")

    def test_no_position_on_earth(self, desk: Desk) -> None:
        desk.write_brief(start=[200.0, 100.0])
        desk.refused("[course] start", "not a position on Earth")

    @pytest.mark.parametrize("wishes", [{"start": "Weitweg"}, {"visit": ["Weitweg"]}])
    def test_on_no_road(self, desk: Desk, wishes: dict[str, Any]) -> None:
        desk.write_brief(**wishes)
        desk.refused("[course] " + next(iter(wishes)), "no road", "Weitweg")

    def test_a_position_between_the_roads(self, desk: Desk) -> None:
        desk.write_brief(start=list(position(0.5 * STEP_M, 0.5 * STEP_M)))
        desk.refused("[course] start", "no road", "50 m")

    def test_on_roads_that_the_limits_leave_out(self, desk: Desk) -> None:
        small = town()
        small.node(7001, 5000, 4950).way([100 * 9 + 10, 7001], {"highway": "track"}).write(desk.folder)
        desk.write_brief(visit=["Weitweg"], limits={"max_unpaved": 0.0})
        desk.refused("[course] visit 1", "no road", "Weitweg")

    def test_a_road_to_avoid_that_does_not_exist(self, desk: Desk) -> None:
        desk.write_brief(avoid=["Rov 3"])
        desk.refused("[course] avoid 1", "“Rov 3”", "Row 3")

    @pytest.mark.parametrize("content", [b"{", b"[]", b'{"type": "Feature"}', b"\xff\x00"])
    def test_areas_to_avoid_that_are_none(self, desk: Desk, content: bytes) -> None:
        (desk.folder / "areas.geojson").write_bytes(content)
        desk.write_brief(avoid=["areas.geojson"])
        desk.refused("areas.geojson")

    @pytest.mark.parametrize("swap", [False, True])
    def test_an_area_to_avoid_on_no_road_is_told(self, desk: Desk, *, swap: bool) -> None:
        corners = [(100, 100), (150, 100), (150, 150), (100, 100)]
        ring = [list(position(*corner))[:: -1 if swap else 1] for corner in corners]
        areas = {"type": "Polygon", "coordinates": [ring]}
        (desk.folder / "areas.geojson").write_text(json.dumps(areas), encoding="utf-8")
        desk.write_brief(avoid=["areas.geojson"], search={"candidates": 1})
        told = desk.plan()
        assert told.status == 0
        (warning,) = told.warnings
        assert "[course] avoid 1: areas.geojson, feature 1 touches no road of the region" in warning
        assert ("look swapped" in warning) is swap

    def test_areas_to_avoid_that_are_missing(self, desk: Desk) -> None:
        desk.write_brief(avoid=["areas.geojson"])
        desk.refused("[course] avoid", "areas.geojson")


ONE_POINT = list(position(500, 283))


class TestStartIsFinish:
    @pytest.mark.parametrize(
        ("start", "finish"),
        [
            ("Unterdorf", "Unterdorf"),
            ("Unterdorf", "UNTERDORF"),
            ("Unterdorf", "Lower Village"),
            (ONE_POINT, ONE_POINT),
            (list(position(1500, 900)), "Unterdorf"),
        ],
        ids=["a name", "letters", "two names", "coordinates", "a name and its coordinates"],
    )
    def test_point_to_point(self, desk: Desk, start: object, finish: object) -> None:
        desk.write_brief(shape="point-to-point", start=start, finish=finish)
        desk.refused(str(desk.brief), "[course]", "finish", "loop")


class TestOutputFolder:
    def test_below_a_file(self, desk: Desk) -> None:
        (desk.folder / "file").write_text("mine")
        desk.out = desk.folder / "file" / "deep" / "out"
        desk.refused(str(desk.out), "choose a folder")

    def test_a_file_in_its_place(self, desk: Desk) -> None:
        desk.out.write_text("mine")
        desk.refused(str(desk.out), "choose a folder")

    @pytest.mark.parametrize("name", ["candidates.json", "courses.geojson", "A"])
    def test_something_of_the_user_in_the_way(self, desk: Desk, name: str) -> None:
        desk.out.mkdir()
        (desk.out / name).write_text("mine")
        desk.refused(str(desk.out / name), "does not come from an earlier plan")

    @pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
    def test_without_permission(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        desk.out.mkdir()
        monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
        desk.refused(str(desk.out), "can't be written to")

    @pytest.mark.parametrize("earlier", [False, True])
    @pytest.mark.parametrize("at", [1, 2])
    def test_a_full_disk(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, at: int, *, earlier: bool
    ) -> None:
        desk.write_brief(search={"candidates": 1})
        if earlier:
            assert desk.plan().status == 0
        calls = []

        def full(file: int) -> None:
            calls.append(file)
            if len(calls) == at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", full)
        desk.refused(str(desk.out), "disk is full", "free some space")


class TestNothingFits:
    def test_more_villages_than_fit(self, desk: Desk) -> None:
        small = grid(20, 20, STEP_M)
        for number in range(4):
            small.village(f"Dorf {number}", STEP_M * 19 * (number % 2), STEP_M * 19 * (number // 2))
        small.write(desk.folder)
        desk.write_brief(villages=4, visit_within_m=50)
        binding = desk.fits_nothing("villages")
        assert binding["asked"] == 4
        assert binding["reached"] == 1

    def test_no_village_in_the_region(self, desk: Desk) -> None:
        grid(10, 10, STEP_M).write(desk.folder)
        desk.write_brief(villages=3)
        assert desk.fits_nothing("villages")["reached"] == 0

    def test_more_scenic_spots_than_there_are(self, desk: Desk) -> None:
        desk.write_brief(scenic=10**6)
        assert desk.fits_nothing("scenic")["reached"] == 2

    def test_longer_than_the_network(self, desk: Desk) -> None:
        desk.write_brief(distance=500_000, search={"time_s": 0.5})
        binding = desk.fits_nothing("distance")
        assert binding["unit"] == "m"
        assert binding["reached"] == pytest.approx(180 * STEP_M, rel=0.01)

    def test_no_road_without_cars(self, desk: Desk) -> None:
        desk.write_brief(limits={"min_motor_free": 0.5}, search={"time_s": 0.5})
        assert desk.fits_nothing("min_motor_free")["reached"] == 0

    def test_no_road_so_wide(self, desk: Desk) -> None:
        desk.write_brief(limits={"min_width_m": 40})
        assert desk.fits_nothing("min_width_m")["reached"] == 6

    def test_repeats_that_cannot_be_avoided(self, desk: Desk) -> None:
        small = SmallMap()
        for base, x_m in ((100, 0.0), (200, 2500.0)):
            for corner, (dx, dy) in enumerate([(0, 0), (300, -300), (600, 0), (300, 300)]):
                small.node(base + corner, x_m + dx, float(dy))
            small.way([base, base + 1, base + 2, base + 3, base])
        small.way([102, 200]).village("West", 0, 0).village("Ost", 3100, 0).write(desk.folder)
        whole_m = 8 * 300.0 * 2**0.5 + 2 * 1900.0
        wishes: dict[str, Any] = {"distance": round(whole_m), "villages": 2, "visit_within_m": 50}
        desk.write_brief(**wishes, search={"candidates": 1, "time_s": 0.5})
        assert desk.plan().status == 0
        desk.write_brief(**wishes, search={"time_s": 0.5}, limits={"max_repeated": 0.0})
        assert desk.fits_nothing("max_repeated")["reached"] == pytest.approx(1900 / whole_m, abs=0.02)

    def test_an_earlier_run_is_replaced_whole(self, desk: Desk) -> None:
        desk.write_brief(search={"candidates": 1})
        assert desk.plan().status == 0
        assert (desk.out / "A" / "course.gpx").is_file()
        desk.write_brief(villages=100)
        desk.fits_nothing("villages")


def two_parts() -> SmallMap:
    small = grid(8, 8, STEP_M)
    grid(8, 8, STEP_M, small, 6000.0)
    return small.village("West", 0, 0).village("Ost", 6000, 0)


def odd_edges() -> SmallMap:
    """Streets with nodes in one place, edges of no length, closed ways, and roads beside each other."""
    small = grid(8, 8, STEP_M)
    small.node(5001, 0, 0).node(5002, 0, 0).way([1, 5001]).way([5001, 5002, 2]).way([1, 2]).way([1, 1])
    small.node(7001, 700, 400).node(7002, 800, 350).way([103, 7001, 7002, 103]).way([103, 7002, 7001, 103])
    small.node(7003, 700, 400).way([7003, 7001]).way([5, 5, 5, 6, 6]).way([8, 7, 8])
    return small.way([1, 2, 3], {**ROAD, "layer": "999"}).way([2, 1], {**ROAD, "width": "1e309"})


def only_zeros() -> SmallMap:
    small = SmallMap()
    for number in range(1, 9):
        small.node(number, 0, 0)
    return small.way([1, 2, 3]).way([3, 4, 5, 1]).way([5, 6])


def petals() -> SmallMap:
    """Closed ways that all begin at one crossing."""
    small = SmallMap().node(1, 0, 0)
    for number in range(5):
        small.node(10 * number + 2, 500, 100 * number).node(10 * number + 3, 700, 100 * number + 300)
        small.node(10 * number + 4, 200, 100 * number + 400)
        small.way([1, *(10 * number + corner for corner in (2, 3, 4)), 1])
    return small


def bundle() -> SmallMap:
    """Six roads between the same two crossings."""
    small = SmallMap().node(1, 0, 0).node(2, 2500, 0)
    for number in range(6):
        small.node(10 + number, 1250, 200.0 * number - 500).way([1, 10 + number, 2])
    return small


def one_edge(length_m: float) -> SmallMap:
    return SmallMap().node(1, 0, 0).node(2, length_m, 0).way([1, 2])


HOSTILE_MAPS: dict[str, Callable[[], SmallMap]] = {
    "one edge": lambda: one_edge(6_000),
    "one short edge": lambda: one_edge(60),
    "one closed road": lambda: ring_road(5_100),
    "one closed road too long": lambda: ring_road(6_000),
    "a star": lambda: star(7, 4_000),
    "odd edges": odd_edges,
    "only zeros": only_zeros,
    "petals": petals,
    "a bundle": bundle,
    "two parts": two_parts,
}
WISHES: dict[str, dict[str, Any]] = {
    "loop": {},
    "laps": {"shape": "laps", "laps": 100, "distance": "100km"},
    "point to point": {"shape": "point-to-point"},
    "out and back": {"shape": "out-and-back"},
    "as short as can be": {"distance": 100},
    "as long as can be": {"distance": 500_000},
}
HOPELESS = {("one edge", "loop"), ("one short edge", "loop"), ("a star", "loop"), ("only zeros", "loop")}
SOUND = {
    ("one edge", "out and back"),
    ("one closed road", "loop"),
    ("one closed road too long", "out and back"),
    ("a bundle", "loop"),
    ("odd edges", "point to point"),
}


@pytest.mark.parametrize("wishes", WISHES)
@pytest.mark.parametrize("name", HOSTILE_MAPS)
def test_a_hostile_network_ends_in_good_order(desk: Desk, name: str, wishes: str) -> None:
    HOSTILE_MAPS[name]().write(desk.folder)
    desk.write_brief(**WISHES[wishes], search={"candidates": 1, "time_s": 0.2})
    told = desk.plan()
    assert told.status in {0, 3}
    assert (told.status == 0) == (desk.out / "A" / "course.gpx").is_file()
    if (name, wishes) in HOPELESS:
        assert told.status == 3
    if (name, wishes) in SOUND:
        assert told.status == 0


@pytest.mark.parametrize("name", ["one edge", "one closed road too long", "a star"])
def test_a_free_point_to_point_course_fits_on_a_road_that_is_long_enough(desk: Desk, name: str) -> None:
    HOSTILE_MAPS[name]().write(desk.folder)
    desk.write_brief(shape="point-to-point", search={"candidates": 1, "time_s": 0.2})
    assert desk.plan().status == 0


class TestTwoParts:
    @pytest.mark.parametrize(
        "wishes",
        [{"visit": ["West", "Ost"]}, {"shape": "point-to-point", "start": "West", "finish": "Ost"}],
    )
    def test_a_stop_in_each(self, desk: Desk, wishes: dict[str, Any]) -> None:
        two_parts().write(desk.folder)
        desk.write_brief(**wishes)
        desk.refused("[course]", "no road", "get to")

    def test_villages_in_both(self, desk: Desk) -> None:
        two_parts().write(desk.folder)
        desk.write_brief(villages=2)
        assert desk.fits_nothing("villages")["reached"] == 1


NASTY_IN_XML = ["a\nb", "a\r\nb", "a\tb", "\u202egnp.exe", "\x85next\u2028line", "{name}", "%s"]
NASTY = ["\x1b[2J\x1b[31m", "a \x07 bell", "\x7f", *NASTY_IN_XML]


class TestNames:
    @pytest.mark.parametrize("name", [*NASTY, "x" * 200, "ب" * 200, "名" * 200])
    @pytest.mark.parametrize("key", ["start", "visit", "avoid"])
    def test_an_unknown_name_stays_on_one_line(self, desk: Desk, name: str, key: str) -> None:
        desk.write_brief(None, **{key: name if key == "start" else [name]})
        line = desk.refused("[course] " + key)
        assert line.isprintable()

    @pytest.mark.parametrize("name", [*NASTY_IN_XML, "x" * 300])
    def test_a_name_from_a_map_stays_on_one_line(self, desk: Desk, name: str) -> None:
        small = grid(10, 10, STEP_M).village(f"Ort {name}", 100, 2300).village(f"Ort {name}", 2300, 100)
        small.write(desk.folder)
        desk.write_brief(start="Ort")
        told = desk.plan()
        assert told.status == 2
        assert told.line.isprintable()

    @pytest.mark.parametrize("name", ["a\nb", "\u202egnp.exe", "<&>\"'", "名" * 255, "]]>", "{0}"])
    def test_such_names_are_visited_and_written(self, desk: Desk, name: str) -> None:
        small = grid(10, 10, STEP_M).village(name, 300, 300)
        small.ways[1] = (small.ways[1][0], {**ROAD, "name": name})
        small.write(desk.folder)
        desk.write_brief(villages=1, search={"candidates": 1})
        assert desk.plan().status == 0

    @pytest.mark.parametrize("name", ["a b.osm", "名.osm", "[red]x.osm", "a\nb.osm"])
    def test_odd_names_of_files(self, desk: Desk, name: str) -> None:
        (desk.folder / name).write_bytes(b"")
        desk.write_brief(brief_text().replace('["map.osm"]', json.dumps([name], ensure_ascii=False)))
        desk.refused("empty")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "courseplanner", "plan", *arguments]
    # The limit only keeps a command that hangs from stopping all tests.
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.parametrize(
    ("wishes", "status", "words"),
    [
        ({"start": "Oberdrof"}, 2, "did you mean Oberdorf"),
        ({"villages": 1000}, 3, "no course fits: villages asked: 1000"),
    ],
)
def test_the_command_itself(desk: Desk, wishes: dict[str, Any], status: int, words: str) -> None:
    desk.write_brief(**wishes)
    done = run(desk.folder, "race.toml", "--out", "out")
    assert (done.returncode, done.stdout) == (status, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert desk.out.exists() == (status == 3)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_standard_output_on_a_full_disk(desk: Desk) -> None:
    desk.write_brief(search={"candidates": 1})
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "courseplanner", "plan", "race.toml", "--out", "out"],
            cwd=desk.folder, stdout=full, stderr=subprocess.PIPE, text=True, timeout=300, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "standard output" in done.stderr
