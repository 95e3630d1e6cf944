"""What the brief's form is made of: fields, sections, and the names of what is chosen; without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from courseplanner.base.i18n import Text, text
from courseplanner.model.brief.preferences import Preference
from courseplanner.model.course.stations import MODE_NAMES

__all__ = [
    "DEFIBRILLATOR_MODES",
    "DISTANCE_NAMES",
    "PREFERENCE_NAMES",
    "RATINGS",
    "RULE_NAMES",
    "SHAPES",
    "Field",
    "Kind",
    "Section",
]


class Kind(StrEnum):
    """What is said in a field, and by which editor."""

    TEXT = "text"
    YES_NO = "yes or no"
    WHOLE = "whole"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    DISTANCE = "distance"
    RULES = "rules"
    RATING = "rating"
    SHAPE = "shape"
    PLACE = "place"
    PLACES = "places"
    ROADS = "roads"
    STATIONS = "stations"
    DEFIBRILLATOR_MODE = "defibrillator mode"
    ROAD_NUMBERS = "road numbers"
    ROAD_WORDS = "road words"
    ROAD_YES_NO = "road yes or no"
    STRETCHES = "stretches"
    PREFERENCES = "preferences"
    FILES = "files"
    FILE = "file"
    BOX = "box"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Field:
    """One key of the brief in the form.

    Parameters
    ----------
    table, key : str
        Where it stands in the brief.
    kind : Kind
    label : Text
    hint : Text
        A sentence that says what it means, shown where the mouse rests and read out aloud.
    unit : Text or None
    default : Text or None
        What holds while nothing is typed.
    suggestion : str
        What a limit starts with when it is ticked; empty for what is no limit.
    shapes : tuple of str or None
        The shapes that it belongs to; with others it shows only where it is given. `None`: all.
    used : bool
        False where the planner does not read it yet.
    """

    table: str
    key: str
    kind: Kind
    label: Text
    hint: Text
    unit: Text | None = None
    default: Text | None = None
    suggestion: str = ""
    shapes: tuple[str, ...] | None = None
    used: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading.

    Parameters
    ----------
    title : Text
    fields : tuple of Field
    folded : bool
        Folded at first, and until something in it is wrong.
    opens_when_given : bool
        Whether it opens too when something in it is given.
    inner : tuple of Section
        Less common fields, under headings of their own.
    """

    title: Text
    fields: tuple[Field, ...]
    folded: bool = False
    opens_when_given: bool = False
    inner: tuple[Section, ...] = ()

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The fields here and under inner headings."""
        return self.fields + tuple(field for section in self.inner for field in section.all_fields)


DISTANCE_NAMES: dict[str, Text] = {
    "5km": text("5 km"),
    "10km": text("10 km"),
    "15km": text("15 km"),
    "10miles": text("10 miles (16.09344 km)"),
    "20km": text("20 km"),
    "half-marathon": text("Half marathon (21.0975 km)"),
    "25km": text("25 km"),
    "30km": text("30 km"),
    "marathon": text("Marathon (42.195 km)"),
    "50km": text("50 km"),
    "100km": text("100 km"),
}
RULE_NAMES: dict[str, Text] = {
    "world-athletics": text("World Athletics"),
    "caa": text("CAA"),
    "usatf": text("USATF"),
    "community": text("Community"),
}
PREFERENCE_NAMES: dict[str, Text] = {
    Preference.SCENERY: text("Scenery"),
    Preference.MOTOR_FREE: text("Free of motor traffic"),
    Preference.FEW_REPEATS: text("Little run twice"),
    Preference.FEW_TURNS: text("Few turns"),
    Preference.FEW_CROSSINGS: text("Few crossings"),
    Preference.LITTLE_CLIMB: text("Little climb"),
    Preference.WIDE: text("Wide roads"),
    Preference.KNOWN_ROADS: text("Known surfaces"),
    Preference.ROUND: text("Round"),
    Preference.MANY_PLACES: text("Many places"),
}
RATINGS: dict[str | None, Text] = {
    None: text("any, rated or not"),
    "A": text("A or better"),
    "2A": text("2A or better"),
    "3A": text("3A or better"),
    "4A": text("4A or better"),
    "5A": text("5A"),
}
DEFIBRILLATOR_MODES: dict[str | None, Text] = {
    None: text("as the number of runners asks"),
    **{str(mode): name for mode, name in MODE_NAMES.items()},
}
SHAPES: dict[str, Text] = {
    "loop": text("Loop"),
    "point-to-point": text("Point to point"),
    "out-and-back": text("Out and back"),
    "laps": text("Laps"),
}
