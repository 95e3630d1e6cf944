"""Courses from GPX files: what is read, and what is refused and where."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from courseplanner.base.errors import TrackError
from courseplanner.measure.geometry.geodesy import chainages_m
from courseplanner.sources.tracks.tracks import LONGEST_GAP_M, read_track

HEAD = '<?xml version="1.0"?>\n<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">\n'


def point(lon: float, lat: float, height: str = "", time: str = "", tag: str = "trkpt") -> str:
    ele = f"<ele>{height}</ele>" if height else ""
    when = f"<time>{time}</time>" if time else ""
    return f'<{tag} lat="{lat}" lon="{lon}">{ele}{when}</{tag}>\n'


THREE = point(9.0, 47.0, "400") + point(9.001, 47.0, "401.5") + point(9.002, 47.001)


def track(*segments: str, name: str = "Course") -> str:
    inside = "".join(f"<trkseg>\n{segment}</trkseg>\n" for segment in segments)
    return f"<trk><name>{name}</name>\n{inside}</trk>\n"


def write(folder: Path, *lines: str) -> Path:
    path = folder / "course.gpx"
    path.write_text(HEAD + "".join(lines) + "</gpx>\n", "utf-8")
    return path


def refused(path: Path, *words: str) -> None:
    with pytest.raises(TrackError) as caught:
        read_track(path)
    message = str(caught.value)
    assert str(path) in message
    assert [word for word in words if word not in message] == []
    assert "\n" not in message


def test_points_come_in_order_with_their_heights(tmp_path: Path) -> None:
    read = read_track(write(tmp_path, track(THREE)))
    assert read.name == "Course"
    assert read.lon.tolist() == [9.0, 9.001, 9.002]
    assert read.lat.tolist() == [47.0, 47.0, 47.001]
    assert read.height_m[:2].tolist() == [400.0, 401.5]
    assert np.isnan(read.height_m[2])
    with pytest.raises(ValueError, match="read-only"):
        read.lon[0] = 0.0


def test_segments_are_one_course_and_repeated_points_are_left_out(tmp_path: Path) -> None:
    read = read_track(write(tmp_path, track(THREE, point(9.002, 47.001) + point(9.003, 47.001))))
    assert len(read.lon) == 4
    assert read.repeated == 1


def test_a_route_is_read_where_there_is_no_track(tmp_path: Path) -> None:
    route = "<rte><name>Way</name>" + THREE.replace("trkpt", "rtept") + "</rte>\n"
    assert read_track(write(tmp_path, route)).name == "Way"
    assert read_track(write(tmp_path, route, track(THREE))).name == "Course"


def test_what_stands_in_extensions_is_no_height(tmp_path: Path) -> None:
    odd = '<trkpt lat="47" lon="9"><extensions><x><ele>9</ele></x></extensions></trkpt>' + point(9.001, 47.0)
    assert np.isnan(read_track(write(tmp_path, track(odd))).height_m).all()


def test_files_that_hold_no_course_are_refused(tmp_path: Path) -> None:
    refused(tmp_path / "none.gpx", "no such file")
    refused(tmp_path, "can't be read")
    refused(write(tmp_path), "no track and no route")
    refused(write(tmp_path, track(point(9, 47))), "only one point")
    refused(write(tmp_path, track(point(9, 47) * 3)), "one place")
    refused(write(tmp_path, track(THREE, name="Full"), track(THREE, name="Half")), "2 tracks", "Full, Half")


def test_files_that_are_no_gpx_are_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "course.gpx"
    for content, words in (
        ("", ("line 1", "empty or cut off")),
        ("12 km\n", ("line 1", "not XML")),
        ("<osm></osm>", ("not GPX", "osm")),
        (HEAD + "<trk><trkseg>\n" + point(9, 47), ("line 5", "cut off")),
        ('<!DOCTYPE gpx [<!ENTITY a "b">]>\n<gpx>&a;</gpx>', ("document type",)),
    ):
        path.write_text(content, "utf-8")
        refused(path, *words)


def test_points_that_can_not_be_those_of_a_course_are_refused(tmp_path: Path) -> None:
    refused(write(tmp_path, track(THREE + point(9.7, 47.0))), "points 3 and 4", "53.1 km apart")
    refused(write(tmp_path, track(THREE + point(47.0, 95.0))), "line 8, point 4", "not a position", "swapped")
    refused(write(tmp_path, track('<trkpt lat="x" lon="9"/>')), "line 5", "no position that can be read")
    refused(write(tmp_path, track(point(9, 47, "high"))), "not a height")
    refused(write(tmp_path, track(point(9, 47, "31000") + point(9.001, 47, "31010"))), "31010", "metres")
    times = [point(9.0 + i / 1000, 47.0, time=f"2026-05-01T08:0{m}:00Z") for i, m in enumerate((1, 3, 2))]
    refused(write(tmp_path, track(*times)), "point 3", "earlier")


def test_times_that_stand_still_and_that_are_none_are_no_fault(tmp_path: Path) -> None:
    times = [
        point(9.0 + i / 1000, 47.0, time=when)
        for i, when in enumerate(("2026-05-01T08:00:00Z",) * 2 + ("?",))
    ]
    assert len(read_track(write(tmp_path, track(*times))).lon) == 3


def test_a_track_that_is_written_backwards_is_refused_however_short_its_steps(tmp_path: Path) -> None:
    times = [f"2026-05-01T08:{59 - i // 20:02d}:{57 - 3 * (i % 20):02d}Z" for i in range(100)]
    points = [point(9.0 + i / 1000, 47.0, time=when) for i, when in enumerate(times)]
    with pytest.raises(TrackError, match="is earlier than the point before it"):
        read_track(write(tmp_path, track(*points)))
    assert read_track(write(tmp_path, track(*points[9::-1]))).back_s == 0.0


def test_a_clock_that_is_set_twice_is_no_fault(tmp_path: Path) -> None:
    seconds = (0, 5, 10, 2, 7, 12, 1, 6)
    points = [point(9.0 + i / 1000, 47.0, time=f"2026-05-01T08:00:{s:02d}Z") for i, s in enumerate(seconds)]
    assert read_track(write(tmp_path, track(*points))).back_s == 11.0


def test_a_gap_below_the_limit_is_read(tmp_path: Path) -> None:
    wide = LONGEST_GAP_M / 111_320.0 / np.cos(np.radians(47.0)) * 0.99
    assert len(read_track(write(tmp_path, track(point(9, 47) + point(9 + wide, 47)))).lon) == 2


def test_memory_does_not_grow_with_what_stands_beside_the_points(tmp_path: Path) -> None:
    path = tmp_path / "large.gpx"
    note = "<cmt>" + "x" * 20_000 + "</cmt>"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD + "<trk><trkseg>\n")
        for i in range(1_500):
            file.write(f'<trkpt lat="47" lon="{9 + i / 10_000}">{note}</trkpt>\n')
        file.write("</trkseg></trk></gpx>")
    assert path.stat().st_size > 30_000_000
    tracemalloc.start()
    read = read_track(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(read.lon) == 1_500
    assert peak < 8_000_000


def test_the_course_of_boston(shared_data: Path) -> None:
    read = read_track(shared_data / "courses" / "boston-2017.gpx")
    assert len(read.lon) + read.repeated == 3_887
    assert chainages_m(read.lon, read.lat)[-1] == pytest.approx(42_521.0, abs=1.0)
    assert not np.isnan(read.height_m).any()
