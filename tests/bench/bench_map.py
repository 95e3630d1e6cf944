"""Times the basemap: its bytes, and panning and zooming it in the real page, offscreen.

For each region and zoom: the median of a zoom without animation until every tile is painted, of a pan
step of 100 pixels until the next frame is painted (and the longest of all), the longest until the tiles that
a step brought in are there, and the longest time between two frames meanwhile. Run by `make bench`.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWebEngineCore import QWebEngineProfile
from PySide6.QtWidgets import QApplication

from courseplanner.sources.basemap.basemap import read_basemap
from courseplanner.sources.region import read_region
from courseplanner.ui.look.theme import LIGHT
from courseplanner.ui.map.basemap_bytes import basemap_bytes
from courseplanner.ui.map.chromium import prepare_chromium
from courseplanner.ui.map.page import map_page
from courseplanner.ui.map.panel import MapPanel
from courseplanner.ui.map.view import MapView, map_profile

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "osm"
CENTRES = {
    "heidelberg.osm.pbf": (49.41, 8.69),
    "monaco.osm.pbf": (43.7347, 7.4206),
    "liechtenstein.osm.pbf": (47.14, 9.522),
}
ZOOMS = range(12, 19)
RUNS = 5
LONGEST_WAIT_MS = 60_000

MEASURE = """
(async (centre, zoom, runs) => {
    const { map, basemap } = courseplanner;
    const wait = (ms) => new Promise((then) => setTimeout(then, ms));
    const loaded = () => new Promise((then) => {
        if (basemap.layer().isLoading()) basemap.layer().once("load", then);
        else then();
    });
    const painted = () => new Promise((then) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = then;
        port2.postMessage(null);
    }));
    const found = { zoom: [], pan: [], brought: [], gap: 0 };
    let last = null;
    const watch = (now) => {
        if (last !== null) found.gap = Math.max(found.gap, now - last);
        last = now;
        if (found.gap >= 0) requestAnimationFrame(watch);
    };
    for (let run = 0; run < runs; run += 1) {
        map.setView(centre, zoom - 1, { animate: false });
        await loaded();
        await wait(150);
        const began = performance.now();
        map.setZoom(zoom, { animate: false });
        await loaded();
        await painted();
        found.zoom.push(performance.now() - began);
        await wait(150);
    }
    requestAnimationFrame(watch);
    for (let run = 0; run < 2 * runs; run += 1) {
        const began = performance.now();
        map.panBy(run % 2 ? [100, 0] : [0, 100], { animate: false });
        await painted();
        found.pan.push(performance.now() - began);
        await loaded();
        await painted();
        found.brought.push(performance.now() - began);
        await wait(60);
    }
    const { gap } = found;
    found.gap = -1;
    window.measured = JSON.stringify({ ...found, gap });
})
"""


def _until(signal: Any, work: Callable[[], object]) -> None:
    loop = QEventLoop()
    signal.connect(loop.quit)
    QTimer.singleShot(LONGEST_WAIT_MS, loop.quit)
    work()
    loop.exec()


def _asked(view: MapView, script: str) -> Any:
    """Run a script in the page, and give what it comes to."""
    loop, answers = QEventLoop(), []

    def take(answer: Any) -> None:
        answers.append(answer)
        loop.quit()

    view.page().runJavaScript(script, 0, take)
    QTimer.singleShot(LONGEST_WAIT_MS, loop.quit)
    loop.exec()
    return answers[0]


def _measured(view: MapView, centre: tuple[float, float], zoom: int) -> dict[str, Any]:
    _asked(view, f"window.measured = ''; ({MEASURE})({list(centre)}, {zoom}, {RUNS}); 0")
    deadline = time.monotonic() + LONGEST_WAIT_MS / 1000
    while time.monotonic() < deadline:
        found = _asked(view, "window.measured")
        if found:
            return dict(json.loads(found))
        loop = QEventLoop()
        QTimer.singleShot(200, loop.quit)
        loop.exec()
    raise TimeoutError("the page did not answer")


def _bytes_of(path: Path) -> bytes:
    """Make the bytes of a region's basemap, and print how long that took."""
    box = read_region([path]).bbox
    begin = time.perf_counter()
    basemap = read_basemap([path], None, box)
    read_s = time.perf_counter() - begin
    seconds = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        data = basemap_bytes(basemap)
        seconds.append(time.perf_counter() - begin)
    counts = f"{len(basemap.line_kind)} lines, {len(basemap.area_kind)} areas"
    print(
        f"\n{path.name}: {counts}; read in {read_s:.2f} s, "
        f"{len(data) / 1e6:.1f} MB made in {statistics.median(seconds):.2f} s"
    )
    return data


def main() -> int:
    """Print the table."""
    prepare_chromium()
    app = QApplication(sys.argv)
    profile = QWebEngineProfile(app)
    server, _ = map_profile(profile)
    view = MapView(profile, server)
    panel = MapPanel(view)
    panel.resize(1000, 650)
    panel.show()
    panel.show_palette(LIGHT)
    _until(panel.ready, lambda: panel.set_page(map_page()))
    for name, centre in CENTRES.items():
        if not (DATA / name).is_file():
            print(f"{name}: skipped, not in {DATA}")
            continue
        data = _bytes_of(DATA / name)
        _until(panel.painted, lambda data=data: panel.show_basemap(data))  # type: ignore[misc]
        print(
            f"{'zoom':>4} {'zoom ms':>8} {'pan ms':>7} {'longest':>8} {'tiles there':>12} {'frame gap':>10}"
        )
        for zoom in ZOOMS:
            found = _measured(view, centre, zoom)
            zooming, pan = statistics.median(found["zoom"]), statistics.median(found["pan"])
            longest, brought, gap = max(found["pan"]), max(found["brought"]), found["gap"]
            print(f"{zoom:4} {zooming:8.0f} {pan:7.0f} {longest:8.0f} {brought:12.0f} {gap:10.0f}")
    panel.close_page()
    panel.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
