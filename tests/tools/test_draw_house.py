"""The picture of the house is the one of the rooms as they are."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import draw_house


def test_the_picture_is_that_of_the_rooms_as_they_are(repo_root: Path) -> None:
    drawn = (repo_root / "docs" / "pictures" / "house.svg").read_text(encoding="utf-8")
    assert drawn == draw_house.house(), "run: python tools/draw_house.py"


def test_every_room_is_drawn_once() -> None:
    words = [one.text for one in ET.fromstring(draw_house.house()).iter() if one.text]
    rooms = [folder.name for folder in draw_house.PACKAGE.iterdir() if (folder / "__init__.py").is_file()]
    assert len(rooms) > 10
    assert all(words.count(room) == 1 for room in rooms)
