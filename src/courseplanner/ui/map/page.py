"""Builds the page of the map with folium. Without Qt: it runs in the engine's process."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import folium

from courseplanner.ui.map.address import ROOT

__all__ = ["SCRIPTS", "STYLES", "map_page"]

SCRIPTS = (
    "leaflet.js",
    "qwebchannel.js",
    "core.js",
    "layer.js",
    "basemap-style.js",
    "basemap.js",
    "labels.js",
    "symbols.js",
    "tip.js",
    "places.js",
    "lines.js",
    "courses.js",
    "hover.js",
    "legend.js",
    "chrome.js",
)
"""What the page loads, in this order."""

STYLES = ("leaflet.css", "map.css")

_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
_POLICY = (
    "default-src 'none'; script-src courseplanner: {script}; style-src courseplanner: {style}; "
    "img-src courseplanner: data: blob:; connect-src courseplanner:; worker-src courseplanner:; "
    "base-uri 'none'; form-action 'none'"
)


class _CourseMap(folium.Map):
    """A map of folium whose scripts and styles all come from the program itself."""

    default_js = [(name, ROOT + name) for name in SCRIPTS]  # noqa: RUF012 - folium's own type
    default_css = [(name, ROOT + name) for name in STYLES]  # noqa: RUF012


def map_page() -> bytes:
    """Build the page of the map: the same bytes each time, and no address but those of the private scheme.

    Returns
    -------
    bytes
        HTML in UTF-8. Its Content-Security-Policy lets through the private scheme, and of inline
        scripts and styles only those that folium wrote.
    """
    page = _CourseMap(
        location=[0.0, 0.0],
        zoom_start=3,
        tiles=None,
        zoom_control=False,
        prefer_canvas=True,
        attribution_control=False,
        box_zoom=False,
        fade_animation=False,
        minZoom=3,
        maxZoom=19,
    )
    page._id = "of_courses"  # noqa: SLF001 - folium has no other way to a name that stays the same
    root: Any = page.get_root()
    # Rendered once for the order of the scripts: what hands the map to ours must follow what makes it.
    root.render()
    root.script.add_child(folium.Element(f"courseplanner.start({page.get_name()});"), name="start")
    html: str = root.render()
    policy = _POLICY.format(script=_hashes(html, "script"), style=_hashes(html, "style"))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}" />'
    return html.replace("<head>", f"<head>\n    {meta}", 1).encode()


def _hashes(html: str, tag: str) -> str:
    """Give the sources of a policy that stand for what is written into the page itself."""
    digests = (
        hashlib.sha256(inline.encode()).digest() for kind, inline in _INLINE.findall(html) if kind == tag
    )
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
