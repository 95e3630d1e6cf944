"""Makes the demonstration region again, byte for byte: `python sample_data/make_sample.py`.

The valley is invented; see `README.md` beside this file.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from make.lists import write_places
from make.pack import write_zip
from make.relief import TILE, tile_bytes
from make.weather import write_epw
from make.world import built, osm_of

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Write the OSM file, the elevation tile, the weather year and the list of places."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="the folder to write to")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    world = built()
    osm = osm_of(world)
    osm.write(out / "yunling.osm")
    write_zip(out / f"{TILE}.hgt.zip", f"{TILE}.hgt", tile_bytes(world.terrain, world.lines), (2, 2_402))
    write_epw(out / "yunling.epw")
    write_places(out / "places.csv", world.valley, osm)


if __name__ == "__main__":
    main()
