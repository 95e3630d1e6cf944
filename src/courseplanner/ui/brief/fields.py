"""The fields of the brief's form, as data; without Qt."""

from __future__ import annotations

from courseplanner.i18n import text
from courseplanner.ui.brief.field import RULE_NAMES, Field, Kind, Section

__all__ = ["FIELDS", "SECTIONS", "WITHOUT_FIELD"]

_M = text("m")
_PERCENT = text("%")

_RACE = (
    Field("event", "name", Kind.TEXT, text("Name"), text("The name of the race, in tables and files")),
    Field("event", "distance", Kind.DISTANCE, text("Distance"), text("Choose a distance, or type metres")),
)
_MORE_OF_RACE = (
    Field("event", "date", Kind.DATE, text("Date"), text("The day of the race, such as 2027-03-28")),
    Field("event", "start_time", Kind.TIME, text("Start time"), text("When it starts, such as 08:30")),
    Field(
        "event",
        "cutoff_h",
        Kind.NUMBER,
        text("Cut-off"),
        text("Hours from the gun to the last finisher; six for a marathon and in proportion, if empty"),
        unit=text("h"),
    ),
    Field(
        "event",
        "earliest_start",
        Kind.TIME,
        text("Earliest start"),
        text("No earlier gun is recommended by the climate"),
        default=text("06:30"),
    ),
    Field(
        "event",
        "latest_start",
        Kind.TIME,
        text("Latest start"),
        text("No later gun is recommended by the climate"),
        default=text("10:00"),
    ),
    Field("event", "runners", Kind.WHOLE, text("Runners"), text("How many run")),
    Field(
        "event", "waves", Kind.WHOLE, text("Waves"), text("In how many the field starts; 1 for all at one go")
    ),
    Field(
        "event",
        "pen_m",
        Kind.NUMBER,
        text("Start pen"),
        text("The length of the road, or of all pens together, in which the field waits for the start"),
        unit=_M,
    ),
    Field(
        "event",
        "alert_s",
        Kind.NUMBER,
        text("Alert"),
        text("Seconds from a collapse until help sets out with a defibrillator; 60 by the rules, if empty"),
        unit=text("s"),
    ),
    Field(
        "event",
        "rules",
        Kind.RULES,
        text("Rules"),
        text("The rule set of the race, or a file of your own that ends in .toml"),
        default=RULE_NAMES["world-athletics"],
    ),
    Field(
        "event",
        "mile_marks",
        Kind.YES_NO,
        text("Mile marks"),
        text("Whether each mile is marked, beside each kilometre"),
        default=text("no"),
    ),
    Field(
        "event",
        "prevention_factor",
        Kind.NUMBER,
        text("Prevention"),
        text("Short course prevention factor: the course is planned at the distance times this"),
        default=text("1.001"),
    ),
)
_COURSE = (
    Field("course", "shape", Kind.SHAPE, text("Shape"), text("The shape of the course")),
    Field(
        "course",
        "laps",
        Kind.WHOLE,
        text("Laps"),
        text("How many times the lap is run"),
        default=text("1"),
        shapes=("laps",),
    ),
    Field(
        "course",
        "lead_in_m",
        Kind.NUMBER,
        text("Lead-in"),
        text(
            "What is run of the lap, roughly, before the first whole one: "
            "the finish lies so far on from the start"
        ),
        unit=_M,
        default=text("0"),
        shapes=("laps",),
    ),
    Field(
        "course",
        "start",
        Kind.PLACE,
        text("Start"),
        text("A place of the region, or a position: longitude, latitude"),
        default=text("the planner chooses"),
    ),
    Field(
        "course",
        "finish",
        Kind.PLACE,
        text("Finish"),
        text("A place of the region, or a position: longitude, latitude"),
        default=text("the planner chooses"),
        shapes=("point-to-point",),
    ),
    Field(
        "course",
        "visit",
        Kind.PLACES,
        text("Must pass"),
        text("Places that the course must visit; names, or positions: longitude, latitude"),
    ),
    Field(
        "course",
        "avoid",
        Kind.ROADS,
        text("Avoid roads"),
        text("Names of roads that the course must not use, or GeoJSON files of areas"),
    ),
    Field(
        "course",
        "keep",
        Kind.ROADS,
        text("Keep roads"),
        text("What every course must run from end to end: GPX files of tracks, or names of roads"),
    ),
    Field(
        "course",
        "villages",
        Kind.WHOLE,
        text("Villages ≥"),
        text("At least so many villages along the course"),
        default=text("0"),
    ),
    Field(
        "course",
        "scenic",
        Kind.WHOLE,
        text("Scenic ≥"),
        text("At least so many scenic spots along the course"),
        default=text("0"),
    ),
    Field(
        "course", "scenic_rating", Kind.RATING, text("Rated"), text("Scenic spots count from this rating up")
    ),
    Field(
        "course",
        "visit_within_m",
        Kind.NUMBER,
        text("Visit within"),
        text("A place is visited when the course passes it this near"),
        unit=_M,
        default=text("300"),
    ),
)
_LIMITS = (
    Field(
        "limits",
        "min_width_m",
        Kind.NUMBER,
        text("Width ≥"),
        text("The least width of every road"),
        unit=_M,
        suggestion="4",
    ),
    Field(
        "limits",
        "max_repeated",
        Kind.PERCENT,
        text("Repeated ≤"),
        text("The part of the course that may run where it ran before"),
        unit=_PERCENT,
        suggestion="10",
    ),
    Field(
        "limits",
        "max_unpaved",
        Kind.PERCENT,
        text("Unpaved ≤"),
        text("The part of the course that may be unpaved"),
        unit=_PERCENT,
        suggestion="0",
    ),
    Field(
        "limits",
        "min_motor_free",
        Kind.PERCENT,
        text("Motor-free ≥"),
        text("The part of the course that must lie on ways without motor traffic"),
        unit=_PERCENT,
        suggestion="30",
    ),
    Field(
        "limits",
        "max_climb_m",
        Kind.NUMBER,
        text("Climb ≤"),
        text("The metres that the course may climb; needs elevation files"),
        unit=_M,
        suggestion="400",
    ),
    Field(
        "limits",
        "max_tunnel_m",
        Kind.NUMBER,
        text("In tunnels ≤"),
        text("The metres that the course may run in tunnels; 0 forbids them"),
        unit=_M,
        suggestion="0",
    ),
    Field(
        "limits",
        "max_self_crossings",
        Kind.WHOLE,
        text("Crosses itself ≤"),
        text("How many times the course may cross itself on the level, as a figure of eight does"),
        suggestion="0",
    ),
)
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
        text("The height that temperatures are taken to, by 6.5 °C a kilometre; as recorded, if empty"),
        unit=_M,
    ),
    Field("region", "air", Kind.FILE, text("Air"), text("A file of the quality of the air: .csv")),
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
        text("Days with rain in each month, 12 numbers from January: normals, for records without rain"),
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
        text("What candidates should be like; it weighs four times as much as else"),
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
            text("Where they stand for certain: kilometres, places or positions; the planner adds the rest"),
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
            "Where they stand for certain: kilometres, places or positions, or with a mode of their own: "
            'at = 12.5, mode = "bicycle"; the planner adds the rest'
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
        text("Where they stand for certain: kilometres, places or positions; the planner adds the rest"),
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
        _RACE,
        inner=(Section(text("Advanced: day, runners, rules"), _MORE_OF_RACE, folded=True),),
    ),
    Section(text("Course"), _COURSE),
    Section(text("Limits"), _LIMITS, folded=True, opens_when_given=True),
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
