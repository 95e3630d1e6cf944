"""Times the app from the start of its process, and finds what stalls its event loop.

Each file is opened as `courseplanner app FILE` opens it, in a fresh process without a screen: once to warm
the disk and the kernels, then `RUNS` times. Seconds are medians, from the start of the process to: the first
paint of the window, the page of the map ready, the basemap painted (the map is usable from then on), and the
plan done. A stall is the longest time for which the event loop was not served, the worst of all runs: on the
clock / our own (`tests/ui/watchdog.py` says what that is). Peak memory is that of the window's process, of
the engine's, and of Chromium's together. Asked: the sample and Liechtenstein usable within 3 s, Heidelberg
and Monaco within 6 s, no stall above 100 ms, and nothing refused. Run by `make bench`.

`--stalls` tells of each stall above 40 ms of our own what ran meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "osm"
BRIEFS = ROOT / "tests" / "briefs"
CASES = (
    (ROOT / "sample_data" / "riverside-half-marathon.toml", None, 3),
    (DATA / "liechtenstein.osm.pbf", BRIEFS / "liechtenstein.toml", 3),
    (DATA / "heidelberg.osm.pbf", BRIEFS / "heidelberg.toml", 6),
    (DATA / "monaco.osm.pbf", BRIEFS / "monaco.toml", 6),
)
"""What is opened, the brief whose figures are then put in and planned, and the seconds that are allowed."""
RUNS = 3
MOMENTS = ("window", "page", "map", "plan")
PHASES = ("loading", "planning")
MEMORIES = ("window", "engine", "chromium")
_TOLD_MS = 40.0
_LONGEST_S = 300


def _measured(file: Path, brief: Path | None) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "found.json"
        paths = (str(ROOT / "tests"), os.environ.get("PYTHONPATH"))
        given = {
            "QT_QPA_PLATFORM": "offscreen",
            "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
            "COURSEPLANNER_SETTINGS": str(Path(folder) / "settings.json"),
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        }
        command = [sys.executable, str(Path(__file__).with_name("watched_app.py")), str(file)]
        command += ["--out", str(out), "--began", str(time.monotonic())]
        command += [] if brief is None else ["--brief", str(brief)]
        environment = {**os.environ, **given}
        done = subprocess.run(
            command, env=environment, check=False, timeout=_LONGEST_S, stderr=subprocess.PIPE
        )
        if done.returncode != 0 or not out.exists():
            sys.stderr.buffer.write(done.stderr)
            raise SystemExit(f"{file.name}: the app ended with {done.returncode}")
        return dict(json.loads(out.read_text("utf-8")))


def _row(name: str, allowed_s: int, runs: list[dict[str, Any]]) -> str:
    cells = [f"{name:28}", f"{allowed_s:5}"]
    cells += [f"{statistics.median(run['moments'][moment] for run in runs):6.2f}" for moment in MOMENTS]
    for phase in PHASES:
        stalls = [stall for run in runs for stall in run["stalls"][phase]]
        wall_ms, own_ms = (max((stall[which] for stall in stalls), default=0) for which in (0, 1))
        cells.append(f"{f'{wall_ms:.0f}/{own_ms:.0f}':>9}")
    cells.append(f"{sum(len(run['refused']) for run in runs):7}")
    cells += [f"{max(run['memory_mb'][part] for run in runs):8.0f}" for part in MEMORIES]
    return " ".join(cells)


def _print_stalls(runs: list[dict[str, Any]]) -> None:
    for number, run in enumerate(runs, 1):
        for phase, stalls in run["stalls"].items():
            for _, own_ms, words in stalls:
                if own_ms >= _TOLD_MS:
                    print(f"run {number}, {phase}, {words}")


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--stalls", action="store_true", help="tell of the longer stalls")
    parser.add_argument("--only", default="", metavar="WORD", help="a part of the file's name")
    options = parser.parse_args()
    print(f"{'':28} {'asked':>5} {'seconds to':>27} {'longest stall, ms':>19} {'':7} {'peak memory, MB':>26}")
    heads = [
        f"{'file':28}",
        f"{'s':>5}",
        *(f"{head:>6}" for head in MOMENTS),
        *(f"{head:>9}" for head in PHASES),
    ]
    print(" ".join([*heads, f"{'refused':>7}", *(f"{head:>8}" for head in MEMORIES)]))
    for file, brief, allowed_s in CASES:
        if options.only not in file.name:
            continue
        if not file.is_file():
            print(f"{file.name:28} skipped: not in {file.parent}")
            continue
        _measured(file, brief)
        runs = [_measured(file, brief) for _ in range(RUNS)]
        print(_row(file.name, allowed_s, runs), flush=True)
        if options.stalls:
            _print_stalls(runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
