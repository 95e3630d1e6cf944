"""Times the stages of a survey, on the candidates of the sample and of a half marathon in Heidelberg.

For each brief courses are laid out once; then each route is surveyed stage by stage, warm, on one thread, and
closed again. Printed are medians over the candidates, in milliseconds of CPU. Run by `make bench`.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from courseplanner.base.progress import Progress
from courseplanner.brief.read import read_brief
from courseplanner.layout.line.ground_cache import router_for
from courseplanner.layout.search.closings import LaidWalk, closings
from courseplanner.layout.survey.survey import resolved_for, survey
from courseplanner.model.course.candidate import Candidate
from courseplanner.model.course.survey import Stage
from courseplanner.model.race import Race
from courseplanner.roads.ground import Ground, ground_of
from courseplanner.workflow import lay_out, open_region, race_of

ROOT = Path(__file__).resolve().parents[2]
BRIEFS = ("sample_data/riverside-half-marathon.toml", "tests/briefs/heidelberg.toml")
RUNS = 7
COLUMNS = ("line", "length", "route to length", "closing", "facts", "findings", "closing to findings")


def _median_ms(work: Callable[[], object]) -> float:
    """Give the median of the CPU time of some work, which is done once before."""
    work()
    found = []
    for _ in range(RUNS):
        begin = time.process_time()
        work()
        found.append(1000.0 * (time.process_time() - begin))
    return statistics.median(found)


def stages_ms(ground: Ground, race: Race, candidate: Candidate) -> tuple[float, ...]:
    """Time the stages of one course, in the order of `COLUMNS`."""
    route = candidate.route
    line = survey(ground, race, route, Stage.LINE)
    length = survey(ground, race, route, Stage.LENGTH, line)
    facts = survey(ground, race, route, Stage.FACTS, length)
    resolved, router = resolved_for(ground, race), router_for(ground)
    laid = LaidWalk((), line.walked)
    closing = _median_ms(lambda: next(closings(resolved, router, laid, lengthened=False), None))
    stages = (
        _median_ms(lambda: survey(ground, race, route, Stage.LINE)),
        _median_ms(lambda: survey(ground, race, route, Stage.LENGTH, line)),
        _median_ms(lambda: survey(ground, race, route, Stage.FACTS, length)),
        _median_ms(lambda: survey(ground, race, route, Stage.FINDINGS, facts)),
    )
    whole = _median_ms(lambda: survey(ground, race, route, Stage.LENGTH))
    return (stages[0], stages[1], whole, closing, stages[2], stages[3], closing + stages[2] + stages[3])


def main() -> int:
    """Print the table."""
    heads = "".join(f"{name:>{len(name) + 2}}" for name in COLUMNS)
    sys.stdout.write(f"{'brief':28}{'courses':>8}{heads}\n")
    for name in BRIEFS:
        brief = read_brief(ROOT / name)
        if not all(path.is_file() for path in brief.region.osm):
            sys.stdout.write(f"{Path(name).stem}: skipped, the data is not here\n")
            continue
        event = brief.event.model_copy(update={"distance": "half-marathon"})
        brief = brief.model_copy(update={"event": event})
        race = race_of(brief)
        ground = ground_of(open_region(brief.region, Progress(), brief.path), brief)
        rows = [stages_ms(ground, race, one) for one in lay_out(ground, race, Progress()).candidates]
        medians = [statistics.median(column) for column in zip(*rows, strict=True)]
        columns = zip(COLUMNS, medians, strict=True)
        figures = "".join(f"{figure:{len(name) + 2}.0f}" for name, figure in columns)
        sys.stdout.write(f"{brief.path.stem:28}{len(rows):8}{figures}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
