"""Colours of the app, light and dark, in one place for widgets, plots and the map.

Data colours are those of Okabe and Ito, which people with the common kinds of
colour blindness tell apart. Text on its ground has a contrast of at least 4.5 to 1 (WCAG 2.2 AA).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

__all__ = ["DARK", "LIGHT", "Palette"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`.

    Parameters
    ----------
    name : str
        `light` or `dark`.
    ground, raised, field : str
        Of the window; of headings, buttons and bars; of fields, tables and plots.
    ink, muted, line : str
        Text; text of lesser weight; borders and grid lines.
    accent, on_accent : str
        Of the main action and of what is chosen; text on it.
    course, casing, candidate : str
        Line of the picked course, its casing, and lines of the other candidates.
    village, scenic, start : str
        Symbols.
    fail, warn, unknown, good : str
        Severity, as text on `field`.
    """

    name: str
    ground: str
    raised: str
    field: str
    ink: str
    muted: str
    line: str
    accent: str
    on_accent: str
    course: str
    casing: str
    candidate: str
    village: str
    scenic: str
    start: str
    fail: str
    warn: str
    unknown: str
    good: str

    def colours(self) -> dict[str, str]:
        """Give all colours by name, for the page of the map."""
        return asdict(self)


LIGHT = Palette(
    name="light", ground="#f5f5f4", raised="#ececea", field="#ffffff", ink="#1c1b1a", muted="#5f5d5a",
    line="#d6d4d0", accent="#9c1458", on_accent="#ffffff", course="#a3125c", casing="#ffffff",
    candidate="#6f6b76", village="#0072b2", scenic="#b35300", start="#00795a", fail="#b3261e",
    warn="#8f5200", unknown="#4a5a78", good="#00694d",
)  # fmt: skip
DARK = Palette(
    name="dark", ground="#1f2023", raised="#2a2b2f", field="#17181a", ink="#ececea", muted="#a9a8a4",
    line="#3d3e43", accent="#e66aa4", on_accent="#2a0818", course="#f065a8", casing="#141416",
    candidate="#9a97a3", village="#56b4e9", scenic="#f0a030", start="#2fc79a", fail="#ff8a80",
    warn="#f0b354", unknown="#9db4dc", good="#4fd1a5",
)  # fmt: skip
