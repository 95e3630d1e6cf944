"""A page for everybody: one file that shows the course in any browser, without a network."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

import numpy as np

from courseplanner.base import assets
from courseplanner.base.i18n import text
from courseplanner.export.course_package import CoursePackage
from courseplanner.export.disclaimers import osm_credit, sources_in_words
from courseplanner.export.exporter import Exporter
from courseplanner.export.page.leaflet import leaflet_script, leaflet_style
from courseplanner.export.page.page_data import page_data
from courseplanner.export.page.page_profile import profile_svg

__all__ = ["EXPORTERS", "html_bytes"]

_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
"""Nothing is fetched, whatever is written into the page."""
_LINKED = re.compile(r"<(?:script|link)[^>]*\b(?:src|href)=[^>]*>(?:</script>)?")


def html_bytes(package: CoursePackage) -> bytes:
    """Write a course as a page: map with its marks, profile, and what is known of it.

    folium builds the page; Leaflet, the course and the roads around it stand in it whole. Nothing in
    it is fetched, and its policy forbids it.
    """
    html = _built(package)
    return html.encode("utf-8", errors="replace")


def _built(package: CoursePackage) -> str:
    import folium

    course = package.candidate.course
    middle = [float(np.mean(course.lat)), float(np.mean(course.lon))]
    page = folium.Map(location=middle, zoom_start=13, tiles=None, attribution_control=False, zoomSnap=0.25)
    page._id = "of_the_course"  # noqa: SLF001 - folium has no other way to a name that stays the same
    page.default_js, page.default_css = [], []
    root: Any = page.get_root()
    root.render()
    root.script.add_child(folium.Element(f"showCourse({page.get_name()});"), name="show")
    html: str = _LINKED.sub("", root.render())
    return _filled(html, package)


def _filled(html: str, package: CoursePackage) -> str:
    """Put scripts and styles into the head, what is said before and after the map, and the data."""
    page_script = assets.resource("page", "page.js").read_text(encoding="utf-8")
    page_style = assets.resource("page", "page.css").read_text(encoding="utf-8")
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(package.name)}</title>\n"
        f"<style>{leaflet_style()}\n{page_style}</style>\n"
        f"<script>{leaflet_script()}\n{page_script}</script>\n</head>"
    )
    data = json.dumps(page_data(package), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Within a script nothing is escaped: only its end must not stand there.
    data = data.replace("<", "\\u003c")
    held = f'<script type="application/json" id="course-data">{data}</script>'
    before = f"<body>\n<header>{_head(package)}</header>\n{held}"
    after = f"{profile_svg(package)}<footer>{_foot(package)}</footer>\n</body>"
    html = html.replace("</head>", head, 1).replace("<body>", before, 1)
    return html.replace("</body>", after, 1)


def _head(package: CoursePackage) -> str:
    candidate = package.candidate
    figures = [text("{length:.2f} km planned", length=candidate.planned_m / 1000.0)]
    if candidate.profile is not None:
        figures.append(text("climb {climb:.0f} m", climb=candidate.profile.climb_m))
    figures.append(text("{share:.0f} % free of motor traffic", share=100.0 * candidate.shares.motor_free))
    if candidate.shares.tunnel > 0.0:
        tunnel_m = candidate.shares.tunnel * candidate.course.course_m
        figures.append(text("{metres:.0f} m in tunnels", metres=tunnel_m))
    words = " · ".join(map(str, figures))
    return f"<h1>{escape(package.name)}</h1><p>{escape(words)}</p>"


def _foot(package: CoursePackage) -> str:
    plan = text("Planned course, to be measured by calibrated bicycle; not a measurement.")
    sources = text("Made from: {sources}.", sources=sources_in_words(package.provenance))
    return "".join(
        f"<p>{escape(str(words))}</p>" for words in (plan, *osm_credit(package.provenance), sources)
    )


EXPORTERS = (Exporter("html", ".html", text("Page for a browser (works without a network)"), html_bytes),)
