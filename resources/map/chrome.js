// What frames the map: zoom buttons, scale bar, north, attribution; and the part of the world it shows.
(function () {
    "use strict";

    const PADDING_PX = 28;
    const LEAST_PX = 40;
    const CLOSEST_FIT = 17;
    // So much of the width or height of the view something should fill.
    const LEAST_PART = 0.35;

    let fitted = null;
    let isFitting = false;
    let hasView = false;
    let attribution = null;
    let north = null;

    // A fit stays in force while the panels find their sizes, until a person moves the map.
    function fit() {
        const size = courseplanner.map.getSize();
        if (!fitted || Math.min(size.x, size.y) < LEAST_PX) {
            return;
        }
        const room = Math.min(PADDING_PX, size.x / 8, size.y / 8);
        isFitting = true;
        courseplanner.map.fitBounds(fitted, { padding: [room, room], maxZoom: CLOSEST_FIT, animate: false });
        isFitting = false;
    }

    function isShownWell(bounds) {
        const view = courseplanner.map.getBounds();
        const wide = (bounds.getEast() - bounds.getWest()) / (view.getEast() - view.getWest());
        const high = (bounds.getNorth() - bounds.getSouth()) / (view.getNorth() - view.getSouth());
        return view.contains(bounds) && Math.max(wide, high) >= LEAST_PART;
    }

    courseplanner.on("fit", function (message) {
        const [west, south, east, north_] = message.bbox;
        const bounds = L.latLngBounds([south, west], [north_, east]);
        const isTouched = hasView && fitted === null;
        const mayStay = isTouched ? courseplanner.map.getBounds().intersects(bounds) : isShownWell(bounds);
        if (message.gently && mayStay) {
            return;
        }
        hasView = true;
        fitted = bounds;
        fit();
    });

    function corner(position, className) {
        const control = new L.Control({ position });
        const box = L.DomUtil.create("div", className);
        control.onAdd = () => box;
        control.addTo(courseplanner.map);
        return box;
    }

    courseplanner.onStart(function (map) {
        L.control.zoom({ position: "topright", zoomInTitle: "", zoomOutTitle: "" }).addTo(map);
        attribution = corner("bottomright", "quiet attribution");
        L.control.scale({ position: "bottomright", imperial: false, maxWidth: 110 }).addTo(map);
        north = corner("bottomright", "north");
        north.textContent = "▲ N";
        map.on("resize", fit);
        map.on("movestart zoomstart", () => {
            fitted = isFitting ? fitted : null;
        });
    });

    courseplanner.onWords(function () {
        attribution.textContent = courseplanner.word("attribution");
        north.title = courseplanner.word("north");
        const buttons = { in: "zoom_in", out: "zoom_out" };
        for (const [which, id] of Object.entries(buttons)) {
            const button = document.querySelector(".leaflet-control-zoom-" + which);
            button.title = courseplanner.word(id);
            button.setAttribute("aria-label", courseplanner.word(id));
        }
    });
})();
