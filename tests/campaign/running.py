"""Plans the cases through the command line, and judges what was written."""

from __future__ import annotations

import contextlib
import io
import json
import statistics
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from courseplanner.cli import main as cli
from oracle import judge_empty_run, judge_run

from .cases import Case, cases_of

__all__ = ["Outcome", "run_case", "run_extract", "table_of"]

_EXIT_NONE_FITS = 3


@dataclass(frozen=True)
class Outcome:
    """What came of a case.

    Parameters
    ----------
    name, extract, distance, shape : str
    status : str
        `solved`, `none` (exit 3) or `failed`.
    words : str
        What was said where it was not solved.
    faults : tuple of str
        By the independent check.
    candidates : int
    worst_mm : float
        The largest difference of a length, as stated, from the target.
    repeated : float
        Median.
    seconds : float
    """

    name: str
    extract: str
    distance: str
    shape: str
    status: str
    words: str
    faults: tuple[str, ...]
    candidates: int = 0
    worst_mm: float = 0.0
    repeated: float = 0.0
    seconds: float = 0.0


def run_extract(osm: Path, distances: tuple[str, ...], of_each: int, saved: Path | None) -> list[Outcome]:
    """Run all cases of an extract.

    Parameters
    ----------
    osm : Path
    distances, of_each
        As for `cases_of`.
    saved : Path or None
        The briefs of cases that were not solved, or have faults, are written into this folder.
    """
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        for case in cases_of(osm, distances, of_each):
            outcomes.append(run_case(case, Path(folder)))
            if saved is not None and (outcomes[-1].status != "solved" or outcomes[-1].faults):
                case.write(saved, case.name.replace(" ", "-") + ".toml")
    return outcomes


def run_case(case: Case, folder: Path) -> Outcome:
    """Plan one case and judge it."""
    brief, out = case.write(folder), folder / "out"
    begin = time.perf_counter()
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        status = cli.main(["plan", str(brief), "--out", str(out), "--quiet"])
    seconds = time.perf_counter() - begin
    name = (case.name, case.osm.name.partition(".")[0], case.distance, case.shape)
    words = " ".join(said.getvalue().split())
    if status == _EXIT_NONE_FITS:
        return Outcome(*name, "none", words, tuple(judge_empty_run(out)), seconds=seconds)
    if status != 0:
        return Outcome(*name, "failed", words, (f"exit {status}",), seconds=seconds)
    faults = tuple(judge_run(brief, out))
    found = json.loads((out / "candidates.json").read_bytes())["candidates"]
    lengths = [one["length"] for one in found]
    return Outcome(
        *name, "solved", "", faults, len(found),
        1000.0 * max(abs(one["course_m"] - one["target_m"]) for one in lengths),
        statistics.median(one["shares"]["repeated"] for one in found), seconds,
    )  # fmt: skip


def table_of(outcomes: Iterable[Outcome]) -> str:
    """Lay out what came of all cases, by extract and shape."""
    heading = (
        f"{'extract':14} {'shape':16} {'cases':>6} {'solved':>7} {'none':>5} {'failed':>7} {'faults':>7} "
        f"{'candidates':>10} {'repeated':>9} {'median s':>8}"
    )
    rows = [heading]
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for one in outcomes:
        groups.setdefault((one.extract, one.shape), []).append(one)
        groups.setdefault(("all", ""), []).append(one)
    everything = groups.pop(("all", ""), [])
    for (extract, shape), of_group in [*groups.items(), (("all", ""), everything)]:
        if not of_group:
            continue
        solved = [one for one in of_group if one.status == "solved"]
        counts = [sum(one.status == status for one in of_group) for status in ("solved", "none", "failed")]
        rows.append(
            f"{extract:14} {shape:16} {len(of_group):6} {counts[0]:7} {counts[1]:5} {counts[2]:7} "
            f"{sum(len(one.faults) for one in of_group):7} "
            f"{statistics.mean(one.candidates for one in solved) if solved else 0.0:10.1f} "
            f"{statistics.median(one.repeated for one in solved) if solved else 0.0:9.2%} "
            f"{statistics.median(one.seconds for one in of_group):8.1f}"
        )
    return "\n".join(rows) + "\n"
