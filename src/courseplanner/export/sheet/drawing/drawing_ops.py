"""What is put on paper, as values: lines, areas and words, in millimetres from the lower left corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from courseplanner.export.sheet.drawing.face import face
from courseplanner.export.sheet.drawing.paper import Box, Paper

__all__ = ["BLACK", "WHITE", "Area", "Label", "Page", "Stroke", "grey"]

Floats = NDArray[np.float64]
Align = Literal["left", "middle", "right"]

BLACK, WHITE = "#000000", "#ffffff"


def grey(part: float) -> str:
    """Give a grey from 0 (black) to 1 (white)."""
    level = round(255 * part)
    return f"#{level:02x}{level:02x}{level:02x}"


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """Lines of one kind; each of `paths` is an array (n, 2)."""

    paths: Sequence[Floats]
    width_mm: float
    colour: str
    dashes_mm: tuple[float, ...] = ()
    has_round_ends: bool = True
    item: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """Filled areas of one kind, with a rim where `rim_mm` is more than 0."""

    paths: Sequence[Floats]
    colour: str
    rim_mm: float = 0.0
    rim: str = BLACK
    item: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """One line of words, from its base line; turned to the left by `angle_deg`."""

    words: str
    x: float
    y: float
    size_mm: float
    colour: str = BLACK
    align: Align = "left"
    angle_deg: float = 0.0
    is_bold: bool = False
    item: str = ""

    @property
    def width_mm(self) -> float:
        """How wide they are set."""
        return face().width_mm(self.words, self.size_mm)

    @property
    def back_mm(self) -> float:
        """How far before their place they begin."""
        return 0.0 if self.align == "left" else self.width_mm / (2.0 if self.align == "middle" else 1.0)


@dataclass(frozen=True, slots=True)
class Clip:
    """What comes after it shows within the box only; without a box everywhere again."""

    box: Box | None


@dataclass(slots=True)
class Page:
    """A page in the making.

    Parameters
    ----------
    paper : Paper
    drawn : list
        In the order of drawing.
    item : str
        What is being drawn, as the lint calls it; empty for what it does not look for.
    """

    paper: Paper
    drawn: list[Stroke | Area | Label | Clip] = field(default_factory=list)
    item: str = ""

    @contextmanager
    def of(self, item: str) -> Iterator[None]:
        """Draw an item of the checklist."""
        before, self.item = self.item, item
        try:
            yield
        finally:
            self.item = before

    @contextmanager
    def window(self, box: Box) -> Iterator[None]:
        """Draw within a box."""
        self.drawn.append(Clip(box))
        try:
            yield
        finally:
            self.drawn.append(Clip(None))

    def line(
        self,
        *paths: Floats | Sequence[tuple[float, float]],
        width_mm: float = 0.2,
        colour: str = BLACK,
        dashes_mm: tuple[float, ...] = (),
        has_round_ends: bool = True,
    ) -> None:
        """Draw lines."""
        made = [np.asarray(path, dtype=np.float64) for path in paths]
        self.drawn.append(Stroke(made, width_mm, colour, dashes_mm, has_round_ends, self.item))

    def area(
        self,
        *paths: Floats | Sequence[tuple[float, float]],
        colour: str = BLACK,
        rim_mm: float = 0.0,
        rim: str = BLACK,
    ) -> None:
        """Fill areas."""
        made = [np.asarray(path, dtype=np.float64) for path in paths]
        self.drawn.append(Area(made, colour, rim_mm, rim, self.item))

    def box(self, box: Box, colour: str = WHITE, rim_mm: float = 0.2, rim: str = BLACK) -> None:
        """Draw a rectangle."""
        corners = [
            (box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top),
        ]  # fmt: skip
        self.area(corners, colour=colour, rim_mm=rim_mm, rim=rim)

    def dot(self, x: float, y: float, radius_mm: float, colour: str = WHITE, rim_mm: float = 0.25) -> None:
        """Draw a round dot."""
        angle = np.linspace(0.0, 2.0 * np.pi, 24, endpoint=False)
        round_it = np.column_stack((x + radius_mm * np.cos(angle), y + radius_mm * np.sin(angle)))
        self.area(round_it, colour=colour, rim_mm=rim_mm)

    def words(
        self,
        words: str,
        x: float,
        y: float,
        size_mm: float,
        *,
        colour: str = BLACK,
        align: Align = "left",
        is_bold: bool = False,
        room_mm: float | None = None,
    ) -> float:
        """Set one line of words, smaller or cut where they need more room than there is; give their width."""
        clean = face().clean(words)
        if room_mm is not None:
            clean, size_mm = fitted(clean, size_mm, room_mm)
        made = Label(clean, x, y, size_mm, colour, align, is_bold=is_bold, item=self.item)
        if clean:
            self.drawn.append(made)
        return made.width_mm

    def put(self, words: Label) -> None:
        """Set words that are placed already."""
        self.drawn.append(words)


_SMALLEST = 0.7
"""Label are set so much smaller at most before they are cut."""


def fitted(clean: str, size_mm: float, room_mm: float) -> tuple[str, float]:
    """Give words and their size so that they fit: smaller first, then cut."""
    width_mm = face().width_mm(clean, size_mm)
    if width_mm <= room_mm:
        return clean, size_mm
    size_mm *= max(_SMALLEST, room_mm / width_mm)
    if face().width_mm(clean, size_mm) <= room_mm * 1.0001:
        return clean, size_mm
    while clean and face().width_mm(clean + "…", size_mm) > room_mm:
        clean = clean[:-1]
    return clean.rstrip() + "…", size_mm
