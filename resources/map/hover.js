// What the mouse is on: a point of the picked course, a candidate, a place.
(function () {
    "use strict";

    const { lines } = courseplanner;
    const REACH_PX = 8;
    const SAME_PX = 2;

    let hovered = null;
    let at_m = null;
    let frame = null;

    function chainage(course, found) {
        const [from, to] = [course.chainage_m[found.index], course.chainage_m[found.index + 1]];
        return Math.round((from + found.part * (to - from)) * 10) / 10;
    }

    // Where the course comes by twice, stay on the run that the mouse is on already.
    function onCourse(course, x, y, scale) {
        const runs = lines.nearby(course.line, x, y, REACH_PX / scale);
        if (runs.length === 0) {
            return null;
        }
        const same = runs.filter((run) => run.away <= runs[0].away + SAME_PX / scale);
        const far = (run) => Math.abs(chainage(course, run) - (at_m === null ? 0 : at_m));
        const run = same.reduce((best, one) => (far(one) < far(best) ? one : best));
        return { away: run.away, at_m: chainage(course, run) };
    }

    function onCandidate(x, y, scale) {
        const { candidates, course } = courseplanner.courses;
        let best = null;
        for (const one of candidates) {
            const [run] = course && one.id === course.id ? [] : lines.nearby(one.line, x, y, REACH_PX / scale);
            if (run && (!best || run.away < best.away)) {
                best = { away: run.away, id: one.id };
            }
        }
        return best;
    }

    // The course wins where both run on one road.
    function look(event) {
        const { course } = courseplanner.courses;
        const scale = Math.pow(2, courseplanner.map.getZoom());
        const { x, y } = courseplanner.map.project(event.latlng).divideBy(scale);
        const candidate = onCandidate(x, y, scale);
        const along = course ? onCourse(course, x, y, scale) : null;
        const isCourse = along && (!candidate || along.away <= candidate.away + SAME_PX / scale);
        return {
            candidate: isCourse || !candidate ? null : candidate.id,
            at_m: isCourse ? along.at_m : null,
            place: courseplanner.placeAt(x, y, scale),
        };
    }

    function tell(candidate, metres) {
        if (candidate !== hovered) {
            hovered = candidate;
            courseplanner.send("candidate_hovered", { id: candidate });
        }
        if (metres !== at_m) {
            at_m = metres;
            courseplanner.send("course_hovered", { at_m: metres });
        }
    }

    function hover(event) {
        const seen = look(event);
        tell(seen.candidate, seen.at_m);
        courseplanner.map.getContainer().classList.toggle("over-candidate", seen.candidate !== null);
        if (seen.place) {
            courseplanner.showTip(courseplanner.wordsOfPlace(seen.place), event.containerPoint);
        } else if (seen.candidate !== null) {
            courseplanner.showTip(courseplanner.word("candidate", { id: seen.candidate }), event.containerPoint);
        } else {
            courseplanner.hideTip();
        }
    }

    courseplanner.onStart(function (map) {
        map.on("mousemove", function (event) {
            cancelAnimationFrame(frame);
            if (!map.dragging.moving()) {
                frame = requestAnimationFrame(() => hover(event));
            }
        });
        map.on("mouseout", function () {
            cancelAnimationFrame(frame);
            tell(null, null);
        });
        map.on("click", function (event) {
            const { candidate } = look(event);
            if (candidate !== null) {
                courseplanner.send("candidate_picked", { id: candidate });
            }
        });
    });

    // What was hovered may be gone, or be another under the same id.
    for (const kind of ["course", "candidates"]) {
        courseplanner.on(kind, () => tell(null, null));
    }
})();
