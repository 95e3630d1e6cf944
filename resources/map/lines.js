// Lines in world coordinates: how they are traced, what is nearest on them, and where they run.
(function () {
    "use strict";

    const lines = {};
    courseplanner.lines = lines;

    // Makes a line of lon, lat, lon, lat, …; `along` is the length up to each point, in units of the world.
    lines.make = function (lonlat) {
        const count = lonlat.length / 2;
        const [x, y, along] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
        for (let i = 0; i < count; i += 1) {
            x[i] = courseplanner.worldX(lonlat[2 * i]);
            y[i] = courseplanner.worldY(lonlat[2 * i + 1]);
            along[i] = i ? along[i - 1] + Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]) : 0;
        }
        return { x, y, along };
    };

    // Traces a line; points within half a pixel of the last are left out.
    lines.trace = function (context, frame, line) {
        let [lastX, lastY] = [Infinity, Infinity];
        const last = line.x.length - 1;
        context.beginPath();
        for (let i = 0; i <= last; i += 1) {
            const x = line.x[i] * frame.scale - frame.left;
            const y = line.y[i] * frame.scale - frame.top;
            if (i === 0) {
                context.moveTo(x, y);
            } else if (i < last && Math.abs(x - lastX) < 0.5 && Math.abs(y - lastY) < 0.5) {
                continue;
            } else {
                context.lineTo(x, y);
            }
            [lastX, lastY] = [x, y];
        }
    };

    lines.stroke = function (context, frame, line, colour, width) {
        lines.trace(context, frame, line);
        context.lineCap = "round";
        context.lineJoin = "round";
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.stroke();
    };

    // Gives the point so far along a line, in units of the world.
    lines.at = function (line, along) {
        let [low, high] = [0, line.along.length - 1];
        while (high - low > 1) {
            const middle = (low + high) >> 1;
            if (line.along[middle] <= along) {
                low = middle;
            } else {
                high = middle;
            }
        }
        const span = line.along[high] - line.along[low] || 1;
        const part = Math.max(0, Math.min(1, (along - line.along[low]) / span));
        return [
            line.x[low] + part * (line.x[high] - line.x[low]),
            line.y[low] + part * (line.y[high] - line.y[low]),
        ];
    };

    // Gives the nearest point of each run of a line within `reach`, the nearest first: a course that
    // comes by twice has two. Each tells how far away it is, from which point on, and which part of the stretch.
    lines.nearby = function (line, x, y, reach) {
        const runs = [];
        let end = -Infinity;
        for (let i = 0; i + 1 < line.x.length; i += 1) {
            const [dx, dy] = [line.x[i + 1] - line.x[i], line.y[i + 1] - line.y[i]];
            const square = dx * dx + dy * dy;
            const onto = square ? ((x - line.x[i]) * dx + (y - line.y[i]) * dy) / square : 0;
            const part = Math.max(0, Math.min(1, onto));
            const away = Math.hypot(line.x[i] + part * dx - x, line.y[i] + part * dy - y);
            if (away > reach) {
                continue;
            }
            const along = line.along[i] + part * Math.sqrt(square);
            if (along - end > 3 * reach) {
                runs.push({ away, index: i, part });
            } else if (away < runs[runs.length - 1].away) {
                runs[runs.length - 1] = { away, index: i, part };
            }
            end = along;
        }
        return runs.sort((a, b) => a.away - b.away);
    };
})();
