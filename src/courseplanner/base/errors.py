"""What can go wrong that a user causes or can fix.

Each error carries the exit status that the command line ends with
(`contracts.md`): 2 for wrong input, 3 where no course fits or was found, 130 if cancelled.
"""

from __future__ import annotations

from courseplanner.base.i18n import Text, text

__all__ = [
    "BriefError",
    "CancelledError",
    "CourseplannerError",
    "ElevationError",
    "InputError",
    "OsmFileError",
    "OutputError",
    "PlaceListError",
    "PlaceNameError",
    "PlanFolderError",
    "RidesError",
    "RulesError",
    "TrackError",
    "WeatherError",
]


class CourseplannerError(Exception):
    """The base of every error that is shown to a user instead of a traceback."""

    exit_status = 1


class InputError(CourseplannerError):
    """The input is wrong.

    Parameters
    ----------
    where : str
        The file, and the place in it (`"race.toml, [course] start"`).
    problem : Text
        What is wrong there, in plain words, without a full stop.
    fix : Text
        What the user can do about it, without a full stop.
    """

    exit_status = 2

    def __init__(self, where: str, problem: Text, fix: Text) -> None:
        super().__init__(where, problem, fix)
        self.where = where
        self.problem = problem
        self.fix = fix

    def __str__(self) -> str:
        return str(text("{where}: {problem}; {fix}", where=self.where, problem=self.problem, fix=self.fix))


class BriefError(InputError):
    """The brief can't be read, or asks for something that can't be asked."""


class OsmFileError(InputError):
    """An OSM file is missing, broken, too large when unpacked, or holds no road."""


class ElevationError(InputError):
    """An elevation file can't be read, holds something else, or does not lie over the region."""


class PlaceListError(InputError):
    """A user's own list of places can't be read."""


class PlaceNameError(InputError):
    """A place named in the brief matches nothing, several things, or lies off the roads."""


class PlanFolderError(InputError):
    """The folder of a planned course can't be read, or was changed since it was written."""


class RidesError(InputError):
    """The data of a measurement can't be read, or can't be what was measured."""


class RulesError(InputError):
    """A rule set can't be read, or names a rule or a key that there is not."""


class TrackError(InputError):
    """An existing course can't be read from a file, or is no course."""


class WeatherError(InputError):
    """A file of weather or of the air can't be read, or holds what weather can't be."""


class OutputError(InputError):
    """The result can't be written."""


class CancelledError(CourseplannerError):
    """The user stopped the work."""

    exit_status = 130
