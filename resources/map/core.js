// What the scripts of the map share: the bridge to Python, the palette, the words, and the start.
(function () {
    "use strict";

    const handlers = new Map();
    const starters = [];
    const painters = [];
    const speakers = [];
    const unsent = [];
    let bridge = null;

    const courseplanner = { map: null, palette: { name: "light" }, words: {} };
    window.courseplanner = courseplanner;

    // Runs a callback so that its failure is reported and stops nothing else.
    function guarded(callback, argument) {
        try {
            callback(argument);
        } catch (error) {
            courseplanner.send("error", { words: String((error && error.stack) || error) });
        }
    }

    // Handlers of messages from Python, any number for a kind, in the order of the scripts.
    courseplanner.on = function (kind, handler) {
        handlers.set(kind, [...(handlers.get(kind) || []), handler]);
    };

    // Tells Python; what is said before the bridge stands waits for it.
    courseplanner.send = function (kind, fields) {
        const words = JSON.stringify({ ...fields, kind });
        if (bridge) {
            bridge.say(words);
        } else {
            unsent.push(words);
        }
    };

    // Calls back with the map as soon as it is there.
    courseplanner.onStart = function (callback) {
        if (courseplanner.map) {
            guarded(callback, courseplanner.map);
        } else {
            starters.push(callback);
        }
    };

    // Calls back whenever the colours, or the words, are others.
    courseplanner.onPalette = (callback) => painters.push(callback);
    courseplanner.onWords = (callback) => speakers.push(callback);

    // Gives a word with its fields filled in.
    courseplanner.word = function (id, fields) {
        const template = courseplanner.words[id] || "";
        return template.replace(/\{(\w+)\}/g, (whole, name) =>
            fields && name in fields ? String(fields[name]) : whole
        );
    };

    // Tells Python that something was drawn, once the frame that shows it has begun.
    courseplanner.sayPainted = function (what, since) {
        requestAnimationFrame(() => courseplanner.send("painted", { what, ms: performance.now() - since }));
    };

    courseplanner.on("palette", function (message) {
        courseplanner.palette = message.colours;
        for (const [name, colour] of Object.entries(message.colours)) {
            document.documentElement.style.setProperty("--" + name.replace("_", "-"), colour);
        }
        painters.forEach((callback) => guarded(callback, courseplanner.palette));
    });

    courseplanner.on("words", function (message) {
        courseplanner.words = message.words;
        speakers.forEach((callback) => guarded(callback, courseplanner.words));
    });

    function take(words) {
        const message = JSON.parse(words);
        (handlers.get(message.kind) || []).forEach((handler) => guarded(handler, message));
    }

    // Called by the page once folium has made the map.
    courseplanner.start = function (map) {
        courseplanner.map = map;
        starters.forEach((callback) => guarded(callback, map));
        new QWebChannel(qt.webChannelTransport, function (channel) {
            bridge = channel.objects.bridge;
            bridge.said.connect((words) => guarded(take, words));
            courseplanner.send("ready", {});
            unsent.splice(0).forEach((words) => bridge.say(words));
        });
    };

    // In the capturing phase: that a script can't be loaded is reported to its own element alone.
    window.addEventListener("error", function (event) {
        const missing = event.target && event.target.src;
        const words = missing ? "could not load " + missing : (event.error && event.error.stack) || event.message;
        courseplanner.send("error", { words: String(words) });
    }, true);
    window.addEventListener("unhandledrejection", function (event) {
        courseplanner.send("error", { words: String((event.reason && event.reason.stack) || event.reason) });
    });
})();
