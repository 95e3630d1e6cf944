// The worker that reads the basemap and draws its tiles and names, so that the page itself never waits for them.
importScripts("basemap-style.js", "basemap-data.js", "basemap-paint.js", "basemap-labels.js");

(() => {
    "use strict";

    const { readBasemap, paintTile, paintNames } = globalThis.courseplanner;
    const next = new MessageChannel();
    let basemap = null;
    let newest = 0;
    let tiles = new Map();
    let names = null;
    let isDrawing = false;

    // Drawn on the processor: the pictures are small, the paths many, and every machine can.
    function canvasOf(width, height) {
        const canvas = new OffscreenCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
        return [canvas, canvas.getContext("2d", { willReadFrequently: true })];
    }

    function answer(asked, fields) {
        const { bitmap } = fields;
        globalThis.postMessage({ id: asked.id, ...fields }, bitmap ? [bitmap] : []);
    }

    function draw(asked, width, height, paint) {
        try {
            const [canvas, context] = canvasOf(width * asked.ratio, height * asked.ratio);
            paint(context, basemap, asked);
            answer(asked, { bitmap: canvas.transferToImageBitmap() });
        } catch (error) {
            answer(asked, { error: String(error) });
        }
    }

    // One picture for each turn, so that what is no longer wanted can be taken back in between; names come last.
    function step() {
        const [asked] = tiles.values();
        if (asked) {
            tiles.delete(asked.id);
            draw(asked, asked.size, asked.size, paintTile);
        } else if (names) {
            const one = names;
            names = null;
            draw(one, one.width, one.height, paintNames);
        }
        isDrawing = tiles.size > 0 || names !== null;
        if (isDrawing) next.port2.postMessage(null);
    }

    function wake() {
        if (isDrawing) return;
        isDrawing = true;
        next.port2.postMessage(null);
    }

    async function load(asked) {
        newest = asked.id;
        const response = await fetch(asked.url);
        const read = readBasemap(await response.arrayBuffer());
        if (newest !== asked.id) return;
        basemap = read;
        tiles = new Map();
        names = null;
        answer(asked, {});
    }

    const handlers = {
        load: (asked) => load(asked).catch((error) => answer(asked, { error: String(error) })),
        tile: (asked) => tiles.set(asked.id, asked),
        names: (asked) => { names = asked; },
        drop: (asked) => tiles.delete(asked.id),
    };

    next.port1.onmessage = step;
    globalThis.onmessage = ({ data }) => {
        handlers[data.what](data);
        if (basemap) wake();
    };
})();
