"""What a user is told when something goes wrong."""

from __future__ import annotations

import pytest

from courseplanner.base import errors
from courseplanner.base.i18n import text

INPUT_ERRORS = [
    errors.BriefError,
    errors.OsmFileError,
    errors.OutputError,
    errors.PlaceListError,
    errors.PlaceNameError,
]


@pytest.mark.parametrize("kind", INPUT_ERRORS)
def test_wrong_input_ends_with_2_and_is_told_in_one_line(kind: type[errors.InputError]) -> None:
    error = kind("race.toml, [course] start", text("it is empty"), text("name {count} places", count=1))

    assert error.exit_status == 2
    assert str(error) == "race.toml, [course] start: it is empty; name 1 places"
    assert isinstance(error, errors.InputError)


def test_braces_in_what_a_user_wrote_stay_as_they_are() -> None:
    error = errors.BriefError("{race}.toml", text("no {name}", name="{x} {0} %s"), text("go"))

    assert str(error) == "{race}.toml: no {x} {0} %s; go"


def test_exit_statuses_are_those_of_the_contract() -> None:
    assert errors.CancelledError().exit_status == 130
    assert errors.CourseplannerError().exit_status not in {0, 2, 3, 130}
    assert all(issubclass(getattr(errors, name), errors.CourseplannerError) for name in errors.__all__)
