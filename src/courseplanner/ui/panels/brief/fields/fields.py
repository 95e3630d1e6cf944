"""The fields of the brief's form, as data; without Qt."""

from __future__ import annotations

from courseplanner.base.i18n import text
from courseplanner.ui.panels.brief.fields.course_fields import COURSE, LIMITS
from courseplanner.ui.panels.brief.fields.field import Field, Kind, Section
from courseplanner.ui.panels.brief.fields.race_fields import MORE_OF_RACE, RACE

__all__ = ["FIELDS", "SECTIONS", "WITHOUT_FIELD"]

_M = text("m")
_PERCENT = text("%")

_REGION = (
    Field(
        "region",
        "osm",
        Kind.FILES,
        text("OSM files"),
        text("Files with the roads and places: .osm, .osm.gz, .osm.bz2, .osm.pbf"),
    ),
    Field(
        "region",
        "places",
        Kind.FILES,
        text("Own places"),
        text("Your own lists of villages and scenic spots, CSV or GeoJSON"),
    ),
    Field(
        "region",
        "bbox",
        Kind.BOX,
        text("Part used"),
        text("West, south, east, north of the part of the region that is used"),
        default=text("all of it"),
    ),
    Field("region", "elevation", Kind.FILES, text("Elevation"), text("Files of heights: .hgt, .tif")),
    Field(
        "region",
        "weather",
        Kind.FILES,
        text("Weather"),
        text(
            "A typical year, or files of real years: .epw, .json of Open-Meteo, .csv with a .toml beside it"
        ),
    ),
    Field(
        "region",
        "weather_height_m",
        Kind.NUMBER,
        text("Weather at"),
        text("The height that temperatures are adjusted to, by 6.5 °C a kilometre; as recorded, if empty"),
        unit=_M,
    ),
    Field("region", "air", Kind.FILE, text("Air"), text("A file of air quality: .csv")),
    Field(
        "region",
        "place",
        Kind.TEXT,
        text("Place to fetch"),
        text("A place whose region would be fetched from the network"),
        shapes=(),
        used=False,
    ),
)
_CLIMATE = (
    Field(
        "climate",
        "rain_days",
        Kind.MONTHS,
        text("Rain days"),
        text(
            "Days with rain in each month, 12 numbers from January: climate normals, for records without rain"
        ),
    ),
)
_SEARCH = (
    Field(
        "search",
        "candidates",
        Kind.WHOLE,
        text("Candidates"),
        text("How many different courses to look for"),
        default=text("6"),
    ),
    Field(
        "search",
        "prefer",
        Kind.PREFERENCES,
        text("Prefer"),
        text("What candidates should be like; each preference weighs four times as much as the rest"),
    ),
    Field(
        "search", "seed", Kind.WHOLE, text("Seed"), text("Another seed, other candidates"), default=text("1")
    ),
    Field(
        "search",
        "time_s",
        Kind.NUMBER,
        text("Time ≤"),
        text("The longest that the search may take"),
        unit=text("s"),
        default=text("5"),
    ),
)

_STATIONS = (
    *(
        Field(
            "stations",
            key,
            Kind.STATIONS,
            label,
            text("Fixed positions: kilometres, places or coordinates; the planner adds the rest"),
        )
        for key, label in (
            ("water", text("Water")),
            ("sponges", text("Sponges")),
            ("mats", text("Timing mats")),
            ("medical", text("Medical posts")),
        )
    ),
    Field(
        "stations",
        "defibrillators",
        Kind.STATIONS,
        text("Defibrillators"),
        text(
            "Fixed positions: kilometres, places or coordinates, or with a mode of "
            'their own: at = 12.5, mode = "bicycle"; the planner adds the rest'
        ),
    ),
    Field(
        "stations",
        "defibrillator_mode",
        Kind.DEFIBRILLATOR_MODE,
        text("They come"),
        text("How defibrillators come to a collapse: it decides how far apart they may stand"),
    ),
    Field(
        "stations",
        "toilets",
        Kind.STATIONS,
        text("Toilets"),
        text("Fixed positions: kilometres, places or coordinates; the planner adds the rest"),
    ),
)
_ROADS = (
    Field(
        "roads",
        "width_m",
        Kind.ROAD_NUMBERS,
        text("Width"),
        text("Metres from kerb to kerb, as you know them: ROAD = 7.5, or way ID = 7.5"),
        unit=_M,
    ),
    Field(
        "roads",
        "surface",
        Kind.ROAD_WORDS,
        text("Surface"),
        text("As you know it: ROAD = asphalt, or way ID = gravel"),
    ),
    Field(
        "roads",
        "divider",
        Kind.ROAD_YES_NO,
        text("Divider"),
        text("Whether both directions of runners are kept apart: ROAD = yes, or way ID = no"),
    ),
    Field(
        "roads",
        "motor_free",
        Kind.ROAD_YES_NO,
        text("Motor-free"),
        text("Whether motor traffic is kept out: ROAD = yes, or way ID = no"),
    ),
    Field(
        "roads",
        "stretches",
        Kind.STRETCHES,
        text("Stretches"),
        text(
            "What holds on a part of a road only, and which side is open to runners: "
            'road = "ROAD", from = "PLACE", to = [lon, lat], open = "right", marked_by = "cones"'
        ),
    ),
)

SECTIONS = (
    Section(
        text("Race"),
        RACE,
        inner=(Section(text("Advanced: day, runners, rules"), MORE_OF_RACE, folded=True),),
    ),
    Section(text("Course"), COURSE),
    Section(text("Limits"), LIMITS, folded=True, opens_when_given=True),
    Section(text("Roads: what you know"), _ROADS, folded=True, opens_when_given=True),
    Section(text("Stations"), _STATIONS, folded=True, opens_when_given=True),
    Section(text("Region"), _REGION),
    Section(text("Climate"), _CLIMATE, folded=True, opens_when_given=True),
    Section(text("Search"), _SEARCH),
)
FIELDS = tuple(field for section in SECTIONS for field in section.all_fields)
"""All fields, in the order of the form."""

WITHOUT_FIELD = frozenset({"schema"})
"""Keys at the top of a brief; what is wrong with them stands at the top of the form."""
