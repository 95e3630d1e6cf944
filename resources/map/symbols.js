// The symbols of the map, the same on the map and in its legend.
(function () {
    "use strict";

    const FONT = 'system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';
    const STAR_RADIUS = [5, 5.5, 6, 7.5, 9.5, 12];

    const symbols = {};
    courseplanner.symbols = symbols;
    symbols.font = (size, weight) => `${weight || 400} ${size}px ${FONT}`;

    function outlined(context, fill, width) {
        const { casing } = courseplanner.palette;
        context.lineJoin = "round";
        context.lineWidth = width;
        context.strokeStyle = casing;
        context.stroke();
        context.fillStyle = fill;
        context.fill();
    }

    function polygon(context, points) {
        context.beginPath();
        points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
        context.closePath();
    }

    symbols.village = function (context, x, y, radius) {
        const half = radius * 0.95;
        polygon(context, [[x, y - radius], [x + half, y + radius * 0.7], [x - half, y + radius * 0.7]]);
        outlined(context, courseplanner.palette.village, 3);
    };

    // Larger with the rating, from A (1) to 5A (5); null is unknown.
    symbols.starRadius = (rating) => STAR_RADIUS[rating || 0] || STAR_RADIUS[0];

    symbols.scenic = function (context, x, y, radius) {
        const points = [];
        for (let i = 0; i < 10; i += 1) {
            const reach = i % 2 ? radius * 0.45 : radius;
            const angle = (i * Math.PI) / 5;
            points.push([x + reach * Math.sin(angle), y - reach * Math.cos(angle)]);
        }
        polygon(context, points);
        outlined(context, courseplanner.palette.scenic, 3);
    };

    symbols.stop = function (context, x, y, radius) {
        context.beginPath();
        context.arc(x, y, radius * 0.7, 0, 2 * Math.PI);
        outlined(context, courseplanner.palette.muted, 3);
    };

    symbols.start = function (context, x, y, half) {
        context.beginPath();
        context.rect(x - half, y - half, 2 * half, 2 * half);
        outlined(context, courseplanner.palette.start, 3);
    };

    symbols.finish = function (context, x, y, half) {
        const { ink, field } = courseplanner.palette;
        const cell = half / 2;
        context.beginPath();
        context.rect(x - half, y - half, 2 * half, 2 * half);
        outlined(context, field, 4);
        context.fillStyle = ink;
        for (let row = 0; row < 4; row += 1) {
            for (let column = row % 2; column < 4; column += 2) {
                context.fillRect(x - half + column * cell, y - half + row * cell, cell, cell);
            }
        }
        context.lineWidth = 1;
        context.strokeStyle = ink;
        context.strokeRect(x - half, y - half, 2 * half, 2 * half);
    };

    function disc(context, x, y, radius) {
        const { field, course } = courseplanner.palette;
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.fillStyle = field;
        context.fill();
        context.lineWidth = 1.5;
        context.strokeStyle = course;
        context.stroke();
    }

    symbols.kilometreRadius = (number) => (number < 10 ? 8.5 : number < 100 ? 10 : 12.5);

    symbols.kilometre = function (context, x, y, number) {
        disc(context, x, y, symbols.kilometreRadius(number));
        context.font = symbols.font(11, 600);
        context.textAlign = "center";
        context.textBaseline = "middle";
        context.fillStyle = courseplanner.palette.ink;
        context.fillText(String(number), x, y + 0.5);
    };

    // A disc with an arrow that goes up, turns, and comes back.
    symbols.turnaround = function (context, x, y) {
        disc(context, x, y, 9.5);
        context.lineWidth = 1.8;
        context.lineCap = "round";
        context.lineJoin = "round";
        context.strokeStyle = courseplanner.palette.course;
        context.beginPath();
        context.moveTo(x - 3, y + 4.5);
        context.lineTo(x - 3, y - 1);
        context.arc(x, y - 1, 3, Math.PI, 0);
        context.lineTo(x + 3, y + 4);
        context.moveTo(x + 0.6, y + 1.8);
        context.lineTo(x + 3, y + 4.4);
        context.lineTo(x + 5.4, y + 1.8);
        context.stroke();
    };

    // An arrowhead that points in the direction of `angle`.
    symbols.chevron = function (context, x, y, angle) {
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const shape = [[6.5, 0], [-4.5, 6], [-2, 0], [-4.5, -6]];
        polygon(context, shape.map(([a, b]) => [x + a * cos - b * sin, y + a * sin + b * cos]));
        outlined(context, courseplanner.palette.course, 2.5);
    };

    // A ring that stands out from the course and from what lies below it.
    symbols.ring = function (context, x, y) {
        const { ink, casing } = courseplanner.palette;
        context.beginPath();
        context.arc(x, y, 8, 0, 2 * Math.PI);
        context.lineWidth = 6;
        context.strokeStyle = casing;
        context.stroke();
        context.lineWidth = 2.5;
        context.strokeStyle = ink;
        context.stroke();
    };

    // A small plate with words, up and to the right of (x, y).
    symbols.plate = function (context, words, x, y) {
        const { ink, field, line } = courseplanner.palette;
        context.font = symbols.font(12, 600);
        const wide = context.measureText(words).width + 12;
        context.beginPath();
        context.roundRect(x + 11, y - 31, wide, 20, 4);
        context.fillStyle = field;
        context.fill();
        context.lineWidth = 1;
        context.strokeStyle = line;
        context.stroke();
        context.textAlign = "left";
        context.textBaseline = "middle";
        context.fillStyle = ink;
        context.fillText(words, x + 17, y - 20.5);
    };

    // Words with a halo; `where` is the side of (x, y) on which they stand.
    symbols.words = function (context, words, x, y, where) {
        const { ink, casing } = courseplanner.palette;
        context.textAlign = where;
        context.textBaseline = "middle";
        context.lineJoin = "round";
        context.lineWidth = 4;
        context.strokeStyle = casing;
        context.strokeText(words, x, y);
        context.fillStyle = ink;
        context.fillText(words, x, y);
    };
})();
