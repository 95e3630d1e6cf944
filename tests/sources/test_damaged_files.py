"""Files that carry a checksum are held to it: damage is refused, and never read as something else."""

from __future__ import annotations

import bz2
import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import osmium
import pytest
import rasterio
from affine import Affine

from campaign.damages import damaged, outcomes
from campaign.size import many
from courseplanner.base.errors import ElevationError, OsmFileError
from courseplanner.sources.heights.elevation_file import read_grid
from courseplanner.sources.region import read_region

TESTS = Path(__file__).parents[1]
_CELLS = 300


def zipped_tile(sample: Path, _folder: Path) -> Path:
    return sample / "N24E104.hgt.zip"


def deflated_tiles(_sample: Path, folder: Path) -> Path:
    """A GeoTIFF in tiles, of which those at the edge are cut: libtiff never comes to their checksums."""
    draw = np.random.default_rng(0)
    heights_m = 1_500.0 + np.cumsum(np.cumsum(draw.normal(0.0, 0.1, (_CELLS, _CELLS)), 0), 1)
    path = folder / "heights.tif"
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        height=_CELLS,
        width=_CELLS,
        count=1,
        dtype="float32",
        crs="EPSG:4326",
        transform=Affine(1.0 / _CELLS, 0.0, 104.0, 0.0, -1.0 / _CELLS, 25.0),
        compress="deflate",
        tiled=True,
        blockxsize=256,
        blockysize=256,
    ) as dataset:
        dataset.write(heights_m.astype("float32"), 1)
    return path


def gzipped_map(_sample: Path, folder: Path) -> Path:
    path = folder / "town.osm.gz"
    path.write_bytes(gzip.compress(_map_xml()))
    return path


def bzipped_map(_sample: Path, folder: Path) -> Path:
    path = folder / "town.osm.bz2"
    path.write_bytes(bz2.compress(_map_xml()))
    return path


def map_in_blobs(_sample: Path, folder: Path) -> Path:
    plain, path = folder / "plain.osm", folder / "town.osm.pbf"
    plain.write_bytes(_map_xml())
    with osmium.SimpleWriter(str(path)) as writer:
        for one in osmium.FileProcessor(str(plain)):
            writer.add(one)
    return path


def _map_xml() -> bytes:
    """Give blocks of streets, with noise in their names that does not pack away."""
    draw = np.random.default_rng(1)
    nodes = [
        f'<node id="{1 + 20 * row + column}" version="1" lat="{47 + row / 500}" lon="{9 + column / 400}"/>'
        for row in range(20)
        for column in range(20)
    ]
    ways = [
        f'<way id="{1 + row}" version="1">'
        + "".join(f'<nd ref="{1 + 20 * row + column}"/>' for column in range(20))
        + f'<tag k="highway" v="residential"/><tag k="name" v="{draw.bytes(20).hex()}"/></way>'
        for row in range(20)
    ]
    up = [
        f'<way id="{101 + column}" version="1">'
        + "".join(f'<nd ref="{1 + 20 * row + column}"/>' for row in range(20))
        + '<tag k="highway" v="tertiary"/></way>'
        for column in range(20)
    ]
    return ("<osm version='0.6'>" + "".join((*nodes, *ways, *up)) + "</osm>").encode()


@pytest.mark.parametrize("make", [zipped_tile, deflated_tiles, gzipped_map, bzipped_map, map_in_blobs])
def test_damage_is_refused_and_never_read_as_something_else(
    make: Callable[[Path, Path], Path], sample: Path, tmp_path: Path
) -> None:
    good = make(sample, tmp_path)
    files = [good]
    for number, content in enumerate(damaged(good.read_bytes(), many(30, 240), many(20, 160), 7)):
        files.append(tmp_path / str(number) / good.name)
        files[-1].parent.mkdir()
        files[-1].write_bytes(content)
    sound, *found = outcomes(files, TESTS)
    assert sound != "refused"
    assert len(found) == len(files) - 1
    # Some bytes of a container say nothing: a time of its directory, a kind of system.
    assert set(found) <= {"refused", sound}
    assert found.count("refused") > 0.9 * len(found)


def test_a_flipped_bit_in_a_tile_is_named(shared_data: Path) -> None:
    tile = shared_data / "field" / "damaged" / "hgt-zip-silent" / "N24E104.hgt.zip"
    with pytest.raises(ElevationError, match="damaged"):
        read_grid(tile, (104.0, 24.0, 105.0, 25.0))


def test_notes_that_macos_puts_into_archives_are_no_tile(sample: Path, tmp_path: Path) -> None:
    plain, noted = sample / "N24E104.hgt.zip", tmp_path / "N24E104.hgt.zip"
    noted.write_bytes(plain.read_bytes())
    with zipfile.ZipFile(noted, "a") as archive:
        archive.writestr("__MACOSX/._N24E104.hgt", b"notes")
    box = (104.2, 24.2, 104.3, 24.3)
    (found, _), (wanted, _) = read_grid(noted, box), read_grid(plain, box)
    assert found is not None
    assert wanted is not None
    assert np.array_equal(found.heights_m, wanted.heights_m)


@pytest.mark.parametrize("cut", [1, 2, 3, 4, 10, 1_000])
def test_a_map_in_blobs_that_ends_within_one_is_cut_off(cut: int, sample: Path, tmp_path: Path) -> None:
    whole = map_in_blobs(sample, tmp_path).read_bytes()
    (tmp_path / "cut.osm.pbf").write_bytes(whole[:-cut])
    (tmp_path / "tail.osm.pbf").write_bytes(whole + bytes(cut))
    for name in ("cut.osm.pbf", "tail.osm.pbf"):
        with pytest.raises(OsmFileError, match=r"cut off|damaged"):
            read_region([tmp_path / name])


def test_the_tile_of_another_place_is_refused(sample: Path, tmp_path: Path) -> None:
    moved = tmp_path / "N25E104.hgt.zip"
    moved.write_bytes((sample / "N24E104.hgt.zip").read_bytes())
    with pytest.raises(ElevationError, match="another place: N24E104"):
        read_grid(moved, (104.0, 25.0, 105.0, 26.0))
