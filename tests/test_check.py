"""`courseplanner check`: an existing course, judged from its file alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from courseplanner.cli import main
from courseplanner.model.distances import distance_of
from courseplanner.model.evidence import Evidence
from courseplanner.model.finding import Status
from courseplanner.rules.judge import judge
from courseplanner.rules.rule_files import read_rule_set
from layout.maps import grid, position


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
    evidence = Evidence(lon, lat, np.array([0.0, 760.0, 1_520.0]), 1_500.0, None, 11.0, is_drawn=False)
    found = {
        one.rule: one.status for name in ("caa", "usatf") for one in judge(evidence, read_rule_set(name))
    }
    assert {found[rule] for rule in ("TURN", "STR-CN", "STR-US", "TWO-WAY", "HALF-ROAD")} == {Status.UNKNOWN}


def along(folder: Path, *corners: tuple[float, float]) -> Path:
    """A track along corners of a small map, a point every 20 m, three metres beside the road."""
    line = np.array([complex(*corner) for corner in corners])
    along_m = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(line)))))
    at_m = np.append(np.arange(0.0, along_m[-1], 20.0), along_m[-1])
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
    assert re.search(r"streets.gpx: follows no road of the map on 1\d{3} m \(km 0.9", capsys.readouterr().err)


def test_a_long_jump_of_a_track_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    near, far = along(tmp_path, (0.0, 0.0), (900.0, 0.0)), tmp_path / "far.gpx"
    assert main(["check", str(near), "--distance", "900"]) == 0
    assert capsys.readouterr().err == ""
    lines = near.read_text("utf-8").splitlines(keepends=True)
    far.write_text("".join(lines[:10] + lines[-10:]), "utf-8")
    assert main(["check", str(far), "--distance", "900"]) == 0
    assert re.search(r"far.gpx: jumps 5\d\d m from one point to the next, at km 0.1", capsys.readouterr().err)


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
        (["nowhere.gpx", "--distance", "42"], "is no distance of a road race"),
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
