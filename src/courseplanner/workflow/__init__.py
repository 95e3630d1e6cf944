"""Composes the rooms: one module for each thing that a user asks for.

Enters: what `cli` and `ui` call. What reads and what searches is imported when it is needed: each takes a
good part of a second.
"""

from courseplanner.assess.climate.of_race import duration_of
from courseplanner.workflow.checking import CheckResult, check_json, check_track
from courseplanner.workflow.climate import (
    ClimateAsked,
    ClimateResult,
    climate_json,
    study_of_files,
    write_climate,
)
from courseplanner.workflow.exporting import (
    candidate_of,
    export_course,
    exporter_of,
    exporters,
    package_of,
)
from courseplanner.workflow.measuring import MeasureResult, measure_json, measure_rides, write_ride_sheet
from courseplanner.workflow.opening import open_region, read_map
from courseplanner.workflow.planning import PlanResult, lay_out, load_search, plan
from courseplanner.workflow.race import race_of
from courseplanner.workflow.race_weather import slot_settings, study_of_region, weather_doubts
from courseplanner.workflow.writing import check_out, doubts_of, export_gpx, gpx_of, plan_json, write_plan

__all__ = [
    "CheckResult",
    "ClimateAsked",
    "ClimateResult",
    "MeasureResult",
    "PlanResult",
    "candidate_of",
    "check_json",
    "check_out",
    "check_track",
    "climate_json",
    "doubts_of",
    "duration_of",
    "export_course",
    "export_gpx",
    "exporter_of",
    "exporters",
    "gpx_of",
    "lay_out",
    "load_search",
    "measure_json",
    "measure_rides",
    "open_region",
    "package_of",
    "plan",
    "plan_json",
    "race_of",
    "read_map",
    "slot_settings",
    "study_of_files",
    "study_of_region",
    "weather_doubts",
    "write_climate",
    "write_plan",
    "write_ride_sheet",
]
