"""Times `courseplanner plan` on the sample and on the real extracts, as whole commands.

Each brief is planned once to compile kernels and warm the disk, then `RUNS` times;
the medians are printed, with the length error of the written GPX measured anew by
`pyproj.Geod`, the largest part that two candidates share, and what the independent
check of the tests finds wrong. Run by `make bench`.
"""

from __future__ import annotations

import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pyproj

from courseplanner.measure.geometry.geodesy import Plane
from courseplanner.measure.geometry.overlap import shared_m, trace

ROOT = Path(__file__).resolve().parents[2]
BRIEFS = (
    "sample_data/riverside-half-marathon.toml",
    "sample_data/point-to-point-10km.toml",
    "sample_data/two-lap-marathon.toml",
    "tests/briefs/liechtenstein.toml",
    "tests/briefs/liechtenstein-eight-villages.toml",
    "tests/briefs/andorra.toml",
    "tests/briefs/andorra-heights.toml",
    "tests/briefs/monaco.toml",
    "tests/briefs/monaco-heights.toml",
    "tests/briefs/guixi.toml",
    "tests/briefs/heidelberg.toml",
)
RUNS = 3
_GPX = "{http://www.topografix.com/GPX/1/1}"


def _plan(brief: Path, out: Path) -> tuple[float, int, float]:
    """Run the command: its seconds, exit status and peak memory in MB."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "courseplanner", "plan", str(brief), "--out", str(out), "--quiet"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - begin, process.returncode, usage.ru_maxrss / 1024


def _line(gpx: Path) -> np.ndarray:
    """Read a course: longitude, latitude, and height or NaN, one row each."""
    points = list(ET.parse(gpx).iter(f"{_GPX}trkpt"))
    return np.array(
        [
            (point.attrib["lon"], point.attrib["lat"], point.findtext(f"{_GPX}ele") or "nan")
            for point in points
        ],
        dtype=np.float64,
    ).T


def _length_m(line: np.ndarray) -> float:
    """Measure a course as written: on the ground where it has heights, else on the ellipsoid."""
    lon, lat, height_m = line
    length_m = np.array(pyproj.Geod(ellps="WGS84").line_lengths(lon, lat))
    if np.isnan(height_m).any():
        return float(length_m.sum())
    middle_m = (height_m[1:] + height_m[:-1]) / 2.0
    return float(np.hypot(length_m * (1.0 + middle_m / 6_371_008.8), np.diff(height_m)).sum())


def _worst_mm(lines: list[np.ndarray], target_m: float) -> float:
    return 1000 * max(abs(_length_m(line) - target_m) for line in lines)


def _most_shared(lines: list[np.ndarray]) -> float:
    """Find the largest part of a course that runs on the ground of another."""
    if len(lines) < 2:
        return 0.0
    plane = Plane(lines[0][0][0], lines[0][1][0])
    traces = [trace(*plane.xy(lon, lat)) for lon, lat, _ in lines]
    return max(shared_m(a, b) / float(a.step_m.sum()) for a, b in itertools.permutations(traces, 2))


def _faults(brief: Path, out: Path) -> int:
    check = [sys.executable, "-m", "oracle", str(brief), str(out)]
    found = subprocess.run(check, cwd=ROOT / "tests", capture_output=True, text=True, check=False)
    return int(found.stdout.rsplit("faults", 1)[0].split()[-1]) if "faults" in found.stdout else -1


def main() -> int:
    """Print the table."""
    print(
        f"{'brief':32} {'whole s':>8} {'load s':>7} {'search s':>8} {'peak MB':>8} {'found':>6} "
        f"{'error mm':>9} {'shared':>7} {'repeated':>9} {'faults':>7}"
    )
    for name in BRIEFS:
        brief = ROOT / name
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            if _plan(brief, out)[1] not in (0, 3):
                print(f"{brief.stem:32} skipped: the data is not here")
                continue
            runs = [_plan(brief, out) for _ in range(RUNS)]
            data = json.loads((out / "candidates.json").read_text(encoding="utf-8"))
            elapsed = data["elapsed_s"]
            candidates = data["candidates"]
            lines = [_line(out / candidate["files"]["gpx"]) for candidate in candidates]
            worst_mm = _worst_mm(lines, candidates[0]["length"]["target_m"])
            repeated = statistics.median([one["shares"]["repeated"] for one in candidates])
            short = [unmet for unmet in data["unmet"] if unmet["requirement"] == "candidates"]
            asked = short[0]["asked"] if short else len(candidates)
            print(
                f"{brief.stem:32} {statistics.median(run[0] for run in runs):8.2f} {elapsed['load']:7.2f} "
                f"{elapsed['search']:8.2f} {max(run[2] for run in runs):8.0f} "
                f"{len(candidates):>3}/{asked:<2} {worst_mm:9.2f} {_most_shared(lines):7.0%} {repeated:9.2%} "
                f"{_faults(brief, out):7}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
