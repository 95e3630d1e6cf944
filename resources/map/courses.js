// The candidates, the picked course with its marks, and what the mouse points at on them.
(function () {
    "use strict";

    const { lines, symbols } = courseplanner;
    const CHEVRONS_PX = 96;
    const KILOMETRES_PX = 30;
    const STEPS = [1, 2, 5, 10, 20, 50, 100];
    const LONGEST_LABEL = 40;

    let candidates = [];
    let course = null;
    let pointed = { candidate: null, position: null, at_m: null, km: null };
    let layer = null;
    let over = null;

    const shared = { get candidates() { return candidates; }, get course() { return course; } };
    courseplanner.courses = shared;

    const world = ([lon, lat]) => ({ x: courseplanner.worldX(lon), y: courseplanner.worldY(lat) });

    // Places that are taken on the canvas, so that marks and names keep out of each other's way.
    class Taken {
        constructor() {
            this.boxes = [];
        }

        add(x, y, halfWide, halfHigh) {
            this.boxes.push([x - halfWide, y - halfHigh, x + halfWide, y + halfHigh]);
        }

        isFree(x, y, halfWide, halfHigh) {
            return !this.boxes.some(([west, north, east, south]) =>
                x + halfWide > west && x - halfWide < east && y + halfHigh > north && y - halfHigh < south
            );
        }
    }

    function paint(context, frame) {
        const { candidate, casing } = courseplanner.palette;
        const others = candidates.filter((one) => !course || one.id !== course.id);
        context.globalAlpha = 0.7;
        others.forEach((one) => lines.stroke(context, frame, one.line, casing, 4.5));
        context.globalAlpha = 1;
        others.forEach((one) => lines.stroke(context, frame, one.line, candidate, 2.5));
        if (course) {
            paintCourse(context, frame);
        }
    }

    function paintCourse(context, frame) {
        const onCanvas = ({ x, y }) => [x * frame.scale - frame.left, y * frame.scale - frame.top];
        const taken = new Taken();
        lines.stroke(context, frame, course.line, courseplanner.palette.casing, 9);
        lines.stroke(context, frame, course.line, courseplanner.palette.course, 5);
        paintChevrons(context, frame);
        const visits = course.visits.map((visit) => paintVisit(context, visit, onCanvas(visit), taken));
        paintKilometres(context, frame, onCanvas, taken);
        course.turnarounds.forEach((point) => {
            const [x, y] = onCanvas(point);
            symbols.turnaround(context, x, y);
            taken.add(x, y, 10, 10);
        });
        paintEnds(context, onCanvas, taken);
        visits.forEach((visit) => paintName(context, visit, taken));
    }

    // Spaced along the line as it is seen; where a road is run twice, the second stays away from the first.
    function paintChevrons(context, frame) {
        const { line } = course;
        const length = line.along[line.along.length - 1];
        const step = CHEVRONS_PX / frame.scale;
        const near = 5 / frame.scale;
        const drawn = new Taken();
        for (let along = step / 2; along < length; along += step) {
            const [worldX, worldY] = lines.at(line, along);
            const x = worldX * frame.scale - frame.left;
            const y = worldY * frame.scale - frame.top;
            const isSeen = x > -10 && y > -10 && x < frame.width + 10 && y < frame.height + 10;
            if (isSeen && drawn.isFree(x, y, 9, 9)) {
                const [fromX, fromY] = lines.at(line, along - near);
                const [toX, toY] = lines.at(line, along + near);
                symbols.chevron(context, x, y, Math.atan2(toY - fromY, toX - fromX));
                drawn.add(x, y, 9, 9);
            }
        }
    }

    function paintVisit(context, visit, [x, y], taken) {
        const radius = courseplanner.radiusOf(visit, true);
        symbols[visit.kind](context, x, y, radius);
        taken.add(x, y, radius, radius);
        return { name: visit.name, x, y, radius };
    }

    function paintKilometres(context, frame, onCanvas, taken) {
        if (course.kilometres.length === 0) {
            return;
        }
        const length = course.line.along[course.line.along.length - 1] * frame.scale;
        const each = (length * 1000) / course.chainage_m[course.chainage_m.length - 1];
        const step = STEPS.find((one) => one * each >= KILOMETRES_PX) || STEPS[STEPS.length - 1];
        const discs = new Taken();
        course.ends.map(onCanvas).forEach(([x, y]) => discs.add(x, y, 9, 9));
        for (const mark of course.kilometres) {
            const [x, y] = onCanvas(mark);
            const radius = symbols.kilometreRadius(mark.number);
            if (mark.number % step === 0 && discs.isFree(x, y, radius, radius)) {
                symbols.kilometre(context, x, y, mark.number);
                discs.add(x, y, radius, radius);
                taken.add(x, y, radius, radius);
            }
        }
    }

    // Start and finish side by side where they would lie on each other.
    function paintEnds(context, onCanvas, taken) {
        const [start, finish] = course.ends.map(onCanvas);
        const isOne = Math.hypot(start[0] - finish[0], start[1] - finish[1]) < 17;
        const aside = isOne ? 8.5 : 0;
        const [startX, startY] = [start[0] - aside, start[1]];
        const [finishX, finishY] = isOne ? [start[0] + aside, start[1]] : finish;
        symbols.finish(context, finishX, finishY, 7);
        symbols.start(context, startX, startY, 7);
        taken.add(startX, startY, 9, 9);
        taken.add(finishX, finishY, 9, 9);
    }

    // The name of a visit, on the side where there is room for it; left out where there is none.
    function paintName(context, { name, x, y, radius }, taken) {
        if (!name) {
            return;
        }
        const words = name.length > LONGEST_LABEL ? name.slice(0, LONGEST_LABEL - 1) + "…" : name;
        context.font = symbols.font(12, 600);
        const half = context.measureText(words).width / 2 + 2;
        const aside = radius + 5 + half;
        const sides = [[aside, 0], [-aside, 0], [0, -radius - 10], [0, radius + 11]];
        const free = sides.find(([dx, dy]) => taken.isFree(x + dx, y + dy, half, 8));
        if (free) {
            symbols.words(context, words, x + free[0], y + free[1], "center");
            taken.add(x + free[0], y + free[1], half, 8);
        }
    }

    function paintPointed(context, frame) {
        const { casing, ink } = courseplanner.palette;
        const hovered = candidates.find((one) => one.id === pointed.candidate);
        if (hovered && (!course || hovered.id !== course.id)) {
            lines.stroke(context, frame, hovered.line, casing, 7.5);
            lines.stroke(context, frame, hovered.line, ink, 3.5);
        }
        if (pointed.position) {
            const { x, y } = world(pointed.position);
            const [atX, atY] = [x * frame.scale - frame.left, y * frame.scale - frame.top];
            symbols.ring(context, atX, atY);
            symbols.plate(context, courseplanner.word("at_km", { km: pointed.km.toFixed(2) }), atX, atY);
        }
    }

    function repaint(since, what) {
        layer.repaint(since === undefined ? null : () => courseplanner.sayPainted(what, since));
        over.repaint();
    }

    courseplanner.onStart(function () {
        layer = courseplanner.addCanvas("courses", 450, paint);
        over = courseplanner.addCanvas("pointed", 460, paintPointed);
    });
    courseplanner.onPalette(() => repaint());
    courseplanner.on("candidates", function (message) {
        const since = performance.now();
        candidates = message.lines.map((one) => ({ id: one.id, line: lines.make(one.lonlat) }));
        repaint(since, "candidates");
    });
    courseplanner.on("course", function (message) {
        const since = performance.now();
        const shown = message.course;
        course = shown && {
            id: shown.id,
            line: lines.make(shown.lonlat),
            chainage_m: shown.chainage_m,
            kilometres: courseplanner.placed(shown.kilometres),
            ends: [world(shown.start), world(shown.finish)],
            turnarounds: shown.turnarounds.map(world),
            visits: courseplanner.placed(shown.visits),
        };
        courseplanner.setVisits(course ? course.visits : []);
        repaint(since, "course");
    });
    courseplanner.on("point", function (message) {
        pointed = message;
        over.repaint();
    });
})();
