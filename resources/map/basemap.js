// Shows the region's own basemap under everything else. A worker draws it; this places the pictures.
(() => {
    "use strict";

    const courseplanner = (globalThis.courseplanner ??= {});
    const style = courseplanner.basemapStyle;
    const TILE_PX = 512;

    const waiting = new Map();
    let worker = null;
    let lastId = 0;
    let layer = null;

    const ratio = () => globalThis.devicePixelRatio || 1;
    const palette = () => courseplanner.palette?.name ?? "light";

    function hear({ data }) {
        const hearer = waiting.get(data.id);
        waiting.delete(data.id);
        if (data.error) courseplanner.send("error", { words: `basemap: ${data.error}` });
        if (hearer) hearer(data);
        else data.bitmap?.close();
    }

    // Ask the worker for something; `hearer` gets the answer unless it was dropped before.
    function ask(what, fields, hearer) {
        if (!worker) {
            worker = new Worker("courseplanner://map/basemap-worker.js");
            worker.onmessage = hear;
            worker.onerror = (event) => courseplanner.send("error", { words: `basemap: ${event.message}` });
        }
        lastId += 1;
        waiting.set(lastId, hearer);
        worker.postMessage({ what, id: lastId, ratio: ratio(), palette: palette(), ...fields });
        return lastId;
    }

    function drop(id) {
        if (waiting.delete(id)) worker.postMessage({ what: "drop", id });
    }

    function put(canvas, bitmap) {
        canvas.width = bitmap.width;
        canvas.height = bitmap.height;
        canvas.getContext("bitmaprenderer").transferFromImageBitmap(bitmap);
    }

    const Tiles = L.GridLayer.extend({
        options: { tileSize: TILE_PX, updateWhenZooming: false, keepBuffer: 1, minZoom: 0, maxZoom: 22 },

        createTile(coords, done) {
            const canvas = document.createElement("canvas");
            canvas.done = () => done(null, canvas);
            this.paint(canvas, coords);
            return canvas;
        },

        paint(canvas, { x, y, z }) {
            drop(canvas.asked);
            canvas.asked = ask("tile", { zoom: z, column: x, row: y, size: TILE_PX }, ({ bitmap }) => {
                if (bitmap) put(canvas, bitmap);
                // Once: Leaflet counts tiles by it.
                canvas.done?.();
                canvas.done = null;
            });
        },

        // Draw every tile again in its place, without the flash of taking it away.
        repaint() {
            for (const { el, coords } of Object.values(this._tiles)) this.paint(el, coords);
        },
    });

    function colourGround() {
        const map = courseplanner.map;
        if (map) map.getContainer().style.background = style.colours(palette()).land;
    }

    function hide() {
        layer?.remove();
        layer = null;
        courseplanner.basemap.isShown = false;
        courseplanner.basemap.onChange();
    }

    function show(url) {
        const began = performance.now();
        const id = ask("load", { url }, ({ error }) => {
            if (error || id !== courseplanner.basemap.newest) return;
            hide();
            layer = new Tiles();
            layer.once("load", () => courseplanner.sayPainted("basemap", began));
            layer.on("tileunload", ({ tile }) => drop(tile.asked));
            courseplanner.basemap.isShown = true;
            courseplanner.map.addLayer(layer);
            courseplanner.basemap.onChange();
        });
        courseplanner.basemap.newest = id;
    }

    // For labels.js: how to ask the worker, and what it wants to be given.
    courseplanner.basemap = { ask, drop, put, isShown: false, newest: 0, onChange: () => {}, layer: () => layer };

    courseplanner.onStart(colourGround);
    courseplanner.onPalette(() => {
        colourGround();
        layer?.repaint();
    });
    courseplanner.on("basemap", ({ url }) => {
        courseplanner.basemap.newest = 0;
        if (url) show(url);
        else hide();
    });
})();
