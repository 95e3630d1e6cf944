"use strict";

// Draws a course on the map that folium made, from the data that stands in the page.
function showCourse(map) {
  const data = JSON.parse(document.getElementById("course-data").textContent);
  map.createPane("roads").style.zIndex = 350;
  const canvas = L.canvas({ pane: "roads" });
  for (const [weight, line] of data.roads) {
    L.polyline(line, { pane: "roads", renderer: canvas, color: "#c9c4b8", weight, interactive: false }).addTo(map);
  }
  const course = L.polyline(data.line, { color: "#fff", weight: 9, interactive: false }).addTo(map);
  L.polyline(data.line, { color: data.colours.course, weight: 5, interactive: false }).addTo(map);
  addArrows(map, data);
  const groups = Object.fromEntries(data.layers.map(([layer]) => [layer, L.layerGroup()]));
  data.layers.forEach(([layer], order) => { map.createPane(layer).style.zIndex = 600 + order; });
  for (const [layer, kind, name, words, place] of data.points) {
    pointOf(kind, name, place, layer, data.colours).bindTooltip(tip(name, words)).addTo(groups[layer]);
  }
  const control = L.control.layers(null, null, { collapsed: false }).addTo(map);
  for (const [layer, title, shown] of [...data.layers].reverse()) {
    control.addOverlay(groups[layer], title);
    if (shown) {
      groups[layer].addTo(map);
    }
  }
  L.control.scale({ imperial: false }).addTo(map);
  showWhole(map, course.getBounds());
  followProfile(map, data);
}

// A page that is opened in the background has no size yet.
function showWhole(map, bounds) {
  if (map.getSize().x > 0 && map.getSize().y > 0) {
    map.fitBounds(bounds, { paddingTopLeft: [56, 20], paddingBottomRight: [20, 40] });
  } else {
    map.once("resize", () => showWhole(map, bounds));
  }
}

function pointOf(kind, name, place, pane, colours) {
  if (kind === "km") {
    return L.marker(place, { pane, icon: L.divIcon({ className: "km", iconSize: [20, 20], html: escaped(parseInt(name, 10)) }) });
  }
  const large = kind === "start" || kind === "finish";
  const style = { pane, radius: large ? 8 : 5, color: "#fff", weight: 2, fillOpacity: 1, fillColor: colours[kind] };
  return L.circleMarker(place, style);
}

function tip(name, words) {
  const box = document.createElement("div");
  const first = document.createElement("strong");
  first.textContent = name;
  box.append(first);
  if (words) {
    const second = document.createElement("div");
    second.textContent = words;
    box.append(second);
  }
  return box;
}

function escaped(value) {
  return String(value).replace(/[^0-9]/g, "");
}

// An arrowhead each few hundred metres, in the direction of running.
function addArrows(map, data) {
  for (const [place, heading] of data.arrows) {
    const html = `<svg width="16" height="16" viewBox="-8 -8 16 16"><path d="M0 -6 L5 5 L0 2 L-5 5 Z"` +
      ` transform="rotate(${Number(heading)})" fill="#fff" stroke="${data.colours.course}" stroke-width="1.2"/></svg>`;
    L.marker(place, { interactive: false, icon: L.divIcon({ className: "", iconSize: [16, 16], html }) }).addTo(map);
  }
}

// The place on the map follows the pointer over the profile.
function followProfile(map, data) {
  const picture = document.querySelector(".profile svg");
  if (picture === null) {
    return;
  }
  const here = picture.querySelector(".here");
  const dot = L.circleMarker(data.line[0], { radius: 7, color: "#fff", weight: 2, fillColor: data.colours.course, fillOpacity: 1 });
  picture.addEventListener("pointermove", (event) => {
    const box = picture.getBoundingClientRect();
    const part = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    here.setAttribute("x1", String(1000 * part));
    here.setAttribute("x2", String(1000 * part));
    here.removeAttribute("visibility");
    dot.setLatLng(placeAt(data, part)).addTo(map);
  });
  picture.addEventListener("pointerleave", () => {
    here.setAttribute("visibility", "hidden");
    dot.remove();
  });
}

function placeAt(data, part) {
  const wanted = part * data.at[data.at.length - 1];
  let low = 0;
  let high = data.at.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (data.at[middle] <= wanted) {
      low = middle;
    } else {
      high = middle;
    }
  }
  const share = (wanted - data.at[low]) / Math.max(data.at[high] - data.at[low], 1e-9);
  return [0, 1].map((axis) => data.line[low][axis] + share * (data.line[high][axis] - data.line[low][axis]));
}
