"""The sample is made again byte for byte, and its tile and weather are what they claim to be."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from campaign.size import many
from make.pack import deflated, write_zip

MADE = ("yunling.osm", "N24E104.hgt.zip", "yunling.epw", "places.csv")


@pytest.fixture(scope="module")
def made_again(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sample")
    environment = os.environ | {"PYTHONHASHSEED": "4711", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(sample / "make_sample.py"), "--out", str(out)]
    subprocess.run(command, check=True, env=environment)
    return out


@pytest.mark.skipif(many(True, False), reason="a part of make campaign")
@pytest.mark.parametrize("name", MADE)
def test_made_again_byte_for_byte(made_again: Path, sample: Path, name: str) -> None:
    assert (made_again / name).read_bytes() == (sample / name).read_bytes()


@pytest.mark.skipif(many(True, False), reason="a part of make campaign")
def test_nothing_else_is_made(made_again: Path) -> None:
    assert sorted(file.name for file in made_again.iterdir()) == sorted(MADE)


@pytest.mark.parametrize(("name", "most_bytes"), [(MADE[0], 4e6), (MADE[1], 1.5e6), (MADE[2], 2e6)])
def test_the_files_are_small(sample: Path, name: str, most_bytes: float) -> None:
    assert (sample / name).stat().st_size < most_bytes


def _inflated(file: Path) -> bytes:
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        return packed.read(packed.namelist()[0])


@given(
    content=st.one_of(
        st.binary(max_size=400), st.binary(min_size=1, max_size=6).map(lambda part: part * 500)
    ),
    far=st.integers(1, 700),
)
def test_the_packer_is_read_by_another_unpacker(
    content: bytes, far: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("zip") / "one.zip"
    write_zip(file, "one.bin", content, (1, far) if far > 1 else (1,))
    assert _inflated(file) == content


def test_the_packer_packs() -> None:
    assert len(deflated(b"\0\1" * 100_000, (2,))) < 2_000


def test_the_weather_year(sample: Path) -> None:
    with (sample / "yunling.epw").open(encoding="ascii", newline="") as file:
        rows = list(csv.reader(file))
    head, hours = rows[:8], rows[8:]
    assert head[0][0] == "LOCATION"
    assert "invented" in head[0][1]
    assert len(hours) == 8760
    assert {len(row) for row in hours} == {35}
    dry = np.array([float(row[6]) for row in hours])
    dew = np.array([float(row[7]) for row in hours])
    humidity = np.array([float(row[8]) for row in hours])
    wind = np.array([float(row[21]) for row in hours])
    month = np.array([int(row[1]) for row in hours])
    assert abs(dry.mean() - 16.4) <= 0.05
    assert 5.0 < dry[month == 1].mean() < 8.5
    assert 22.5 < dry[month == 7].mean() < 25.0
    assert np.all(dew < dry)
    assert 0 < np.count_nonzero(humidity == 999.0) < 100
    assert 0 < np.count_nonzero(wind == 999.0) < 100
    assert np.all(humidity[humidity != 999.0] <= 100.0)
    assert 1.5 < wind[wind != 999.0].mean() < 3.5


def test_the_hours_of_the_year_are_in_order(sample: Path) -> None:
    rows = (sample / "yunling.epw").read_text(encoding="ascii").splitlines()[8:]
    hours = [tuple(int(value) for value in row.split(",")[1:4]) for row in rows]
    assert hours == sorted(set(hours))
    assert hours[0] == (1, 1, 1)
    assert hours[-1] == (12, 31, 24)


def test_the_sun_shines_by_day_only(sample: Path) -> None:
    rows = [row.split(",") for row in (sample / "yunling.epw").read_text(encoding="ascii").splitlines()[8:]]
    for row in rows:
        hour, whole, direct, diffuse = int(row[3]), float(row[13]), float(row[14]), float(row[15])
        assert whole == 0.0 or 6 <= hour <= 21
        assert 0.0 <= diffuse <= whole + 1.0
        assert 0.0 <= direct < 1_100.0
    assert max(float(row[13]) for row in rows) > 700.0


def test_the_tile_has_heights_everywhere(tile: NDArray[np.float64]) -> None:
    assert tile.min() > 1_000.0
    assert tile.max() < 2_200.0


def test_the_list_of_places(sample: Path) -> None:
    with (sample / "places.csv").open(encoding="utf-8", newline="") as file:
        places = list(csv.DictReader(file))
    assert {row["kind"] for row in places} == {"scenic", "village"}
    for row in places:
        assert 104.78 < float(row["lon"]) < 104.98
        assert 24.82 < float(row["lat"]) < 24.97


def test_the_briefs_name_files_that_are_there(sample: Path) -> None:
    briefs = sorted(sample.glob("*.toml"))
    assert {brief.name for brief in briefs} >= {
        "riverside-half-marathon.toml",
        "point-to-point-10km.toml",
        "two-lap-marathon.toml",
    }
    for brief in briefs:
        region = tomllib.loads(brief.read_text(encoding="utf-8"))["region"]
        named = [name for key in ("osm", "elevation", "weather", "places") for name in region.get(key, [])]
        assert named
        assert all((sample / name).is_file() for name in named)
