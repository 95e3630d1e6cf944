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
    assert set(answer) == {"schema", "length", "separation_m", "drop_m_per_km", "climb_m", "findings"}
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


def test_roads_are_said_to_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(circle(tmp_path)), "--distance", "10km", "--osm", "map.osm"]) == 0
    assert "--osm is not used yet" in capsys.readouterr().err


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
