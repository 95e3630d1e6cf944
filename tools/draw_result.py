"""Draws what a plan found on its map: `python tools/draw_result.py OSM OUT_DIR PICTURE.svg`.

The first candidate stands large, the others small beside it. The same input
gives the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from picture.basemap import read_basemap
from picture.result import read_candidates
from picture.sheet import draw_sheet, ground_box


def main(arguments: list[str] | None = None) -> int:
    """Draw the picture.

    Parameters
    ----------
    arguments : list of str, optional
        Those of the command line where not given.

    Returns
    -------
    int
        Exit status: 0 drawn, 1 where the folder holds no candidate.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("osm", type=Path, help="the OSM file that the plan was made on")
    parser.add_argument("out_dir", type=Path, help="the folder that `courseplanner plan` wrote")
    parser.add_argument("picture", type=Path, help="the SVG to write")
    parser.add_argument("--title", default="Candidate courses", help="what stands above the map")
    asked = parser.parse_args(arguments)
    candidates = read_candidates(asked.out_dir)
    if not candidates:
        print(f"{asked.out_dir}: holds no candidate", file=sys.stderr)
        return 1
    drawing = draw_sheet(read_basemap(asked.osm, ground_box(candidates)), candidates, asked.title)
    asked.picture.parent.mkdir(parents=True, exist_ok=True)
    asked.picture.write_text(drawing + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
