// Villages and scenic spots of the region. Those that the picked course visits are drawn with it.
(function () {
    "use strict";

    const VILLAGE_RADIUS = 5;
    const VISITED_RADIUS = 7;
    const REACH = 9;
    const watchers = [];
    let places = [];
    let visits = [];
    let visited = new Set();
    let layer = null;

    const keyOf = (sign) => sign.lon + " " + sign.lat;

    // How large the symbol of a place is; larger where the picked course visits it.
    courseplanner.radiusOf = function (place, isVisited) {
        if (place.kind === "scenic") {
            return courseplanner.symbols.starRadius(place.rating) + (isVisited ? 1.5 : 0);
        }
        return isVisited ? VISITED_RADIUS : VILLAGE_RADIUS;
    };

    // Gives the symbols at a zoom as [x, y, radius in pixels, whether it has its name beside it], for the
    // names of the basemap to keep clear of; calls back when there are others.
    courseplanner.signs = (zoom) => [
        ...places.filter((one) => isShown(one, zoom)).map((one) => [one.x, one.y, courseplanner.radiusOf(one), false]),
        ...visits.map((one) => [one.x, one.y, courseplanner.radiusOf(one, true), true]),
    ];
    courseplanner.onSigns = (callback) => watchers.push(callback);

    courseplanner.placed = (signs) =>
        signs.map((sign) => ({ ...sign, x: courseplanner.worldX(sign.lon), y: courseplanner.worldY(sign.lat) }));

    // What is worth a symbol at a zoom: a rated scenic spot always, the rest from nearer by.
    function isShown(place, zoom) {
        if (visited.has(keyOf(place))) {
            return false;
        }
        return zoom >= 13 || (place.kind === "village" ? zoom >= 12 : place.rating >= 4 && zoom >= 10);
    }

    function paint(context, frame) {
        context.globalAlpha = 0.75;
        for (const place of places) {
            const x = place.x * frame.scale - frame.left;
            const y = place.y * frame.scale - frame.top;
            if (x < -20 || y < -20 || x > frame.width + 20 || y > frame.height + 20) {
                continue;
            }
            if (isShown(place, frame.zoom)) {
                drawSign(context, place, x, y);
            }
        }
        context.globalAlpha = 1;
    }

    function drawSign(context, place, x, y) {
        courseplanner.symbols[place.kind](context, x, y, courseplanner.radiusOf(place));
    }

    function change() {
        layer.repaint();
        watchers.forEach((callback) => callback());
    }

    // Takes the places that the picked course visits and draws itself.
    courseplanner.setVisits = function (placed) {
        visits = placed;
        visited = new Set(placed.map(keyOf));
        change();
    };

    // Gives the place under a point of the world, `scale` pixels a unit; null where there is none.
    courseplanner.placeAt = function (x, y, scale) {
        const zoom = courseplanner.map.getZoom();
        let best = null;
        let least = REACH / scale;
        for (const place of [...places.filter((one) => isShown(one, zoom)), ...visits]) {
            const away = Math.hypot(place.x - x, place.y - y);
            if (away < least) {
                [best, least] = [place, away];
            }
        }
        return best;
    };

    // Gives the words for a place: its name, and what it is.
    courseplanner.wordsOfPlace = function (place) {
        const rated = place.kind === "scenic" && place.rating;
        const rating = (place.rating === 1 ? "" : place.rating) + "A";
        const kind = rated ? courseplanner.word("scenic_rated", { rating }) : courseplanner.word(place.kind);
        return place.name ? place.name + "\n" + kind : kind;
    };

    courseplanner.onStart(function () {
        layer = courseplanner.addCanvas("places", 430, paint);
    });
    courseplanner.onPalette(() => layer.repaint());
    courseplanner.on("places", function (message) {
        places = courseplanner.placed(message.places);
        change();
    });
})();
