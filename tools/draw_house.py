"""Draws the rooms of the package as an SVG: `python tools/draw_house.py [FILE]`.

Rows and their order are those of the first contract of `tool.importlinter`, words those of each room's
`__init__`, so that the picture of `docs/architecture.md` can't say what is not so.
"""

from __future__ import annotations

import ast
import sys
import textwrap
import tomllib
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "courseplanner"
PICTURE = ROOT / "docs" / "pictures" / "house.svg"

WIDTH, MARGIN, GAP, PAD = 1160, 20, 12, 12
NAME_PX, TEXT_PX, LINE_PX = 16, 12, 16
LETTER_PX = 6.3
"""Mean width of a letter of the text."""
FILLS = ("#eef3f8", "#f6f1e7")


def rows() -> list[list[str]]:
    """Give the rooms of each line, the top one first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(
        one for one in settings["tool"]["importlinter"]["contracts"] if one["containers"] == ["courseplanner"]
    )
    return [[room.strip(" ()") for room in line.split("|")] for line in contract["layers"]]


def purpose(room: Path) -> str:
    """Give the first sentence of a room's docstring."""
    tree = ast.parse((room / "__init__.py").read_text(encoding="utf-8"))
    return (ast.get_docstring(tree) or "").split("\n\n")[0].replace("\n", " ").replace("`", "")


def sub_rooms(room: Path) -> str:
    """List the rooms inside a room."""
    inner = sorted(folder.name for folder in room.iterdir() if (folder / "__init__.py").is_file())
    return " · ".join(inner)


def words_at(x: float, y: float, words: str, style: str) -> str:
    """Draw one line of text."""
    return f'<text x="{x:g}" y="{y:g}" {style}>{escape(words)}</text>'


def box(room: str, left: float, top: float, width: float, height: float, fill: str) -> list[str]:
    """Draw one room."""
    across = int((width - 2 * PAD) / LETTER_PX)
    size = f'width="{width:g}" height="{height:g}"'
    drawn = [f'<rect x="{left:g}" y="{top:g}" {size} rx="6" fill="{fill}" stroke="#5b6b7b"/>']
    x, y = left + PAD, top + 24
    drawn.append(words_at(x, y, room, f'font-size="{NAME_PX}" font-weight="bold"'))
    for words, colour in ((purpose(PACKAGE / room), "#222"), (sub_rooms(PACKAGE / room), "#5b6b7b")):
        for line in textwrap.wrap(words, across):
            y += LINE_PX
            drawn.append(words_at(x, y, line, f'font-size="{TEXT_PX}" fill="{colour}"'))
    return drawn


def height_of(room: str, width: float) -> float:
    """Give the height that the words of a room take."""
    across = int((width - 2 * PAD) / LETTER_PX)
    lines = sum(
        len(textwrap.wrap(words, across)) for words in (purpose(PACKAGE / room), sub_rooms(PACKAGE / room))
    )
    return 24 + LINE_PX * lines + PAD


def house() -> str:
    """Give the picture as the text of an SVG file."""
    drawn: list[str] = []
    top = float(MARGIN)
    for number, line in enumerate(rows()):
        width = (WIDTH - 2 * MARGIN - GAP * (len(line) - 1)) / len(line)
        height = max(height_of(room, width) for room in line)
        for place, room in enumerate(line):
            left = MARGIN + place * (width + GAP)
            drawn += box(room, round(left, 1), top, round(width, 1), height, FILLS[number % 2])
        top += height + GAP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top - GAP + MARGIN:g}" '
        f'font-family="DejaVu Sans, Arial, sans-serif">'
    )
    ground = f'<rect width="{WIDTH}" height="{top - GAP + MARGIN:g}" fill="#ffffff"/>'
    return "\n".join([head, ground, *drawn, "</svg>", ""])


def main() -> int:
    """Write the picture.

    Returns
    -------
    int
        Exit status.
    """
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    target.write_text(house(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
