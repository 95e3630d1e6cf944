// A small legend, drawn with the symbols of the map; a click folds it.
(function () {
    "use strict";

    const { symbols } = courseplanner;
    const [WIDE, HIGH] = [60, 22];
    const ROOMY_PX = 900;

    function stroke(context, colour, width) {
        context.beginPath();
        context.moveTo(6, HIGH / 2);
        context.lineTo(WIDE - 6, HIGH / 2);
        context.lineCap = "round";
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.stroke();
    }

    const [X, Y] = [WIDE / 2, HIGH / 2];
    const ITEMS = [
        ["course", function (context) {
            stroke(context, courseplanner.palette.casing, 9);
            stroke(context, courseplanner.palette.course, 5);
            symbols.chevron(context, X, Y, 0);
        }],
        ["candidates", (context) => stroke(context, courseplanner.palette.candidate, 2.5)],
        ["start", (context) => symbols.start(context, X, Y, 6.5)],
        ["finish", (context) => symbols.finish(context, X, Y, 6.5)],
        ["kilometre", (context) => symbols.kilometre(context, X, Y, 5)],
        ["turnaround", (context) => symbols.turnaround(context, X, Y)],
        ["village", (context) => symbols.village(context, X, Y, 6.5)],
        ["scenic_sizes", (context) => [[5, 12], [4, 30], [3, 43.5], [null, 54]].forEach(
            ([rating, x]) => symbols.scenic(context, x, Y + 1, symbols.starRadius(rating))
        )],
    ];

    let head = null;
    let list = null;

    function sketch(draw) {
        const canvas = document.createElement("canvas");
        const ratio = window.devicePixelRatio || 1;
        canvas.width = WIDE * ratio;
        canvas.height = HIGH * ratio;
        canvas.style.width = WIDE + "px";
        canvas.style.height = HIGH + "px";
        const context = canvas.getContext("2d");
        context.scale(ratio, ratio);
        draw(context);
        return canvas;
    }

    function fill() {
        head.textContent = courseplanner.word("legend");
        list.replaceChildren(...ITEMS.map(([id, draw]) => {
            const item = document.createElement("li");
            item.append(sketch(draw), courseplanner.word(id));
            return item;
        }));
    }

    function fold(isOpen) {
        list.hidden = !isOpen;
        head.setAttribute("aria-expanded", String(isOpen));
    }

    courseplanner.onStart(function (map) {
        const control = new L.Control({ position: "bottomleft" });
        control.onAdd = function () {
            const box = L.DomUtil.create("div", "quiet legend");
            head = L.DomUtil.create("button", "head", box);
            head.type = "button";
            list = L.DomUtil.create("ul", "", box);
            head.addEventListener("click", () => fold(list.hidden));
            L.DomEvent.disableClickPropagation(box);
            L.DomEvent.disableScrollPropagation(box);
            L.DomEvent.on(box, "mousemove", L.DomEvent.stopPropagation);
            fold(map.getSize().x >= ROOMY_PX);
            return box;
        };
        control.addTo(map);
    });
    courseplanner.onWords(fill);
    courseplanner.onPalette(fill);
})();
