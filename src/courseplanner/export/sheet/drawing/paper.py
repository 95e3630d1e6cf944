"""Paper and the boxes on it, in millimetres from the lower left corner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["MARGIN_MM", "PAPERS", "Box", "Paper"]

MARGIN_MM = 8.0


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper, upright."""

    width_mm: float
    height_mm: float

    @property
    def across(self) -> Paper:
        """The same paper turned."""
        return Paper(self.height_mm, self.width_mm)

    @property
    def inner(self) -> Box:
        """What is printed on."""
        return Box(0.0, 0.0, self.width_mm, self.height_mm).within(MARGIN_MM)


PAPERS: Mapping[str, Paper] = MappingProxyType(
    {"a4": Paper(210.0, 297.0), "letter": Paper(215.9, 279.4), "a3": Paper(297.0, 420.0)}
)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle along the edges of the paper."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return (self.left + self.right) / 2.0, (self.bottom + self.top) / 2.0

    def within(self, margin: float) -> Box:
        """Give the box that is smaller by a margin all round."""
        return Box(self.left + margin, self.bottom + margin, self.right - margin, self.top - margin)

    def cut_top(self, height: float, gap: float = 0.0) -> tuple[Box, Box]:
        """Give the part of so much height at the top, and the rest below a gap."""
        at = self.top - height
        return Box(self.left, at, self.right, self.top), Box(self.left, self.bottom, self.right, at - gap)

    def cut_bottom(self, height: float, gap: float = 0.0) -> tuple[Box, Box]:
        """Give the part of so much height at the bottom, and the rest above a gap."""
        at = self.bottom + height
        return Box(self.left, self.bottom, self.right, at), Box(self.left, at + gap, self.right, self.top)

    def cut_right(self, width: float, gap: float = 0.0) -> tuple[Box, Box]:
        """Give the part of so much width at the right, and the rest left of a gap."""
        at = self.right - width
        return Box(at, self.bottom, self.right, self.top), Box(self.left, self.bottom, at - gap, self.top)

    def columns(self, count: int, gap: float) -> list[Box]:
        """Give columns of one width, from the left."""
        width = (self.width - (count - 1) * gap) / count
        return [
            Box(
                self.left + at * (width + gap),
                self.bottom,
                self.left + at * (width + gap) + width,
                self.top,
            )
            for at in range(count)
        ]
