"""`courseplanner check`: an existing course, judged from its file alone."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseplanner.cli.main import main
from courseplanner.model.brief.distances import distance_of
from courseplanner.model.rulebook.finding import Status
from courseplanner.rules.book.rule_files import read_rule_set
from courseplanner.rules.judge import judge
from courseplanner.sources.tracks.tracks import read_track
from layout.maps import SmallMap, grid, position
from rule_evidence import unknown_course


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["check", *arguments, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def circle(folder: Path, height: str = "") -> Path:
    """A course of about 10 km that ends where it starts."""
    turn = np.linspace(0.0, 2.0 * np.pi, 500)
    points = zip(9.0 + 0.0209 * np.sin(turn), 47.0 + 0.0143 * np.cos(turn), strict=True)
    ele = f"<ele>{height}</ele>" if height else ""
    lines = "".join(f'<trkpt lat="{lat:.7f}" lon="{lon:.7f}">{ele}</trkpt>\n' for lon, lat in points)
    path = folder / "circle.gpx"
    path.write_text(
        f'<gpx version="1.1"><trk><name>Circle</name><trkseg>{lines}</trkseg></trk></gpx>', "utf-8"
    )
    return path


def test_boston_fails_both_rules_of_records_with_their_margins(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    track = str(shared_data / "courses" / "boston-2017.gpx")
    answer = checked(capsys, track, "--distance", "marathon")
    found = {finding["rule"]: finding for finding in answer["findings"]}
    assert found["SEP-WA"]["status"] == found["DROP-WA"]["status"] == "fail"
    assert round(found["SEP-WA"]["measured"], 1) == 91.7
    assert found["SEP-WA"]["margin"] == pytest.approx(-41.7, abs=0.1)
    assert round(found["DROP-WA"]["measured"], 1) == 3.4
    assert round(found["DROP-WA"]["margin"], 1) == -2.4
    assert found["LEN-MIN"]["status"] == "unknown"
    assert main(["check", track, "--distance", "marathon"]) == 0
    assert "a GPS track is no measurement" in " ".join(capsys.readouterr().out.split())


def test_a_track_without_heights_leaves_the_drop_unknown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = checked(capsys, str(circle(tmp_path)), "--distance", "10km")
    assert set(answer) == {
        "schema",
        "length",
        "separation_m",
        "drop_m_per_km",
        "climb_m",
        "profile",
        "findings",
    }
    assert (answer["drop_m_per_km"], answer["climb_m"], answer["length"]["ground_m"]) == (None, None, None)
    assert answer["length"]["basis"] == "ellipsoid"
    assert {f["rule"]: f["status"] for f in answer["findings"]}["DROP-WA"] == "unknown"
    assert answer["separation_m"] < 1.0


def test_a_track_with_heights_has_a_length_on_the_ground(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = checked(capsys, str(circle(tmp_path, "1000")), "--distance", "10000")
    length = answer["length"]
    assert length["basis"] == "ground"
    assert length["ground_m"] == pytest.approx(length["course_m"] * (1.0 + 1_000.0 / 6_371_008.8), abs=0.002)
    assert (answer["climb_m"], answer["drop_m_per_km"]) == (0.0, 0.0)
    profile = answer["profile"]
    assert profile["steepest_km"]["grade_percent"] == 0.0
    assert [low for low, metres in profile["grades"] if metres] == [-1.0]  # from -1 to 1 %


def test_heights_of_a_file_win_over_those_of_the_track(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from rasterio.transform import Affine

    from sources.rasters import write_raster

    heights = write_raster(tmp_path / "dem.tif", 700.0, transform=Affine(0.002, 0, 8.94, 0, -0.002, 47.06))
    answer = checked(capsys, str(circle(tmp_path, "1000")), "--distance", "10km", "--elevation", str(heights))
    length = answer["length"]
    assert length["ground_m"] == pytest.approx(length["course_m"] * (1.0 + 700.0 / 6_371_008.8), abs=0.002)


def test_bends_and_meetings_are_not_read_off_a_track() -> None:
    lon, lat = np.array([9.0, 9.01, 9.0]), np.array([47.0, 47.0, 47.0001])
    evidence = unknown_course(lon, lat, np.array([0.0, 760.0, 1_520.0]), 1_500.0, 11.0, is_drawn=False)
    found = {
        one.rule: one.status for name in ("caa", "usatf") for one in judge(evidence, read_rule_set(name))
    }
    assert {found[rule] for rule in ("TURN", "STR-CN", "STR-US", "TWO-WAY", "HALF-ROAD")} == {Status.UNKNOWN}


def along(folder: Path, *corners: tuple[float, float], step_m: float = 20.0) -> Path:
    """A track along corners of a small map, three metres beside the road."""
    line = np.array([complex(*corner) for corner in corners])
    along_m = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(line)))))
    at_m = np.append(np.arange(0.0, along_m[-1], step_m), along_m[-1])
    places = np.interp(at_m, along_m, line.real) + 1j * np.interp(at_m, along_m, line.imag)
    points = (position(place.real + 2.0, place.imag + 2.0) for place in places)
    lines = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>\n' for lon, lat in points)
    path = folder / "streets.gpx"
    path.write_text(f'<gpx version="1.1"><trk><trkseg>{lines}</trkseg></trk></gpx>', "utf-8")
    return path


LONG_WAY = ((0.0, 0.0), (900.0, 0.0), (900.0, 900.0), (0.0, 900.0), (0.0, 300.0))


def test_a_track_is_judged_on_the_roads_that_it_follows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roads, track = str(grid(7, 7, 150.0).write(tmp_path)), str(along(tmp_path, *LONG_WAY))
    answer = checked(capsys, track, "--distance", "3300", "--osm", roads, "--rules", "caa")
    assert answer["matched"]["share"] == 1.0
    assert answer["matched"]["gaps"] == []
    assert answer["matched"]["rms_m"] == pytest.approx(2.0, abs=0.5)
    assert answer["matched"]["length_m"] == pytest.approx(3_300.0, rel=0.003)
    assert answer["length"]["centreline_m"] == answer["matched"]["length_m"] != answer["length"]["course_m"]
    assert [leg["from_m"] for leg in answer["legs"][1:]] == [leg["to_m"] for leg in answer["legs"][:-1]]
    found = {finding["rule"]: finding["status"] for finding in answer["findings"]}
    for rule in ("SURF", "TURN", "STR-CN", "TWO-WAY", "HALF-ROAD", "RAIL", "TUNNEL", "BRIDGE"):
        assert found[rule] in ("pass", "warn"), rule
    assert (found["LEN-MIN"], found["WID-CN"]) == ("unknown", "unknown")
    assert main(["check", track, "--distance", "3300", "--osm", roads]) == 0
    told = capsys.readouterr()
    assert "Matched to roads on 100.0 %" in told.out
    assert told.err == ""


def test_with_a_map_it_tells_what_lies_along_the_roads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = grid(7, 7, 150.0).village("Weiler", 880.0, 440.0)
    roads, track = str(small.write(tmp_path)), str(along(tmp_path, *LONG_WAY))
    answer = checked(capsys, track, "--distance", "3300", "--osm", roads)
    bare = checked(capsys, track, "--distance", "3300")
    assert set(answer) - set(bare) == {
        "matched",
        "shares",
        "legs",
        "visits",
        "crossings",
        "crossings_at_m",
        "scenery",
        "stations",
        "reserves",
    }
    assert [(visit["name"], round(visit["at_m"], -1)) for visit in answer["visits"]] == [("Weiler", 1_340.0)]
    assert (answer["crossings"], answer["crossings_at_m"]) == (0, [])
    assert 0.0 <= answer["scenery"] <= 1.0
    assert {one["kind"] for one in answer["stations"]} >= {"water", "medical"}
    assert {one["at"] for one in answer["reserves"]} <= {"start", "finish"}
    assert answer["length"]["uncertainty_m"] > 0.0
    assert bare["length"]["uncertainty_m"] is None


def test_where_a_track_follows_no_road_nothing_passes_on_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roads = str(grid(7, 7, 150.0).write(tmp_path))
    track = str(along(tmp_path, (0.0, 0.0), (900.0, 0.0), (2_000.0, 0.0)))
    answer = checked(capsys, track, "--distance", "2000", "--osm", roads)
    (gap,) = answer["matched"]["gaps"]
    assert gap == pytest.approx([900.0, 2_000.0], abs=50.0)
    assert answer["legs"][-1]["way"] is None
    found = {finding["rule"]: finding["status"] for finding in answer["findings"]}
    for rule in ("SURF", "TURN", "TWO-WAY", "HALF-ROAD", "RAIL", "TUNNEL", "BRIDGE"):
        assert found[rule] == "unknown", rule
    assert main(["check", track, "--distance", "2000", "--osm", roads]) == 0
    assert re.search(
        r"streets.gpx: follows no road of the map for 1\d{3} m \(km 0.9", capsys.readouterr().err
    )


def test_a_long_jump_of_a_track_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    near, far = along(tmp_path, (0.0, 0.0), (900.0, 0.0)), tmp_path / "far.gpx"
    assert main(["check", str(near), "--distance", "900"]) == 0
    assert capsys.readouterr().err == ""
    lines = near.read_text("utf-8").splitlines(keepends=True)
    far.write_text("".join(lines[:10] + lines[-10:]), "utf-8")
    assert main(["check", str(far), "--distance", "900"]) == 0
    assert re.search(r"far.gpx: jumps 5\d\d m from one point to the next, at km 0.1", capsys.readouterr().err)


@pytest.mark.parametrize("step_m", [5.0, 20.0, 38.0, 75.0])
def test_what_lies_off_the_map_is_a_gap_at_any_density_of_points(
    step_m: float, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The map ends after a third of the way out: the track leaves it, and comes back one block beside."""
    roads = str(grid(3, 3, 150.0).write(tmp_path))
    out_and_back = ((0.0, 0.0), (1_500.0, 0.0), (1_500.0, 150.0), (0.0, 150.0))
    track = along(tmp_path, *out_and_back, step_m=step_m)
    answer = checked(capsys, str(track), "--distance", "3150", "--osm", roads)
    gaps_m = sum(to_m - from_m for from_m, to_m in answer["matched"]["gaps"])
    assert gaps_m == pytest.approx(2_550.0, abs=4.0 * step_m + 60.0)
    assert answer["matched"]["share"] == pytest.approx(600.0 / 3_150.0, abs=0.08)
    assert answer["length"]["centreline_m"] is None


def test_a_single_point_off_the_map_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roads = str(grid(5, 5, 150.0).write(tmp_path))
    corners = ((0.0, 0.0), (300.0, 0.0), (300.0, -600.0), (300.0, 0.0), (600.0, 0.0))
    track = tmp_path / "spur.gpx"
    points = (position(*corner) for corner in corners)
    line = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lon, lat in points)
    track.write_text(f'<gpx version="1.1"><trk><trkseg>{line}</trkseg></trk></gpx>', "utf-8")
    assert main(["check", str(track), "--distance", "1800", "--osm", roads]) == 0
    assert re.search(r"one point lies off all roads, 120\d m there and back", capsys.readouterr().err)


def test_a_course_drawn_by_hand_with_few_points_is_off_the_map_where_the_map_ends(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A point each 38 m, as an organiser's page gave it; two thirds lie off a map of its first third."""
    track = read_track(shared_data / "courses" / "london-landmarks-half.gpx")
    third = len(track.lon) // 3
    x_m = (track.lon - track.lon[0]) * 111_320.0 * math.cos(math.radians(track.lat[0]))
    y_m = (track.lat - track.lat[0]) * 110_574.0
    streets = SmallMap()
    for number, (x, y) in enumerate(zip(x_m[:third].tolist(), y_m[:third].tolist(), strict=True), 1):
        streets.node(number, x, y)
    streets.way(list(range(1, third + 1)))
    moved = tmp_path / "landmarks.gpx"
    points = (position(x, y) for x, y in zip(x_m.tolist(), y_m.tolist(), strict=True))
    moved.write_text(
        '<gpx version="1.1"><trk><trkseg>'
        + "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lon, lat in points)
        + "</trkseg></trk></gpx>",
        "utf-8",
    )
    answer = checked(capsys, str(moved), "--distance", "half-marathon", "--osm", str(streets.write(tmp_path)))
    # It runs along its first third again on the way back, as far as it is the same street.
    assert 0.3 < answer["matched"]["share"] < 0.6
    off_m = sum(to_m - from_m for from_m, to_m in answer["matched"]["gaps"])
    assert answer["matched"]["length_m"] == pytest.approx(answer["length"]["course_m"], rel=0.03)
    assert off_m > 0.4 * answer["length"]["course_m"]


def test_our_own_straight_line_jumps_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for creator, jumps in (("courseplanner 0.1.0", False), ("a watch", True)):
        (lon, lat), (to_lon, to_lat) = position(0.0, 0.0), position(900.0, 0.0)
        points = f'<trkpt lat="{lat}" lon="{lon}"/><trkpt lat="{to_lat}" lon="{to_lon}"/>'
        path = tmp_path / "straight.gpx"
        words = f'<gpx version="1.1" creator="{creator}"><trk><trkseg>{points}</trkseg></trk></gpx>'
        path.write_text(words, "utf-8")
        assert main(["check", str(path), "--distance", "900"]) == 0
        assert (" m from one point to the next" in capsys.readouterr().err) is jumps


@pytest.mark.parametrize(("distance", "status"), [("marathon", "unknown"), ("half-marathon", "fail")])
def test_a_track_of_another_distance_fails(
    distance: str, status: str, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("berlin", "york", "newport", "barcelona"):
        track = str(shared_data / "courses" / f"{name}-marathon.gpx")
        found = {
            one["rule"]: one["status"] for one in checked(capsys, track, "--distance", distance)["findings"]
        }
        assert (name, found["LEN-MIN"]) == (name, status)
        assert (found["DIST-STD"] == "pass") is (status == "unknown")


def test_one_length_is_told_and_no_centimetre_of_it(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(shared_data / "courses" / "boston-2017.gpx"), "--distance", "marathon"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert set(re.findall(r"(\d[\d ]*\.\d+) k?m (?:along|long)", said)) == {"42.52"}


def test_rules_that_no_track_can_answer_are_one_line(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    track = str(shared_data / "courses" / "boston-2017.gpx")
    whole = checked(capsys, track, "--distance", "marathon")["findings"]
    assert main(["check", track, "--distance", "marathon"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [line for line in lines if re.match(r"[✗!?✓] [A-Z][A-Z0-9-]+ ", line)]
    (folded,) = (at for at, line in enumerate(lines) if "more rules need data that no track holds" in line)
    named = " ".join(lines[folded : folded + 6])
    assert len(rows) < 16 < len(whole)
    assert all(re.search(rf"\b{rule}\b", named) for rule in ("CAL-LEN", "WBGT", "WATER-5", "AGREE"))
    assert int(lines[folded].split()[1]) + len(rows) == len(whole)


def test_a_clock_that_was_set_is_told_and_an_order_that_is_none_refused(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    track = shared_data / "field" / "gpx" / "time-back-1s.gpx"
    answer = checked(capsys, str(track), "--distance", "5km")
    assert answer["length"]["course_m"] == pytest.approx(5_000.7, abs=0.1)
    assert main(["check", str(track), "--distance", "5km"]) == 0
    assert "its times go back by up to 1.0 s" in capsys.readouterr().err
    times = ("10:00:00", "10:02:00", "10:00:59", "10:03:00")
    points = (position(100.0 * number, 0.0) for number in range(4))
    path = tmp_path / "order.gpx"
    path.write_text(
        '<gpx version="1.1"><trk><trkseg>'
        + "".join(
            f'<trkpt lat="{lat}" lon="{lon}"><time>2026-03-01T{time}Z</time></trkpt>'
            for (lon, lat), time in zip(points, times, strict=True)
        )
        + "</trkseg></trk></gpx>",
        "utf-8",
    )
    assert main(["check", str(path), "--distance", "300"]) == 2
    assert "point 3: is earlier than the point before it" in capsys.readouterr().err


def test_the_shortest_route_is_known_where_roads_and_widths_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for width, status in (("8", "pass"), (None, "unknown")):
        streets = grid(7, 7, 150.0)
        for number, (nodes, tags) in list(streets.ways.items()):
            streets.ways[number] = (nodes, {**tags, **({} if width is None else {"width": width})})
        roads, track = str(streets.write(tmp_path)), str(along(tmp_path, *LONG_WAY))
        answer = checked(capsys, track, "--distance", "3300", "--osm", roads)
        (found,) = (one for one in answer["findings"] if one["rule"] == "SPR")
        assert found["status"] == status
        assert main(["check", track, "--distance", "3300", "--osm", roads]) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert "the shortest possible route inside its roads is 3.27 km" in said


def test_a_track_off_the_map_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roads = str(grid(3, 3, 150.0).write(tmp_path))
    for track in (circle(tmp_path), along(tmp_path, (450.0, 0.0), (700.0, 500.0))):
        assert main(["check", str(track), "--distance", "10km", "--osm", roads]) == 2
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert "the track follows no road of the OSM files; give an extract of the region" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.gpx", "--distance", "10km"], "nowhere.gpx: there is no such file"),
        (["nowhere.gpx", "--distance", "maraton"], "did you mean marathon?"),
        (["nowhere.gpx", "--distance", "42"], "is not a road race distance"),
        (["nowhere.gpx", "--distance", "10km", "--rules", "fifa"], "there is no such rule set"),
        (["nowhere.gpx"], "--distance"),
    ],
)
def test_a_wrong_command_line_is_one_line(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert words in told.err


def test_the_list_fits_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(circle(tmp_path, "1000")), "--distance", "10km"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].strip() == "Circle"
    assert max(map(len, lines)) <= 80
    assert any(re.match(r"✓ SEP-WA +the finish lies", line) for line in lines)


@pytest.mark.parametrize(
    ("words", "length_m"), [("marathon", 42_195.0), ("12345.5", 12_345.5), ("100", 100.0)]
)
def test_a_distance_is_a_word_or_metres(words: str, length_m: float) -> None:
    assert distance_of(words) == length_m


def test_the_tunnels_of_a_track_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = grid(7, 7, 150.0)
    small.ways[1] = (small.ways[1][0], {**small.ways[1][1], "tunnel": "yes"})
    small.ways[7] = (small.ways[7][0], {**small.ways[7][1], "tunnel": "building_passage"})
    roads, track = str(small.write(tmp_path)), str(along(tmp_path, *LONG_WAY))
    answer = checked(capsys, track, "--distance", "3300", "--osm", roads, "--rules", "caa")
    assert answer["shares"]["tunnel"] == pytest.approx(900.0 / 3_300.0, abs=0.005)
    assert [leg["name"] for leg in answer["legs"] if leg["tunnel"]] == ["Row 0"]
    (found,) = [finding for finding in answer["findings"] if finding["rule"] == "TUNNEL"]
    assert found["measured"] == pytest.approx(900.0, abs=10.0)
