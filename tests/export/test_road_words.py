"""Roads by name, else by their kind, in the language of the reader."""

from __future__ import annotations

import pytest

from courseplanner.base.i18n import Language
from courseplanner.export.road_words import road_words
from courseplanner.model.network.roads import RoadClass


@pytest.mark.parametrize("road_class", [one.name for one in RoadClass] + ["unknown"])
def test_a_road_without_a_name_is_told_by_its_kind_in_either_language(road_class: str) -> None:
    words = road_words(None, road_class)
    assert str(words).endswith("without a name")
    assert not any(letter.isascii() for letter in words.said_in(Language.CHINESE))


def test_a_name_is_said_as_it_is() -> None:
    assert {road_words("如意路", "residential").said_in(language) for language in Language} == {"如意路"}
    assert str(road_words("{Weg}", "track")) == "{Weg}"
