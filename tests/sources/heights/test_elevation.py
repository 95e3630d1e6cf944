"""Elevation files: what is read exactly, what is filled, and what is refused and how."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import osmium
import pyproj
import pytest
from rasterio.transform import Affine

from courseplanner.base.errors import ElevationError
from courseplanner.measure.ground.heights import heights_at
from courseplanner.sources.heights.elevation import read_terrain
from courseplanner.sources.heights.elevation_checks import FARTHEST_FROM_KNOWN_M
from courseplanner.sources.heights.elevation_file import FILL_REACH
from courseplanner.sources.heights.osm_heights import KnownHeights, known_heights, metres_of
from sources.rasters import BOX, corner_at, tile_bytes, write_raster

VRT = """<VRTDataset rasterXSize="60" rasterYSize="60"><VRTRasterBand dataType="Float32" band="1">
<SimpleSource><SourceFilename>{path}</SourceFilename><SourceBand>1</SourceBand></SimpleSource>
</VRTRasterBand></VRTDataset>"""
"""A raster that only points at another, which may lie on a network."""

LON = np.array([9.0213, 9.03, 9.0387])
LAT = np.array([47.0391, 47.03, 47.0222])


def plane(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    return 500.0 + 4_000.0 * (lon - 9.0) - 2_500.0 * (lat - 47.0)


def centres(transform: Affine, rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
    column, row = np.meshgrid(np.arange(columns) + 0.5, np.arange(rows) + 0.5)
    return (
        transform.a * column + transform.b * row + transform.c,
        transform.d * column + transform.e * row + transform.f,
    )


def refused(path: Path, *words: str, known: KnownHeights | None = None) -> None:
    with pytest.raises(ElevationError) as caught:
        read_terrain([path], BOX, known=known)
    message = str(caught.value)
    assert str(path) in message
    assert [word for word in words if word not in message] == []
    assert "\n" not in message


def test_a_plane_comes_back_between_the_cells(tmp_path: Path) -> None:
    where = corner_at(9.0, 47.06)
    path = write_raster(tmp_path / "plane.tif", plane(*centres(where, 60, 60)))
    found = heights_at(read_terrain([path], BOX), LON, LAT)
    assert found.height_m == pytest.approx(plane(LON, LAT), abs=0.01)
    assert not found.filled.any()


@pytest.mark.parametrize("degrees", [0.0, 17.0])
def test_a_raster_in_metres_and_one_that_is_turned_come_back_too(tmp_path: Path, degrees: float) -> None:
    to_utm = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32632", always_xy=True)
    x, y = to_utm.transform(9.03, 47.03)
    where = (
        Affine.translation(x, y)
        @ Affine.rotation(degrees)
        @ Affine.scale(30.0, -30.0)
        @ Affine.translation(-100, -100)
    )
    east, north = centres(where, 200, 200)
    path = write_raster(
        tmp_path / "utm.tif",
        700.0 + 0.02 * (east - x) - 0.03 * (north - y),
        crs="EPSG:32632",
        transform=where,
    )
    at_x, at_y = to_utm.transform(LON, LAT)
    found = heights_at(read_terrain([path], BOX), LON, LAT)
    assert found.height_m == pytest.approx(700.0 + 0.02 * (at_x - x) - 0.03 * (at_y - y), abs=0.01)


def test_two_rasters_that_abut_leave_no_gap_and_the_finer_one_wins(tmp_path: Path) -> None:
    west = write_raster(tmp_path / "west.tif", 500.0, transform=corner_at(8.97, 47.06))
    east = write_raster(tmp_path / "east.tif", 510.0, transform=corner_at(9.03, 47.06))
    fine = write_raster(tmp_path / "fine.tif", 505.0, transform=corner_at(9.035, 47.04, 0.0001))
    terrain = read_terrain([west, east, fine], BOX)
    lon = np.array([9.02, 9.0299, 9.03, 9.0301, 9.0355])
    found = heights_at(terrain, lon, np.full(5, 47.0375))
    assert found.height_m.tolist() == [500.0, 500.0, 500.0, 510.0, 505.0]


def test_small_voids_are_filled_and_counted_and_large_ones_stay(tmp_path: Path) -> None:
    heights = np.full((60, 60), 500.0)
    heights[25, 30] = -9999.0
    small = read_terrain([write_raster(tmp_path / "small.tif", heights)], BOX)
    assert small.provenance[0].counts["voids"] == small.provenance[0].counts["voids_filled"] == 1
    found = heights_at(small, np.array([9.0305, 9.0255]), np.array([47.0345, 47.0345]))
    assert found.height_m.tolist() == [500.0, 500.0]
    assert found.filled.tolist() == [True, False]

    side = 3 * FILL_REACH
    heights = np.full((200, 200), 500.0)
    heights[70 : 70 + side, 70 : 70 + side] = -9999.0
    where = corner_at(9.0, 47.06, 0.0003)
    large = read_terrain([write_raster(tmp_path / "large.tif", heights, transform=where)], BOX)
    counts = large.provenance[0].counts
    assert 0 < counts["voids_filled"] < counts["voids"]
    middle = np.array([9.0 + 100 * 0.0003]), np.array([47.06 - 100 * 0.0003])
    assert np.isnan(heights_at(large, *middle).height_m).all()


def test_feet_that_are_declared_are_turned_into_metres(tmp_path: Path) -> None:
    terrain = read_terrain([write_raster(tmp_path / "feet.tif", 1_000.0, unit="ft")], BOX)
    assert heights_at(terrain, LON, LAT).height_m == pytest.approx(304.8, abs=1e-3)
    assert terrain.provenance[0].counts["feet"] == 1


def test_scale_and_offset_of_a_raster_are_obeyed(tmp_path: Path) -> None:
    import rasterio

    path = write_raster(tmp_path / "scaled.tif", 4_000.0, dtype="int16")
    with rasterio.open(path, "r+") as raster:
        raster.scales, raster.offsets = (0.1,), (50.0,)
    assert heights_at(read_terrain([path], BOX), LON, LAT).height_m == pytest.approx(450.0, abs=1e-3)


def test_a_tile_lies_on_whole_arc_seconds_whether_packed_or_not(tmp_path: Path) -> None:
    lon, lat = np.meshgrid(9.0 + np.arange(1201) / 1200.0, 48.0 - np.arange(1201) / 1200.0)
    data = tile_bytes(np.rint(plane(lon, lat) / 10.0) * 10)
    tile = tmp_path / "N47E009.hgt"
    tile.write_bytes(data)
    packed = tmp_path / "N47E009.hgt.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("N47E009.hgt", data)
    corner = np.array([9.0 + 37 / 1200.0]), np.array([47.0 + 36 / 1200.0])
    for path in (tile, packed):
        found = heights_at(read_terrain([path], BOX), *corner).height_m
        assert found == pytest.approx(np.rint(plane(*corner) / 10.0) * 10.0, abs=1e-3)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["N47E009.hgt", "N47E009.hgt.zip"]


def test_a_file_beside_the_region_is_left_out_where_another_covers_it(tmp_path: Path) -> None:
    beside = write_raster(tmp_path / "beside.tif", transform=corner_at(12.0, 47.06))
    terrain = read_terrain(
        [beside, write_raster(tmp_path / "over.tif")], BOX, roads=(np.append(LON, 9.2), np.append(LAT, 47.03))
    )
    assert terrain.provenance[0].counts["cells"] == 0
    assert len(terrain.grids) == 1
    assert terrain.provenance[0].counts["road_nodes"] == 4
    assert terrain.provenance[0].counts["road_nodes_without_height"] == 1


def test_files_that_are_no_heights_of_this_place_are_refused(tmp_path: Path) -> None:
    refused(tmp_path / "missing.tif", "no such file")
    refused(tmp_path, "folder")
    (tmp_path / "words.tif").write_text("not a raster", "utf-8")
    refused(tmp_path / "words.tif", "not a readable raster")
    other = write_raster(tmp_path / "other.tif")
    (tmp_path / "points.tif").write_text(VRT.format(path=other), "utf-8")
    refused(tmp_path / "points.tif", "not a readable raster")
    (tmp_path / "heights.txt").write_text("1 2 3", "utf-8")
    refused(tmp_path / "heights.txt", "this kind of file")
    beside = write_raster(tmp_path / "beside.tif", transform=corner_at(12.0, 47.06))
    refused(beside, "no heights lie over the region", "9.02 to 9.04")
    refused(write_raster(tmp_path / "crs.tif", crs=None), "no coordinate system")
    refused(write_raster(tmp_path / "voids.tif", -9999.0), "nothing but voids")
    refused(write_raster(tmp_path / "rgb.tif", np.zeros((3, 60, 60)), dtype="uint8", nodata=None), "3 bands")
    refused(
        write_raster(tmp_path / "slope.tif", 12.0, description="Slope in degrees"), "something else", "Slope"
    )
    refused(write_raster(tmp_path / "kelvin.tif", 280.0, unit="K"), "not a unit of height")
    refused(write_raster(tmp_path / "high.tif", 30_000.0), "30000", "not heights")
    refused(write_raster(tmp_path / "deep.tif", -460.0), "-460", "not heights")


def test_heights_far_from_those_of_the_map_are_refused(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "flat.tif", 500.0)
    off_m = FARTHEST_FROM_KNOWN_M
    near = KnownHeights(LON, LAT, np.full(3, 500.0 - off_m + 1.0))
    assert read_terrain([path], BOX, known=near).grids
    refused(path, "201 m off", known=KnownHeights(LON, LAT, np.full(3, 500.0 - off_m - 1.0)))
    few = KnownHeights(LON[:2], LAT[:2], np.full(2, 5_000.0))
    assert read_terrain([path], BOX, known=few).grids


def test_broken_tiles_are_refused(tmp_path: Path) -> None:
    cut = tmp_path / "N47E009.hgt"
    cut.write_bytes(b"\0" * 5_000)
    refused(cut, "5000 bytes", "cut off")
    named = tmp_path / "heights.hgt"
    named.write_bytes(b"\0" * 2 * 1201 * 1201)
    refused(named, "does not tell where", "N42E001.hgt")
    broken = tmp_path / "N47E009.hgt.zip"
    broken.write_bytes(b"PK\x03\x04 and then nothing")
    refused(broken, "not a ZIP file")
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("readme.txt", "nothing here")
    refused(broken, "holds 0 files")


def test_a_raster_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "cut.tif", np.random.default_rng(1).normal(500.0, 9.0, (60, 60)))
    path.write_bytes(path.read_bytes()[:6_000])
    refused(path, "damaged")


@pytest.mark.parametrize(
    ("tag", "height_m"),
    [
        ("1378", 1378.0),
        ("1378.5 m", 1378.5),
        ("-12", -12.0),
        ("12,5", 12.5),
        ("4000 ft", None),
        ("hill", None),
        ("", None),
    ],
)
def test_heights_of_the_map_are_metres_or_nothing(tag: str, height_m: float | None) -> None:
    assert metres_of(tag) == height_m


def test_andorra_gets_a_height_at_every_node_of_its_roads(shared_data: Path) -> None:
    osm = shared_data / "osm" / "andorra.osm.pbf"
    tiles = [shared_data / "dem" / name for name in ("N42E001.hgt.zip", "N41E001.hgt.zip")]
    known = known_heights([osm])
    assert len(known.lon) > 20
    terrain = read_terrain(tiles, (1.4088, 42.4171, 1.8165, 42.6943), known=known)
    nodes: dict[int, tuple[float, float]] = {}
    for way in (
        osmium.FileProcessor(str(osm)).with_locations().with_filter(osmium.filter.KeyFilter("highway"))
    ):
        if isinstance(way, osmium.osm.Way):
            nodes |= {node.ref: (node.lon, node.lat) for node in way.nodes if node.location.valid()}
    lon, lat = np.array(list(nodes.values())).T
    found = heights_at(terrain, lon, lat)
    assert not np.isnan(found.height_m).any()
    assert int(found.filled.sum()) == 42
    (grid,) = terrain.grids
    a, b, c, d, e, f = grid.to_cell
    nearest = np.rint(d * lon + e * lat + f).astype(int), np.rint(a * lon + b * lat + c).astype(int)
    assert int(grid.was_void[nearest].sum()) == 6


def test_a_second_reader_gives_the_same_heights(shared_data: Path) -> None:
    """scipy on the raw bytes of the tile, far from any void."""
    from scipy.interpolate import RegularGridInterpolator

    path = shared_data / "dem" / "N42E001.hgt.zip"
    with zipfile.ZipFile(path) as archive:
        data = (
            np.frombuffer(archive.read(archive.namelist()[0]), dtype=">i2").reshape(1201, 1201).astype(float)
        )
    random = np.random.default_rng(2)
    lon, lat = random.uniform(1.42, 1.78, 500), random.uniform(42.43, 42.65, 500)
    theirs = RegularGridInterpolator(
        (42.0 + np.arange(1201) / 1200.0, 1.0 + np.arange(1201) / 1200.0), data[::-1]
    )
    ours = heights_at(read_terrain([path], (1.41, 42.42, 1.79, 42.66)), lon, lat)
    clear = ~ours.filled
    assert clear.sum() > 450
    assert ours.height_m[clear] == pytest.approx(theirs(np.column_stack((lat, lon)))[clear], abs=0.01)
