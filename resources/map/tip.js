// The one small tip beside the mouse. Names come from strangers: they are text, never markup.
(function () {
    "use strict";

    let box = null;

    courseplanner.onStart(function (map) {
        box = document.createElement("div");
        box.className = "tip";
        box.hidden = true;
        map.getContainer().appendChild(box);
        map.on("movestart zoomstart mouseout", courseplanner.hideTip);
    });

    // `point` is in pixels of the map's container.
    courseplanner.showTip = function (words, point) {
        box.textContent = words;
        box.hidden = false;
        const size = courseplanner.map.getSize();
        const left = Math.min(point.x + 14, size.x - box.offsetWidth - 4);
        const above = point.y + 18 + box.offsetHeight > size.y;
        box.style.left = Math.max(4, left) + "px";
        box.style.top = (above ? point.y - box.offsetHeight - 10 : point.y + 16) + "px";
    };

    courseplanner.hideTip = function () {
        box.hidden = true;
    };
})();
