"""Times the study of a climate, and prints the figures of docs/climate.md. Run by `make bench`."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
sys.path.insert(0, str(ROOT / "tests"))

from courseplanner.assess.climate.study import study_climate  # noqa: E402
from courseplanner.model.climate.study import ClimateStudy  # noqa: E402
from courseplanner.model.climate.weeks import days_of_week  # noqa: E402
from courseplanner.model.climate.words import MONTH_NAMES, week_in_words  # noqa: E402
from courseplanner.model.weather.weather import COLUMNS, AirRecord, Weather  # noqa: E402
from courseplanner.sources.weather.air import read_air  # noqa: E402
from courseplanner.sources.weather.weather import read_weather  # noqa: E402
from weather_made import LEVELS  # noqa: E402

STATIONS = {"Xingyi": "qianxinan", "Lijiang": "lijiang", "Dunhuang": "jiuquan"}
HALF_MARATHON_H = 3.0
RUNS = 7


def main() -> int:
    """Print both tables."""
    if not DATA.is_dir():
        print("needs the real data in ../shared/data")
        return 0
    print("| record | read s | studied s, median of 7 | most s |")
    print("|---|---|---|---|")
    studies: dict[str, ClimateStudy] = {}
    for name, air_name in STATIONS.items():
        air = read_air(DATA / "air" / f"{air_name}.csv")
        path = next((DATA / "climate").glob(f"*{name}*.epw"))
        began_s = time.perf_counter()
        weather = read_weather([path])
        read_s = time.perf_counter() - began_s
        studies[name] = _timed(f"{name}, 1 year", weather, air, f"{read_s:.2f}")
    _timed("Xingyi ten times, as 10 years", _ten_years(studies["Xingyi"].weather), None, "–")
    print()
    _print_months(studies)
    return 0


def _timed(name: str, weather: Weather, air: AirRecord | None, read_s: str) -> ClimateStudy:
    times_s = []
    study = study_climate(weather, air, LEVELS, HALF_MARATHON_H)
    for _ in range(RUNS):
        began_s = time.perf_counter()
        study = study_climate(weather, air, LEVELS, HALF_MARATHON_H)
        times_s.append(time.perf_counter() - began_s)
    print(f"| {name} | {read_s} | {statistics.median(times_s):.2f} | {max(times_s):.2f} |")
    return study


def _ten_years(weather: Weather) -> Weather:
    columns = [np.tile(getattr(weather, column), 10) for column in COLUMNS]
    return Weather(weather.station, weather.begins, False, *columns)  # type: ignore[arg-type]


def _print_months(studies: dict[str, ClimateStudy]) -> None:
    print(
        "| station | mean °C | h 15–22 °C | h 2–5 m/s | both | air ≤ 100 | best month | worst | best slots |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, study in studies.items():
        year, air = study.year, study.air_year
        best, worst = study.best_months[0], study.month_hours.order[-1]
        assert air is not None
        slots = ", ".join(f"{week_in_words(slot.week)} {slot.start_h}:00" for slot in study.best_slots[:3])
        print(
            f"| {name} | {year.mean_temperature_c:.2f} | {year.hours_in_temperature} | {year.hours_in_wind} "
            f"| {year.hours_in_window} | {100.0 * air.clean_days / air.days:.1f} % of {air.days} days, "
            f"most {air.highest:g} | {MONTH_NAMES[best - 1]} | {MONTH_NAMES[worst - 1]} | {slots} |"
        )
    months = {
        name: sorted({int(str(days_of_week(slot.week)[0])[5:7]) for slot in study.best_slots[:10]})
        for name, study in studies.items()
    }
    print(f"\nmonths in which the ten best slots begin: {months}")


if __name__ == "__main__":
    raise SystemExit(main())
