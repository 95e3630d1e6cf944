// Names of places and streets over the basemap, laid out again where the map comes to rest.
(() => {
    "use strict";

    const courseplanner = (globalThis.courseplanner ??= {});
    const { basemap } = courseplanner;
    // So much of the view is laid out beyond each of its sides, for a pan to bring in.
    const BEYOND = 0.2;

    let canvas = null;
    let asked = 0;

    function layOut() {
        const map = courseplanner.map;
        if (!map || !canvas) return;
        basemap.drop(asked);
        if (!basemap.isShown) {
            canvas.style.visibility = "hidden";
            return;
        }
        const size = map.getSize();
        const beyond = size.multiplyBy(BEYOND).round();
        const corner = map.containerPointToLayerPoint(beyond.multiplyBy(-1));
        const { x, y } = map.getPixelOrigin().add(corner);
        const [width, height] = [size.x + 2 * beyond.x, size.y + 2 * beyond.y];
        const zoom = map.getZoom();
        const signs = courseplanner.signs?.(zoom) ?? [];
        asked = basemap.ask("names", { zoom, x, y, width, height, signs }, ({ bitmap }) => {
            if (!bitmap) return;
            canvas.style.width = `${width}px`;
            canvas.style.height = `${height}px`;
            basemap.put(canvas, bitmap);
            L.DomUtil.setPosition(canvas, corner);
            canvas.style.visibility = "visible";
        });
    }

    function hideNames() {
        basemap.drop(asked);
        canvas.style.visibility = "hidden";
    }

    courseplanner.onStart((map) => {
        const pane = map.createPane("names");
        // Over the tiles, under the courses; the mouse does not see it.
        pane.style.zIndex = 350;
        pane.style.pointerEvents = "none";
        canvas = L.DomUtil.create("canvas", "", pane);
        canvas.style.position = "absolute";
        canvas.style.visibility = "hidden";
        map.on("zoomanim zoomstart", hideNames);
        map.on("moveend resize", layOut);
        courseplanner.onSigns?.(layOut);
        layOut();
    });
    courseplanner.onPalette(layOut);
    basemap.onChange = layOut;
})();
