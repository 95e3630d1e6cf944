// How the basemap looks: colours of both palettes and widths by zoom. Read by the page and by the worker.
(() => {
    "use strict";

    const courseplanner = (globalThis.courseplanner ??= {});

    // In the order of AreaKind and LineKind of courseplanner.model.basemap.
    const AREAS = [
        "builtUp", "industry", "farmland", "grass", "wood", "park", "sand", "rock", "ice", "pitch", "water", "square",
        "building",
    ];
    const LINES = [
        "stream", "river", "path", "footway", "cycleway", "track", "service", "pedestrian", "minor", "tertiary",
        "secondary", "primary", "trunk", "motorway", "rail",
    ];
    const LABELS = ["city", "town", "village", "suburb", "hamlet", "peak", "water"];

    const LIGHT = {
        land: "#f4f2ee",
        areas: {
            builtUp: "#eeebe6", industry: "#ebe8e8", farmland: "#f3f0e4", grass: "#e9eddf", wood: "#dce6d2",
            park: "#e0ebd6", sand: "#f3ecd8", rock: "#e9e6e1", ice: "#eff5f8", pitch: "#d9e6cd", water: "#c8dce8",
            square: "#f2efeb", building: "#e0dcd5",
        },
        buildingEdge: "#d0cbc2",
        // Of each class: its face, its edge, and the colour of the thin line that stands for both at small zooms.
        roads: {
            motorway: ["#cdcac6", "#a9a5a0", "#b3afaa"], trunk: ["#d3d0cc", "#aeaaa5", "#b8b4af"],
            primary: ["#dcd9d5", "#b5b1ac", "#bebab5"], secondary: ["#e8e6e2", "#bfbbb6", "#c6c2bd"],
            tertiary: ["#f7f6f4", "#bdb9b3", "#c6c2bc"], minor: ["#ffffff", "#c9c5bf", "#cdc9c3"],
            pedestrian: ["#faf8f5", "#cecac4", "#d2cec8"], service: ["#ffffff", "#d4d0ca", "#d8d4ce"],
            track: [null, null, "#cdc4b4"], cycleway: [null, null, "#bdc3cc"], footway: [null, null, "#cdc2ba"],
            path: [null, null, "#c9c1b2"],
        },
        river: "#c8dce8",
        tunnel: "#f2f0ed",
        rail: ["#b9b6b4", "#f4f2ee"],
        text: {
            city: "#33312f", town: "#3d3b38", village: "#494744", suburb: "#6b6864", hamlet: "#5a5855", peak: "#6a5a48",
            water: "#4a7690", street: "#66635f", halo: "rgba(250, 249, 246, 0.9)",
        },
    };

    const DARK = {
        land: "#1b1d20",
        areas: {
            builtUp: "#202225", industry: "#222327", farmland: "#1f201f", grass: "#1e2420", wood: "#1c2721",
            park: "#1e2922", sand: "#28261f", rock: "#26272a", ice: "#272d33", pitch: "#212d24", water: "#182a38",
            square: "#26282b", building: "#2a2c30",
        },
        buildingEdge: "#34373c",
        roads: {
            motorway: ["#63666c", "#101113", "#63666c"], trunk: ["#5c5f65", "#101113", "#5c5f65"],
            primary: ["#55585e", "#101113", "#55585e"], secondary: ["#4d5056", "#111214", "#4d5056"],
            tertiary: ["#45484d", "#121315", "#45484d"], minor: ["#3d4045", "#131416", "#3a3d42"],
            pedestrian: ["#393c41", "#131416", "#373a3f"], service: ["#37393e", "#141517", "#34373b"],
            track: [null, null, "#45423b"], cycleway: [null, null, "#3f4650"], footway: [null, null, "#45413e"],
            path: [null, null, "#42403a"],
        },
        river: "#182a38",
        tunnel: "#1f2124",
        rail: ["#4f5157", "#1b1d20"],
        text: {
            city: "#ececea", town: "#dfdfdc", village: "#cbcbc8", suburb: "#9b9b98", hamlet: "#b4b4b1", peak: "#c2ac8e",
            water: "#82b0cc", street: "#a5a6a6", halo: "rgba(22, 24, 26, 0.88)",
        },
    };

    // Pixels at zooms, straight between them; nothing is drawn before the first.
    const WIDTHS = {
        motorway: [[5, 0.8], [8, 1.2], [11, 2.2], [13, 3.8], [15, 8], [17, 15], [19, 28]],
        trunk: [[6, 0.7], [8, 1.1], [11, 2], [13, 3.5], [15, 7.5], [17, 14], [19, 26]],
        primary: [[7, 0.5], [9, 0.9], [11, 1.7], [13, 3.2], [15, 7], [17, 13], [19, 24]],
        secondary: [[8, 0.4], [11, 1.2], [13, 2.8], [15, 6.2], [17, 12], [19, 22]],
        tertiary: [[10, 0.5], [12, 1.3], [13, 2.4], [15, 5.4], [17, 11], [19, 20]],
        minor: [[12, 0.6], [13, 1], [14, 2.2], [15, 4], [16, 6.4], [17, 9.5], [19, 18]],
        pedestrian: [[13, 0.8], [14, 1.6], [15, 3.2], [16, 5], [17, 8], [19, 15]],
        service: [[14, 0.6], [15, 1.4], [16, 2.8], [17, 4.6], [19, 10]],
        track: [[13, 0.6], [15, 1], [17, 1.8], [19, 3]],
        cycleway: [[14, 0.6], [16, 1.1], [19, 2.4]],
        footway: [[15, 0.7], [17, 1.2], [19, 2.2]],
        path: [[14, 0.6], [16, 1], [19, 2.2]],
        rail: [[10, 0.5], [13, 0.8], [15, 1.4], [17, 2.2], [19, 3.4]],
        river: [[8, 0.7], [12, 1.6], [14, 2.6], [16, 5], [19, 14]],
        stream: [[12, 0.5], [14, 0.8], [16, 1.4], [19, 4]],
    };

    const DASHES = { track: [5, 2.5], cycleway: [4, 2], footway: [2.5, 2], path: [4, 2.5] };

    // Pixels of letters, and the zooms from and to which a name stands.
    const NAMES = {
        city: { size: 17, weight: 600, from: 4, to: 15 }, town: { size: 15, weight: 600, from: 8, to: 16 },
        village: { size: 13, weight: 500, from: 10, to: 18 }, suburb: { size: 12, weight: 400, from: 12, to: 18 },
        hamlet: { size: 12, weight: 400, from: 12, to: 19 }, peak: { size: 11, weight: 400, from: 12, to: 19 },
        water: { size: 12, weight: 400, from: 8, to: 19, slant: true },
    };
    const STREET_NAMES = {
        motorway: 15, trunk: 15, primary: 15, secondary: 15, tertiary: 15, minor: 15, pedestrian: 16, river: 14,
        service: 17, track: 17, cycleway: 17, footway: 17, path: 17,
    };

    const FONT = [
        "system-ui", "\"Noto Sans\"", "\"DejaVu Sans\"", "\"Noto Sans CJK SC\"", "\"Noto Sans SC\"",
        "\"PingFang SC\"", "\"Microsoft YaHei\"", "sans-serif",
    ].join(", ");

    function widthAt(kind, zoom) {
        const stops = WIDTHS[kind];
        if (zoom < stops[0][0]) return 0;
        for (let at = 1; at < stops.length; at += 1) {
            const [fromZoom, from] = stops[at - 1];
            const [toZoom, to] = stops[at];
            if (zoom <= toZoom) return from + ((to - from) * (zoom - fromZoom)) / (toZoom - fromZoom);
        }
        return stops[stops.length - 1][1];
    }

    courseplanner.basemapStyle = {
        AREAS, LINES, LABELS, DASHES, NAMES, STREET_NAMES, FONT, widthAt,
        colours: (name) => (name === "dark" ? DARK : LIGHT),
    };
})();
