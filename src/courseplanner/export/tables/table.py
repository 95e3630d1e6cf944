"""Tables before they are written: numbers are numbers still, with the decimals that they are shown with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courseplanner.base.i18n import Text

__all__ = ["Cell", "Column", "Table"]

Cell = str | float | None
"""`None` where a figure is not known."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    head : Text
    decimals : int or None
        Of its numbers; `None` where it holds words.
    """

    head: Text
    decimals: int | None = None

    def written(self, cell: Cell) -> str:
        """Give a cell as words; what is not known is empty."""
        if cell is None:
            return ""
        if isinstance(cell, str):
            return cell
        return f"{self.rounded(cell):.{self.decimals or 0}f}"

    def rounded(self, cell: float) -> float:
        """Give a number to as many decimals as are known of it."""
        return round(cell, self.decimals or 0) + 0.0  # -0 becomes 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be written in any way.

    Parameters
    ----------
    title : Text
    columns : sequence of Column
    rows : sequence of sequences of Cell
        Each as long as `columns`.
    """

    title: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]

    def in_words(self) -> Iterable[list[str]]:
        """Give the rows as words."""
        for row in self.rows:
            yield [column.written(cell) for column, cell in zip(self.columns, row, strict=True)]
