// A canvas over the map on which everything of a kind is drawn at once, and the coordinates it uses.
//
// World coordinates are those of Web Mercator with a world of 256 units; a frame turns them into
// pixels of the canvas: x * frame.scale - frame.left.
(function () {
    "use strict";

    const WORLD = 256;
    const NORTHMOST = 85.0511287798;

    courseplanner.worldX = (lon) => (WORLD * (lon + 180)) / 360;
    courseplanner.worldY = function (lat) {
        const bounded = Math.max(-NORTHMOST, Math.min(NORTHMOST, lat));
        return WORLD * (0.5 - Math.log(Math.tan(Math.PI / 4 + (bounded * Math.PI) / 360)) / (2 * Math.PI));
    };

    // options.paint(context, frame) draws; options.pane names the pane.
    courseplanner.CanvasLayer = L.Renderer.extend({
        options: { padding: 0.2 },

        // Draws again in the next frame, however often it is called until then.
        repaint: function (then) {
            if (then) {
                this._after = [...(this._after || []), then];
            }
            if (this._waiting || !this._map) {
                return;
            }
            this._waiting = requestAnimationFrame(() => {
                this._waiting = null;
                if (this._map) {
                    this._update();
                }
                (this._after || []).splice(0).forEach((callback) => callback());
            });
        },

        _initContainer: function () {
            this._container = document.createElement("canvas");
            this._context = this._container.getContext("2d");
        },

        _destroyContainer: function () {
            cancelAnimationFrame(this._waiting);
            this._waiting = null;
            this._container.remove();
            this._container = null;
        },

        _update: function () {
            if (this._map._animatingZoom && this._bounds) {
                return;
            }
            L.Renderer.prototype._update.call(this);
            const size = this._bounds.getSize();
            const ratio = window.devicePixelRatio || 1;
            const canvas = this._container;
            L.DomUtil.setPosition(canvas, this._bounds.min);
            const [wide, high] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
            if (canvas.width !== wide || canvas.height !== high) {
                canvas.width = wide;
                canvas.height = high;
                canvas.style.width = size.x + "px";
                canvas.style.height = size.y + "px";
            }
            const corner = this._map.getPixelOrigin().add(this._bounds.min);
            const zoom = this._map.getZoom();
            this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
            this._context.clearRect(0, 0, size.x, size.y);
            this.options.paint(this._context, {
                scale: Math.pow(2, zoom),
                left: corner.x,
                top: corner.y,
                width: size.x,
                height: size.y,
                zoom,
            });
        },
    });

    // Adds a canvas in a pane of its own, above what has a lower number.
    courseplanner.addCanvas = function (name, level, paint) {
        const pane = courseplanner.map.createPane(name);
        pane.style.zIndex = level;
        pane.style.pointerEvents = "none";
        return new courseplanner.CanvasLayer({ pane: name, paint }).addTo(courseplanner.map);
    };
})();
