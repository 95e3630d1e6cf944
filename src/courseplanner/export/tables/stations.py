"""The stations of a course: as entries of `candidates.json`, and as a table for whoever sets them up."""

from __future__ import annotations

from typing import Any

from courseplanner.base.i18n import text
from courseplanner.export.syntax.jsontext import degrees, metres, position
from courseplanner.export.tables.table import Cell, Column, Table
from courseplanner.model.course.kilometrage import Kilometrage
from courseplanner.model.course.stations import Station, StationPlan

__all__ = ["station_entries", "stations_table"]


def station_entries(plan: StationPlan) -> list[dict[str, Any]]:
    """Give the stations as they stand in `candidates.json`."""
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
            "mode": None if station.mode is None else str(station.mode),
            "people": station.people,
        }
        for station in plan.stations
    ]


def stations_table(plan: StationPlan, kilometrage: Kilometrage) -> Table:
    """Give the stations as a table: one row each, in running order, by the kilometres of the boards."""
    columns = (
        Column(text("kind")),
        Column(text("name")),
        Column(text("km"), 2),
        Column(text("again at km")),
        Column(text("side")),
        Column(text("road width m"), 1),
        Column(text("width from")),
        Column(text("where")),
        Column(text("toilets"), 0),
        Column(text("from the brief")),
        Column(text("lon"), 6),
        Column(text("lat"), 6),
        Column(text("mode")),
        Column(text("people"), 0),
    )
    return Table(text("Stations"), columns, [_row(station, kilometrage) for station in plan.stations])


def _row(station: Station, kilometrage: Kilometrage) -> list[Cell]:
    return [
        str(station.kind),
        str(station.name),
        kilometrage.km_at(station.at_m),
        " ".join(f"{kilometrage.km_at(at_m):.2f}" for at_m in station.passes_m[1:]),
        None if station.side is None else str(station.side),
        station.width_m,
        station.width_from,
        None if station.place is None else str(station.place),
        station.count,
        str(text("yes") if station.given else text("no")),
        degrees(station.lon),
        degrees(station.lat),
        None if station.mode is None else str(station.mode),
        station.people,
    ]
