// Reads the bytes of a basemap (courseplanner.ui.map.basemap_bytes tells their form) and finds what lies in a box.
(() => {
    "use strict";

    const courseplanner = (globalThis.courseplanner ??= {});
    const TYPES = { u1: Uint8Array, i4: Int32Array, u4: Uint32Array };
    const MAGIC = "CPB1";

    const isArray = (value) => Array.isArray(value) && value[0] in TYPES;

    // The same table with typed arrays in place of what tells of them.
    function views(buffer, base, table) {
        const found = {};
        for (const [name, value] of Object.entries(table)) {
            if (isArray(value)) {
                const [type, offset, count] = value;
                found[name] = new TYPES[type](buffer, base + offset, count);
            } else {
                found[name] = name.endsWith("_cells") ? views(buffer, base, value) : value;
            }
        }
        return found;
    }

    // Shapes by cell; `mark` tells which were met already in the box that is asked for.
    class Index {
        constructor({ zoom, grid, start, shape }, count, tilePx, worldZoom) {
            Object.assign(this, { start, shape, grid, cellPx: tilePx * 2 ** (worldZoom - zoom) });
            this.mark = new Uint32Array(count);
            this.turn = 0;
            this.found = new Uint32Array(count);
        }

        // Shapes, rising, whose cells touch a box in pixels of the world.
        within(west, north, east, south) {
            const [firstColumn, firstRow, columns, rows] = this.grid;
            const cell = this.cellPx;
            const left = Math.max(Math.floor(west / cell) - firstColumn, 0);
            const right = Math.min(Math.ceil(east / cell) - 1 - firstColumn, columns - 1);
            const top = Math.max(Math.floor(north / cell) - firstRow, 0);
            const bottom = Math.min(Math.ceil(south / cell) - 1 - firstRow, rows - 1);
            this.turn += 1;
            let count = 0;
            for (let row = top; row <= bottom; row += 1) {
                for (let column = left; column <= right; column += 1) count = this.add(row * columns + column, count);
            }
            const found = this.found.subarray(0, count);
            return left < right || top < bottom ? found.sort() : found;
        }

        add(cell, before) {
            let count = before;
            for (let at = this.start[cell]; at < this.start[cell + 1]; at += 1) {
                const shape = this.shape[at];
                if (this.mark[shape] !== this.turn) {
                    this.mark[shape] = this.turn;
                    this.found[count] = shape;
                    count += 1;
                }
            }
            return count;
        }
    }

    function read(buffer) {
        const head = new Uint8Array(buffer, 0, 8);
        if (String.fromCharCode(...head.subarray(0, 4)) !== MAGIC) throw new Error("these bytes are no basemap");
        const base = 8 + new DataView(buffer).getUint32(4, true);
        const contents = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, base - 8)));
        const index = (itsCells, count) => new Index(itsCells, count, contents.tile_px, contents.world_zoom);
        const levels = contents.levels.map((level) => {
            const its = views(buffer, base, level);
            const areas = index(its.area_cells, its.area_kind.length);
            return { ...its, areas, lines: index(its.line_cells, its.line_code.length) };
        });
        const streets = views(buffer, base, contents.streets);
        streets.index = index(streets.street_cells, streets.street_kind.length);
        return {
            worldZoom: contents.world_zoom,
            names: contents.names,
            labels: contents.labels,
            streets,
            levelAt: (zoom) => levels.findLast((level) => level.from_zoom <= zoom) ?? levels[0],
        };
    }

    courseplanner.readBasemap = read;
})();
