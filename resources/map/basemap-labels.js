// Lays out the names of a view so that none covers another, and draws them. Runs in the worker.
(() => {
    "use strict";

    const courseplanner = (globalThis.courseplanner ??= {});
    const { LABELS, LINES, NAMES, STREET_NAMES, FONT, widthAt, colours } = courseplanner.basemapStyle;

    const FIRST_STREET_ZOOM = 14;
    const STREET_PX = 10.5;
    const WIDEST_PX = 120;
    const MOST_LETTERS = 48;
    const SQUARE_PX = 64;
    const PADDING_PX = 3;
    // A symbol so near to a place is its own.
    const SAME_PX = 4;
    // The same street is named again after so many pixels.
    const REPEAT_PX = 420;
    // From one letter to the next, and along the whole name, in radians.
    const SHARPEST_TURN = 0.35;
    const FARTHEST_TURN = 1.1;
    const STRAIGHT = 0.992;
    // Letters of these scripts stand alone; others are only written where the street is straight.
    const SCRIPTS = ["Latin", "Cyrillic", "Greek", "Han", "Hangul", "Hiragana", "Katakana", "Common"];
    const STAND_ALONE = new RegExp(`^[${SCRIPTS.map((script) => `\\p{Script=${script}}`).join("")}]*$`, "u");

    const letters = new Intl.Segmenter();

    // Boxes that are taken, by squares of the view so that few are looked at.
    class Taken {
        constructor() {
            this.squares = new Map();
        }

        * squaresOf([left, top, right, bottom]) {
            for (let row = Math.floor(top / SQUARE_PX); row <= bottom / SQUARE_PX; row += 1) {
                for (let column = Math.floor(left / SQUARE_PX); column <= right / SQUARE_PX; column += 1) {
                    yield `${column} ${row}`;
                }
            }
        }

        isFree(box) {
            for (const square of this.squaresOf(box)) {
                for (const other of this.squares.get(square) ?? []) {
                    const isBeside = box[2] <= other[0] || other[2] <= box[0];
                    if (!isBeside && box[1] < other[3] && other[1] < box[3]) return false;
                }
            }
            return true;
        }

        take(box) {
            for (const square of this.squaresOf(box)) {
                if (!this.squares.has(square)) this.squares.set(square, []);
                this.squares.get(square).push(box);
            }
        }
    }

    function cut(name) {
        const all = Array.from(letters.segment(name.replace(/\s+/gu, " ").trim()), (one) => one.segment);
        return all.length <= MOST_LETTERS ? all.join("") : `${all.slice(0, MOST_LETTERS - 1).join("")}…`;
    }

    // A long name in two rows, broken at the blank nearest to its middle.
    function rowsOf(context, name, ratio) {
        const blanks = Array.from(name.matchAll(/ /gu), (blank) => blank.index);
        if (blanks.length === 0 || context.measureText(name).width <= WIDEST_PX * ratio) return [name];
        const middle = name.length / 2;
        const at = blanks.reduce((best, one) => (Math.abs(one - middle) < Math.abs(best - middle) ? one : best));
        return [name.slice(0, at), name.slice(at + 1)];
    }

    const fontOf = ({ size, weight, slant }, ratio) => `${slant ? "italic " : ""}${weight} ${size * ratio}px ${FONT}`;

    function write(context, rows, x, y, height) {
        const first = y - ((rows.length - 1) * height) / 2;
        rows.forEach((row, at) => context.strokeText(row, x, first + at * height));
        rows.forEach((row, at) => context.fillText(row, x, first + at * height));
    }

    function triangle(context, x, y, side) {
        context.beginPath();
        context.moveTo(x, y - side);
        context.lineTo(x + side, y + 0.7 * side);
        context.lineTo(x - side, y + 0.7 * side);
        context.closePath();
        context.stroke();
        context.fill();
    }

    // The symbol of a place that a name belongs to, if there is one.
    function signAt(view, x, y) {
        const near = SAME_PX * view.ratio;
        return view.signs.find((sign) => Math.abs(sign.x - x) < near && Math.abs(sign.y - y) < near);
    }

    function placePlaces(context, basemap, view, taken) {
        for (const [number, worldX, worldY, whole, firstZoom] of basemap.labels) {
            const kind = LABELS[number];
            const look = NAMES[kind];
            const x = worldX * view.scale - view.x;
            const y = worldY * view.scale - view.y;
            const beyond = Math.max(-x, -y, x - view.width, y - view.height);
            const isTime = view.zoom >= Math.max(look.from, firstZoom) && view.zoom <= look.to;
            if (!whole || !isTime || beyond > WIDEST_PX * view.ratio) continue;
            context.font = fontOf(look, view.ratio);
            const rows = rowsOf(context, cut(whole), view.ratio);
            const height = 1.2 * look.size * view.ratio;
            const widest = Math.max(...rows.map((row) => context.measureText(row).width));
            const half = widest / 2 + PADDING_PX * view.ratio;
            const sign = signAt(view, x, y);
            if (sign?.isNamed) continue;
            const tall = (rows.length * height) / 2 + PADDING_PX * view.ratio;
            const ofPeak = kind === "peak" ? 10.5 * view.ratio + ((rows.length - 1) * height) / 2 : 0;
            const below = sign ? sign.radius + tall : ofPeak;
            const above = sign ? tall - below : Math.max(tall - below, below / 2);
            const box = [x - half, y - above, x + half, y + tall + below];
            if (!taken.isFree(box)) continue;
            taken.take(box);
            context.fillStyle = view.style.text[kind];
            if (kind === "peak" && !sign) triangle(context, x, y, 3.2 * view.ratio);
            write(context, rows, x, y + below, height);
        }
    }

    // The street in pixels of the canvas, with its length up to each point.
    function lineOf(streets, street, view) {
        const from = streets.street_point[street];
        const to = streets.street_point[street + 1];
        const line = { x: [], y: [], at: [] };
        let length = 0;
        for (let point = from; point < to; point += 1) {
            const x = streets.street_xy[2 * point] * view.scale - view.x;
            const y = streets.street_xy[2 * point + 1] * view.scale - view.y;
            if (point > from) length += Math.hypot(x - line.x.at(-1), y - line.y.at(-1));
            line.x.push(x);
            line.y.push(y);
            line.at.push(length);
        }
        return line;
    }

    function pointAt(line, distance) {
        let low = 0;
        let high = line.at.length - 1;
        while (high - low > 1) {
            const middle = (low + high) >> 1;
            if (line.at[middle] <= distance) low = middle;
            else high = middle;
        }
        const span = line.at[high] - line.at[low] || 1;
        const part = (distance - line.at[low]) / span;
        const dx = line.x[high] - line.x[low];
        const dy = line.y[high] - line.y[low];
        return [line.x[low] + part * dx, line.y[low] + part * dy];
    }

    // Where each of some pieces of a name stands along a line, and how it is turned; null where it turns too sharply.
    // Corners are rounded off by `round` pixels, so that letters do not jump.
    function alongLine(line, start, widths, isBackward, round) {
        const set = [];
        let at = start;
        for (const width of isBackward ? widths.toReversed() : widths) {
            const [fromX, fromY] = pointAt(line, Math.max(at - round, 0));
            const [toX, toY] = pointAt(line, Math.min(at + width + round, line.at.at(-1)));
            const turned = Math.atan2(toY - fromY, toX - fromX) + (isBackward ? Math.PI : 0);
            const [x, y] = pointAt(line, at + width / 2);
            set.push([(fromX + toX + 2 * x) / 4, (fromY + toY + 2 * y) / 4, turned]);
            at += width;
        }
        if (isBackward) set.reverse();
        let turned = 0;
        for (let one = 1; one < set.length; one += 1) {
            const turn = Math.abs(set[one][2] - set[one - 1][2]) % (2 * Math.PI);
            const sharp = Math.min(turn, 2 * Math.PI - turn);
            turned += sharp;
            if (sharp > SHARPEST_TURN || turned > FARTHEST_TURN) return null;
        }
        return set;
    }

    function setName(context, line, start, name, width, tall) {
        const [fromX, fromY] = pointAt(line, start);
        const [toX, toY] = pointAt(line, start + width);
        const isBackward = toX < fromX;
        if (Math.hypot(toX - fromX, toY - fromY) > STRAIGHT * width) {
            return { pieces: [name], set: alongLine(line, start, [width], isBackward, 0) };
        }
        if (!STAND_ALONE.test(name)) return null;
        const pieces = Array.from(letters.segment(name), (one) => one.segment);
        const widths = pieces.map((piece) => context.measureText(piece).width);
        const sum = widths.reduce((total, one) => total + one, 0);
        const fitted = widths.map((one) => (one * width) / sum);
        const set = alongLine(line, start, fitted, isBackward, 0.6 * tall);
        return set && { pieces, set };
    }

    function boxesAlong(line, start, width, tall) {
        const boxes = [];
        const steps = Math.max(1, Math.ceil(width / tall));
        for (let step = 0; step <= steps; step += 1) {
            const [x, y] = pointAt(line, start + (step * width) / steps);
            boxes.push([x - tall / 2, y - tall / 2, x + tall / 2, y + tall / 2]);
        }
        return boxes;
    }

    function writeAlong(context, { pieces, set }) {
        for (const paint of ["strokeText", "fillText"]) {
            pieces.forEach((piece, at) => {
                const [x, y, turned] = set[at];
                context.save();
                context.translate(x, y);
                context.rotate(turned);
                context[paint](piece, 0, 0);
                context.restore();
            });
        }
    }

    // Middles to try along a street: one for each stretch of it, and beside each in case it is taken.
    function* middles(length, repeat) {
        const stretches = Math.max(1, Math.floor(length / repeat));
        for (const shift of [0, 0.22, -0.22]) {
            for (let stretch = 0; stretch < stretches; stretch += 1) {
                yield ((stretch + 0.5 + shift) * length) / stretches;
            }
        }
    }

    function placeStreet(context, view, line, name, taken, placed) {
        const length = line.at.at(-1);
        const width = context.measureText(name).width;
        const tall = 1.35 * STREET_PX * view.ratio;
        if (length < width + tall / 2) return;
        const repeat = REPEAT_PX * view.ratio;
        const already = placed.get(name) ?? [];
        placed.set(name, already);
        for (const middle of middles(length, repeat)) {
            const start = Math.min(Math.max(middle - width / 2, 0), length - width);
            const [x, y] = pointAt(line, start + width / 2);
            if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
            if (already.some(([otherX, otherY]) => Math.hypot(x - otherX, y - otherY) < 0.8 * repeat)) continue;
            const boxes = boxesAlong(line, start, width, tall);
            if (!boxes.every((box) => taken.isFree(box))) continue;
            const found = setName(context, line, start, name, width, tall);
            if (!found?.set) continue;
            boxes.forEach((box) => taken.take(box));
            already.push([x, y]);
            writeAlong(context, found);
        }
    }

    function placeStreets(context, basemap, view, taken) {
        const { streets } = basemap;
        const shown = [];
        for (const street of streets.index.within(...view.world)) {
            const kind = LINES[streets.street_kind[street]];
            const name = basemap.names[streets.street_name[street]];
            const isTime = view.zoom >= (STREET_NAMES[kind] ?? Infinity);
            if (name && isTime) shown.push([streets.street_kind[street], street, kind, name]);
        }
        // The greater roads first; of one kind always in the same order, so that names stay where they are.
        shown.sort((one, other) => other[0] - one[0] || one[1] - other[1]);
        const placed = new Map();
        for (const [, street, kind, name] of shown) {
            const size = STREET_PX + (view.zoom >= 17 && widthAt(kind, view.zoom) > 9 ? 1.5 : 0);
            context.font = fontOf({ size, weight: 400, slant: kind === "river" }, view.ratio);
            context.fillStyle = kind === "river" ? view.style.text.water : view.style.text.street;
            placeStreet(context, view, lineOf(streets, street, view), cut(name), taken, placed);
        }
    }

    // Paint the names of a view: `x`, `y` of its corner, `width`, `height` in pixels of the page at `zoom`.
    function paintNames(context, basemap, { zoom, x, y, width, height, ratio, palette, signs = [] }) {
        const scale = 2 ** (zoom - basemap.worldZoom);
        const style = colours(palette);
        const view = {
            zoom,
            ratio,
            style,
            scale: scale * ratio,
            x: x * ratio,
            y: y * ratio,
            width: width * ratio,
            height: height * ratio,
            signs: signs.map(([signX, signY, radius, isNamed]) => ({
                x: (signX * 2 ** zoom - x) * ratio,
                y: (signY * 2 ** zoom - y) * ratio,
                radius: radius * ratio,
                isNamed,
            })),
            world: [x / scale, y / scale, (x + width) / scale, (y + height) / scale],
        };
        const taken = new Taken();
        for (const sign of view.signs) {
            const half = sign.radius - ratio;
            taken.take([sign.x - half, sign.y - half, sign.x + half, sign.y + half]);
        }
        Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round" });
        context.strokeStyle = style.text.halo;
        context.lineWidth = 3 * ratio;
        placePlaces(context, basemap, view, taken);
        if (zoom >= FIRST_STREET_ZOOM) placeStreets(context, basemap, view, taken);
    }

    courseplanner.paintNames = paintNames;
})();
