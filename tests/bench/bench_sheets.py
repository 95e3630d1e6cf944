"""Times the sheets of paper of planned courses, and says how large they are and what covers what.

*First*: in a process of its own, with the libraries and the typeface still to be loaded. Run by `make bench`.
"""

from __future__ import annotations

import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from courseplanner.base.progress import Progress  # noqa: E402
from courseplanner.brief.read import read_brief  # noqa: E402
from courseplanner.export.course_package import CoursePackage  # noqa: E402
from courseplanner.export.formats import exporters  # noqa: E402
from courseplanner.export.sheet.checklist.checklist import checklist_of  # noqa: E402
from courseplanner.workflow import package_of, plan  # noqa: E402
from sheet_faults import covered_names  # noqa: E402

BRIEFS = (
    ("sample_data/riverside-half-marathon.toml", None),
    ("sample_data/point-to-point-10km.toml", None),
    ("sample_data/two-lap-marathon.toml", None),
    ("tests/briefs/liechtenstein.toml", None),
    ("tests/briefs/andorra-heights.toml", None),
    ("tests/briefs/monaco.toml", None),
    ("tests/briefs/guixi.toml", None),
    ("tests/briefs/heidelberg.toml", None),
    ("tests/briefs/heidelberg.toml", "marathon"),
)
SHEETS = ("certification-map", "police-map", "runners-map", "poster", "schematic")
RUNS = 3
_ONE_SHEET = """
import pickle, sys, time
with open(sys.argv[1], "rb") as file:
    dossier = pickle.load(file)
begin = time.perf_counter()
from courseplanner.export.formats import exporters
exporters()[sys.argv[2]].write(dossier)
print(time.perf_counter() - begin)
"""


def _dossier(name: str, distance: str | None) -> CoursePackage:
    brief = read_brief(ROOT / name)
    if distance is not None:
        event = brief.event.model_copy(update={"distance": distance})
        brief = brief.model_copy(update={"event": event})
    result = plan(brief, Progress())
    return package_of(result.proposal.candidates[0], result.brief, result.ground)


def _first_s(held: Path, sheet: str) -> float:
    command = [sys.executable, "-c", _ONE_SHEET, str(held), sheet]
    return float(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout)


def main() -> None:
    """Print the table."""
    sys.stdout.write(
        f"{'course':34}{'km':>6} {'sheet':18}{'first s':>8}{'again s':>8}{'kB':>6}{'covered':>8}  checklist\n"
    )
    for name, distance in BRIEFS:
        if not all(path.exists() for path in read_brief(ROOT / name).region.osm):
            sys.stdout.write(f"{Path(name).stem}: skipped, the data is not here\n")
            continue
        package = _dossier(name, distance)
        with tempfile.TemporaryDirectory() as folder:
            held = Path(folder) / "dossier"
            held.write_bytes(pickle.dumps(package))
            for sheet in SHEETS:
                _print_row(f"{Path(name).stem} {distance or ''}", package, sheet, _first_s(held, sheet))


def _print_row(name: str, package: CoursePackage, sheet: str, first_s: float) -> None:
    seconds = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        pdf = exporters()[sheet].write(package)
        seconds.append(time.perf_counter() - begin)
    states: Counter[str] = Counter()
    if sheet == "certification-map":
        states.update(one.state.value for one in checklist_of(pdf, package))
    checklist = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    sys.stdout.write(
        f"{name:34}{package.candidate.course.course_m / 1000:6.1f} {sheet:18}{first_s:8.2f}"
        f"{statistics.median(seconds):8.2f}{len(pdf) / 1000:6.0f}{len(covered_names(pdf)):8}  {checklist}\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
