// Draws a rectangle of the basemap on a canvas. Runs in the worker.
(() => {
    "use strict";

    const courseplanner = (globalThis.courseplanner ??= {});
    const { AREAS, LINES, DASHES, widthAt, colours } = courseplanner.basemapStyle;
    const BUILDING = AREAS.indexOf("building");
    const TUNNEL = 0;
    const GROUND = 1;
    const BRIDGE = 2;
    const STRATUM = 16;
    // Narrower roads are one thin line without edges.
    const NARROWEST_WITH_EDGES_PX = 2.1;
    const OUTSIDE_PX = 24;
    // Paths of more shapes than these take several times as long as the same shapes in several paths.
    const BATCH = 64;

    let corners = new Float64Array(4096);

    // Bits for each side of the view that a point lies beyond.
    function beyond(view, x, y) {
        const sideways = x < view.least ? 1 : x > view.most ? 2 : 0;
        return sideways | (y < view.least ? 4 : y > view.most ? 8 : 0);
    }

    // What runs along beyond one side of the view is cut short: it bounds the same part of the view.
    function addRing(path, view, xy, from, to) {
        if (corners.length < 2 * (to - from)) corners = new Float64Array(4 * (to - from));
        let count = 0;
        let run = 0;
        let held = -1;
        let heldX = 0;
        let heldY = 0;
        for (let at = from; at < to; at += 1) {
            const x = xy[2 * at] * view.scale - view.x;
            const y = xy[2 * at + 1] * view.scale - view.y;
            const code = beyond(view, x, y);
            if (run & code) {
                run &= code;
            } else {
                if (held >= 0) {
                    corners[count] = heldX;
                    corners[count + 1] = heldY;
                    count += 2;
                }
                run = held >= 0 ? held & code : 0;
                if (run === 0) {
                    corners[count] = x;
                    corners[count + 1] = y;
                    count += 2;
                    run = code;
                    held = -1;
                    continue;
                }
            }
            held = code;
            heldX = x;
            heldY = y;
        }
        if (held >= 0) {
            corners[count] = heldX;
            corners[count + 1] = heldY;
            count += 2;
        }
        if (count < 6) return;
        path.moveTo(corners[0], corners[1]);
        for (let at = 2; at < count; at += 2) path.lineTo(corners[at], corners[at + 1]);
        path.closePath();
    }

    function addLine(path, view, xy, from, to) {
        let drawn = false;
        let beforeX = xy[2 * from] * view.scale - view.x;
        let beforeY = xy[2 * from + 1] * view.scale - view.y;
        let before = beyond(view, beforeX, beforeY);
        for (let at = from + 1; at < to; at += 1) {
            const x = xy[2 * at] * view.scale - view.x;
            const y = xy[2 * at + 1] * view.scale - view.y;
            const code = beyond(view, x, y);
            if (before & code) {
                drawn = false;
            } else {
                if (!drawn) path.moveTo(beforeX, beforeY);
                path.lineTo(x, y);
                drawn = true;
            }
            beforeX = x;
            beforeY = y;
            before = code;
        }
    }

    // Paths of areas of one kind; those with holes are filled by themselves, by the even-odd rule.
    function paintAreas(context, view, level, style, zoom) {
        const found = level.areas.within(...view.world);
        const { area_kind: kinds, area_ring: rings, ring_point: points, ring_xy: xy } = level;
        for (let at = 0; at < found.length; ) {
            const kind = kinds[found[at]];
            const path = new Path2D();
            context.fillStyle = style.areas[AREAS[kind]];
            const end = Math.min(found.length, at + BATCH);
            for (; at < end && kinds[found[at]] === kind; at += 1) {
                const area = found[at];
                const whole = rings[area + 1] - rings[area] === 1 ? path : new Path2D();
                for (let ring = rings[area]; ring < rings[area + 1]; ring += 1) {
                    addRing(whole, view, xy, points[ring], points[ring + 1]);
                }
                if (whole !== path) {
                    context.fill(whole, "evenodd");
                    if (kind === BUILDING) edge(context, view, whole, style, zoom);
                }
            }
            context.fill(path);
            if (kind === BUILDING) edge(context, view, path, style, zoom);
        }
    }

    function edge(context, view, path, style, zoom) {
        if (zoom < 16) return;
        context.strokeStyle = style.buildingEdge;
        context.lineWidth = 0.8 * view.ratio;
        context.lineJoin = "miter";
        context.stroke(path);
    }

    // Lines of the view by stratum and kind: `{kind, stratum, width, paths}`, in the order they are drawn in.
    function lineGroups(view, level, zoom) {
        const found = level.lines.within(...view.world);
        const { line_code: codes, line_point: points, line_xy: xy } = level;
        const groups = [];
        for (let at = 0; at < found.length; ) {
            const code = codes[found[at]];
            const begin = at;
            while (at < found.length && codes[found[at]] === code) at += 1;
            const kind = LINES[code % STRATUM];
            const width = widthAt(kind, zoom) * view.ratio;
            if (width === 0) continue;
            const paths = [];
            for (let one = begin; one < at; one += 1) {
                if ((one - begin) % BATCH === 0) paths.push(new Path2D());
                addLine(paths.at(-1), view, xy, points[found[one]], points[found[one] + 1]);
            }
            groups.push({ kind, stratum: Math.floor(code / STRATUM), width, paths });
        }
        return groups;
    }

    function stroke(context, paths, width, colour, cap, dash) {
        context.lineWidth = width;
        context.strokeStyle = colour;
        context.lineCap = cap;
        context.setLineDash(dash ?? []);
        for (const path of paths) context.stroke(path);
    }

    function paintWater(context, lines, style) {
        for (const { kind, stratum, width, paths } of lines) {
            const isWater = kind === "river" || kind === "stream";
            if (isWater && stratum !== TUNNEL) stroke(context, paths, width, style.river, "round");
        }
    }

    function paintTunnels(context, view, lines, style) {
        const dash = [4 * view.ratio, 3 * view.ratio];
        for (const { kind, width, paths } of lines) {
            const colour = kind === "rail" ? style.rail[0] : style.roads[kind]?.[2];
            if (!colour) continue;
            const isThin = kind === "rail" || width < NARROWEST_WITH_EDGES_PX * view.ratio;
            stroke(context, paths, isThin ? width : width + view.ratio, colour, "butt", dash);
            if (!isThin) stroke(context, paths, width - view.ratio, style.tunnel, "butt");
        }
    }

    function paintEdges(context, view, lines, style, isBridge) {
        const added = (isBridge ? 2.6 : 1.6) * view.ratio;
        for (const { kind, width, paths } of lines) {
            const road = style.roads[kind];
            if (!road || width < NARROWEST_WITH_EDGES_PX * view.ratio) continue;
            if (road[1]) stroke(context, paths, width + added, road[1], isBridge ? "butt" : "round");
            else if (isBridge) stroke(context, paths, width + added, style.roads.service[1], "butt");
        }
    }

    function paintFaces(context, view, lines, style, zoom) {
        for (const { kind, width, paths } of lines) {
            const road = style.roads[kind];
            if (kind === "rail") {
                paintRail(context, view, paths, width, style, zoom);
            } else if (road) {
                const thin = !road[0] || width < NARROWEST_WITH_EDGES_PX * view.ratio;
                const dash = DASHES[kind]?.map((length) => length * view.ratio * (zoom >= 17 ? 1.5 : 1));
                stroke(context, paths, width, thin ? road[2] : road[0], dash ? "butt" : "round", dash);
            }
        }
    }

    function paintRail(context, view, paths, width, style, zoom) {
        stroke(context, paths, width, style.rail[0], "butt");
        if (zoom < 14) return;
        const length = 5 * view.ratio;
        stroke(context, paths, width - 0.9 * view.ratio, style.rail[1], "butt", [length, length]);
    }

    // Paint a tile of `size` pixels a side at a zoom; `ratio` pixels of the canvas stand for one of the page.
    function paintTile(context, basemap, { zoom, column, row, size, ratio, palette }) {
        const style = colours(palette);
        const scale = 2 ** (zoom - basemap.worldZoom);
        const side = size / scale;
        const view = {
            scale: scale * ratio,
            x: column * size * ratio,
            y: row * size * ratio,
            least: -OUTSIDE_PX * ratio,
            most: (size + OUTSIDE_PX) * ratio,
            ratio,
            world: [column * side, row * side, (column + 1) * side, (row + 1) * side],
        };
        const level = basemap.levelAt(zoom);
        context.fillStyle = style.land;
        context.fillRect(0, 0, size * ratio, size * ratio);
        paintAreas(context, view, level, style, zoom);
        context.lineJoin = "round";
        const lines = lineGroups(view, level, zoom);
        const [below, ground, above] = [TUNNEL, GROUND, BRIDGE].map((stratum) =>
            lines.filter((line) => line.stratum === stratum)
        );
        paintWater(context, lines, style);
        paintTunnels(context, view, below, style);
        paintEdges(context, view, ground, style, false);
        paintFaces(context, view, ground, style, zoom);
        paintEdges(context, view, above, style, true);
        paintFaces(context, view, above, style, zoom);
    }

    courseplanner.paintTile = paintTile;
})();
