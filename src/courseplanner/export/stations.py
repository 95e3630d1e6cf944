"""The stations of a course: as entries of `candidates.json`, and as a table for whoever sets them up."""

from __future__ import annotations

from typing import Any

from courseplanner.export.csvtext import csv_bytes
from courseplanner.export.jsontext import degrees, metres, position
from courseplanner.i18n import text
from courseplanner.model.stations import Station, StationPlan

__all__ = ["station_entries", "stations_csv"]


def station_entries(plan: StationPlan | None) -> list[dict[str, Any]] | None:
    """Give the stations as they stand in `candidates.json`; `None` where none were placed."""
    if plan is None:
        return None
    return [
        {
            "kind": str(station.kind),
            "name": str(station.name),
            "at_m": metres(station.at_m),
            "also_at_m": [metres(at_m) for at_m in station.passes_m[1:]],
            "position": position(station.lon, station.lat),
            "side": None if station.side is None else str(station.side),
            "place": None if station.place is None else str(station.place),
            "given": station.given,
            "count": station.count,
        }
        for station in plan.stations
    ]


def stations_csv(plan: StationPlan) -> bytes:
    """Write the stations as a table: one row each, in running order."""
    heads = (
        text("kind"), text("name"), text("km"), text("again at km"), text("side"), text("road width m"),
        text("width from"), text("where"), text("toilets"), text("from the brief"), text("lon"),
        text("lat"),
    )  # fmt: skip
    return csv_bytes(heads, (_row(station) for station in plan.stations))


def _row(station: Station) -> list[str]:
    return [
        str(station.kind),
        str(station.name),
        f"{station.at_m / 1000.0:.2f}",
        " ".join(f"{at_m / 1000.0:.2f}" for at_m in station.passes_m[1:]),
        "" if station.side is None else str(station.side),
        "" if station.width_m is None else f"{station.width_m:.1f}",
        station.width_from or "",
        "" if station.place is None else str(station.place),
        "" if station.count is None else str(station.count),
        str(text("yes") if station.given else text("no")),
        f"{degrees(station.lon):.6f}",
        f"{degrees(station.lat):.6f}",
    ]
