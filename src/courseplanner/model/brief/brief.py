"""The brief: what a race must be.

The keys and their meaning are fixed by the contract of the project. Values are
checked here by themselves; whether a name exists in the region is known only
where the region is.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from courseplanner.base.i18n import Text, text
from courseplanner.model.brief.brief_climate import ClimateNormals
from courseplanner.model.brief.brief_roads import RoadStatements
from courseplanner.model.brief.brief_stations import StationWishes
from courseplanner.model.brief.brief_values import (
    BriefTable,
    BriefValueError,
    PlaceName,
    PlaceWish,
    Position,
    nearest_of,
    read_position,
    shown,
)
from courseplanner.model.brief.distances import DISTANCES_M, LONGEST_M, SHORTEST_M
from courseplanner.model.brief.preferences import Preference
from courseplanner.model.weather.slot_settings import USUAL_SLOTS

__all__ = [
    "RULE_SETS",
    "Brief",
    "BriefValueError",
    "ClimateNormals",
    "CourseWishes",
    "Event",
    "Limits",
    "PlaceWish",
    "Position",
    "RoadStatements",
    "Search",
    "Sources",
    "StationWishes",
    "nearest_of",
    "shown",
]

RULE_SETS = ("world-athletics", "caa", "usatf", "community")
"""Rule sets that come with the program."""

MOST_CANDIDATES = 26


class Event(BriefTable):
    """`[event]`: the race itself."""

    name: str = ""
    distance: str | float = Field(union_mode="left_to_right")
    prevention_factor: float = Field(default=1.001, ge=1.0, le=1.01)
    date: dt.date | None = None
    start_time: dt.time | None = None
    cutoff_h: float | None = Field(default=None, gt=0.0, le=48.0)
    earliest_start: dt.time | None = None
    latest_start: dt.time | None = None
    runners: int | None = Field(default=None, gt=0)
    waves: int | None = Field(default=None, ge=1, le=100)
    pen_m: float | None = Field(default=None, gt=0.0, le=10_000.0)
    alert_s: float | None = Field(default=None, ge=0.0, le=600.0)
    rules: str = "world-athletics"
    mile_marks: bool = False

    @field_validator("distance")
    @classmethod
    def _known_distance(cls, value: str | float) -> str | float:
        if isinstance(value, str):
            if value not in DISTANCES_M:
                raise BriefValueError(
                    text("“{value}” is not a distance", value=shown(value)),
                    nearest_of(value, list(DISTANCES_M), "or metres as a number"),
                )
        elif not SHORTEST_M <= value <= LONGEST_M:
            words = text(
                "write metres from {low:g} to {high:.0f}, or a word such as half-marathon",
                low=SHORTEST_M,
                high=LONGEST_M,
            )
            raise BriefValueError(text("{value:g} m is not a road race distance", value=value), words)
        return value

    @field_validator("rules")
    @classmethod
    def _known_rules(cls, value: str) -> str:
        if value not in RULE_SETS and not value.endswith(".toml"):
            raise BriefValueError(
                text("“{value}” is not a rule set", value=shown(value)),
                nearest_of(value, list(RULE_SETS), "or a file ending in .toml"),
            )
        return value

    @model_validator(mode="after")
    def _starts_in_order(self) -> Self:
        earliest_h, latest_h = self.usual_starts_h
        if earliest_h > latest_h:
            raise BriefValueError(
                text(
                    "earliest_start is later than latest_start ({latest})",
                    latest=f"{int(latest_h):02d}:{round(latest_h % 1.0 * 60.0):02d}",
                ),
                text("give both, the earlier one as earliest_start"),
            )
        return self

    @property
    def usual_starts_h(self) -> tuple[float, float]:
        """Earliest and latest start that are recommended, in hours of the clock."""
        earliest, latest = self.earliest_start, self.latest_start
        return (
            USUAL_SLOTS.earliest_h if earliest is None else _hours(earliest),
            USUAL_SLOTS.latest_h if latest is None else _hours(latest),
        )

    @property
    def nominal_m(self) -> float:
        """The distance of the event."""
        return DISTANCES_M[self.distance] if isinstance(self.distance, str) else self.distance

    @property
    def target_m(self) -> float:
        """The length that is planned: nominal times the prevention factor."""
        return self.nominal_m * self.prevention_factor


def _hours(clock: dt.time) -> float:
    return clock.hour + clock.minute / 60.0 + clock.second / 3600.0


class Sources(BriefTable):
    """`[region]`: files, as absolute paths once read."""

    osm: tuple[Path, ...] = ()
    elevation: tuple[Path, ...] = ()
    weather: tuple[Path, ...] = ()
    air: Path | None = None
    weather_height_m: float | None = Field(default=None, ge=-450.0, le=6_500.0)
    places: tuple[Path, ...] = ()
    bbox: tuple[float, float, float, float] | None = None
    place: PlaceName | None = None

    @field_validator("osm", "elevation", "weather", "places", mode="before")
    @classmethod
    def _paths(cls, value: object) -> object:
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            return tuple(Path(entry) for entry in value)
        return value

    @field_validator("air", mode="before")
    @classmethod
    def _path(cls, value: object) -> object:
        return Path(value) if isinstance(value, str) else value

    @field_validator("bbox", mode="before")
    @classmethod
    def _box(cls, value: object) -> object:
        if isinstance(value, list) and len(value) != 4:
            raise BriefValueError(
                text("a box needs four numbers, not {count}", count=len(value)),
                text("write [west, south, east, north] in degrees"),
            )
        return tuple(value) if isinstance(value, list) else value

    @field_validator("bbox")
    @classmethod
    def _box_in_order(cls, box: tuple[float, float, float, float] | None) -> object:
        if box is not None:
            west, south, east, north = box
            if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
                raise BriefValueError(
                    text("the box is empty or not on Earth"),
                    text("write [west, south, east, north] in degrees"),
                )
        return box


class CourseWishes(BriefTable):
    """`[course]`: where the course runs."""

    shape: Literal["loop", "point-to-point", "out-and-back", "laps"] = "loop"
    laps: int = Field(default=1, ge=1, le=100)
    lead_in_m: float = Field(default=0.0, ge=0.0, le=100_000.0)
    start: PlaceWish | None = None
    finish: PlaceWish | None = None
    visit: tuple[PlaceWish, ...] = ()
    avoid: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    keep: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    villages: int = Field(default=0, ge=0)
    scenic: int = Field(default=0, ge=0)
    scenic_rating: Literal["1A", "2A", "3A", "4A", "5A", "A"] | None = None
    visit_within_m: float = Field(default=300.0, gt=0.0, le=2_000.0)

    @field_validator("start", "finish", mode="before")
    @classmethod
    def _end(cls, value: object) -> object:
        return read_position(value)

    @field_validator("visit", mode="before")
    @classmethod
    def _stops(cls, value: object) -> object:
        return tuple(read_position(entry) for entry in value) if isinstance(value, list) else value

    @field_validator("avoid", "keep", mode="before")
    @classmethod
    def _roads(cls, value: object) -> object:
        if isinstance(value, str):
            return (value,)
        return tuple(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.finish is not None and self.shape != "point-to-point":
            raise BriefValueError(
                text(
                    "finish belongs to a point-to-point course only, and the shape is {shape}",
                    shape=self.shape,
                ),
                text('leave finish out, or set shape = "point-to-point"'),
            )
        if self.shape == "point-to-point" and self.start is not None and self.start == self.finish:
            raise BriefValueError(
                text("start and finish of a point-to-point course are the same"),
                text('name another finish, or set shape = "loop"'),
            )
        if self.shape == "laps" and self.laps < 2:
            raise BriefValueError(
                text("shape is laps, and laps is {laps}", laps=self.laps), text("set laps to 2 or more")
            )
        if self.shape != "laps" and self.laps != 1:
            raise BriefValueError(
                text("laps is {laps}, and the shape is {shape}", laps=self.laps, shape=self.shape),
                text('set shape = "laps", or leave laps out'),
            )
        if self.shape != "laps" and self.lead_in_m > 0.0:
            raise BriefValueError(
                text(
                    "lead_in_m is {lead_in_m:g}, and the shape is {shape}",
                    lead_in_m=self.lead_in_m,
                    shape=self.shape,
                ),
                text('set shape = "laps", or leave lead_in_m out'),
            )
        return self

    @property
    def least_rating(self) -> int | None:
        """`scenic_rating` as a number from 1 to 5; `None` counts rated and unrated."""
        if self.scenic_rating is None:
            return None
        return 1 if self.scenic_rating == "A" else int(self.scenic_rating[0])


class Limits(BriefTable):
    """`[limits]`: hard; `None` where not asked."""

    min_width_m: float | None = Field(default=None, ge=0.0, le=100.0)
    max_repeated: float | None = Field(default=None, ge=0.0, le=1.0)
    max_unpaved: float | None = Field(default=None, ge=0.0, le=1.0)
    min_motor_free: float | None = Field(default=None, ge=0.0, le=1.0)
    max_climb_m: float | None = Field(default=None, ge=0.0)
    max_tunnel_m: float | None = Field(default=None, ge=0.0)
    max_self_crossings: int | None = Field(default=None, ge=0, le=100)


class Search(BriefTable):
    """`[search]`: how many candidates, what they should be like, and how long to look."""

    candidates: int = Field(default=6, ge=1, le=MOST_CANDIDATES)
    seed: int = Field(default=1, ge=0, le=2**63 - 1)
    time_s: float = Field(default=5.0, gt=0.0, le=86_400.0)
    prefer: tuple[Preference, ...] = ()

    @field_validator("prefer", mode="before")
    @classmethod
    def _known_preferences(cls, value: object) -> object:
        entries = [value] if isinstance(value, str) else value
        if not isinstance(entries, list):
            return value
        words = [preference.value for preference in Preference]
        for entry in entries:
            if entry not in words:
                raise BriefValueError(
                    text("“{value}” is not a preference", value=shown(entry)), nearest_of(str(entry), words)
                )
        return tuple(Preference(entry) for entry in dict.fromkeys(entries))


class Brief(BriefTable):
    """What a race must be; read from a file by `courseplanner.brief.read.read_brief`."""

    schema_version: Literal[1] = Field(alias="schema")
    event: Event
    region: Sources
    course: CourseWishes = CourseWishes()
    limits: Limits = Limits()
    search: Search = Search()
    stations: StationWishes = StationWishes()
    roads: RoadStatements = RoadStatements()
    climate: ClimateNormals = ClimateNormals()
    path: Path = Field(default=Path(), exclude=True)

    @field_validator("schema_version", mode="before")
    @classmethod
    def _known_schema(cls, value: object) -> object:
        if type(value) is not int or value != 1:
            raise BriefValueError(
                text("this version reads schema 1 only, not {value}", value=shown(repr(value))),
                text("write schema = 1"),
            )
        return value

    @model_validator(mode="after")
    def _stations_on_course(self) -> Self:
        self.stations.check_within(self.event.nominal_m)
        return self

    @model_validator(mode="after")
    def _lead_in_within_a_lap(self) -> Self:
        if self.course.lead_in_m > max(self.lap_m, 0.0):
            raise BriefValueError(
                text(
                    "lead_in_m is {lead_in_m:g}: that is more than one of {laps} laps",
                    lead_in_m=self.course.lead_in_m,
                    laps=self.course.laps,
                ),
                text("write fewer metres, or ask for one lap more"),
            )
        return self

    @property
    def lap_m(self) -> float:
        """The length that is planned of one lap; of a course that is no laps, all of it."""
        return (self.event.target_m - self.course.lead_in_m) / self.course.laps

    @property
    def rounds(self) -> float:
        """How many times the lap is run, with the part of it that leads in."""
        return self.event.target_m / self.lap_m

    def with_search(self, candidates: int | None = None, seed: int | None = None) -> Brief:
        """Give the same brief with another number of candidates or another seed."""
        changes: dict[str, Any] = {}
        if candidates is not None:
            changes["candidates"] = candidates
        if seed is not None:
            changes["seed"] = seed
        return self.model_copy(update={"search": self.search.model_copy(update=changes)})

    def not_used(self) -> tuple[Text, ...]:
        """Tell which keys were checked but have no reader yet."""
        given = {"[region] place": self.region.place is not None}
        return tuple(text("{key} is not used yet", key=key) for key, present in given.items() if present)
