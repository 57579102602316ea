// A polygon that is drawn on the map: clicks or Enter add corners, Backspace takes the last back, Escape gives up.
const nothing = { type: 'FeatureCollection', features: [] };

export class Sketch {
  #map;
  #on;
  #ring = [];
  active = false;

  // on.change(count of corners) while it is drawn · on.done(ring of [longitude, latitude], or null)
  constructor(map, on) {
    this.#map = map;
    this.#on = on;
    addEventListener('keydown', event => this.#press(event));
  }

  start() {
    this.active = true;
    this.#ring = [];
    this.#map.getCanvas().style.cursor = 'crosshair';
    this.#map.doubleClickZoom.disable();
    this.#map.getCanvas().focus();
    this.#changed();
  }

  // A second click on the last corner, as a double click makes it, ends the polygon.
  add({ lng, lat }) {
    const corner = [+lng.toFixed(5), +lat.toFixed(5)];
    const last = this.#ring.at(-1);
    if (last && this.#isNear(last, corner)) { this.finish(); return; }
    this.#ring.push(corner);
    this.#changed();
  }

  finish() {
    if (this.active && this.#ring.length >= 3) this.#end(this.#ring);
  }

  cancel() {
    if (this.active) this.#end(null);
  }

  // Shows a ring that is drawn already; null takes it away.
  show(ring) {
    if (this.active) return;
    this.#draw(ring ?? []);
  }

  #end(ring) {
    this.active = false;
    this.#map.getCanvas().style.cursor = '';
    this.#map.doubleClickZoom.enable();
    this.#on.done(ring);
  }

  #press(event) {
    if (!this.active || event.target.matches('input, select, textarea')) return;
    if (event.key === 'Escape') this.cancel();
    if (event.key !== 'Backspace') return;
    event.preventDefault();
    this.#ring.pop();
    this.#changed();
  }

  #changed() {
    this.#draw(this.#ring);
    this.#on.change(this.#ring.length);
  }

  #isNear(a, b) {
    const [one, other] = [a, b].map(corner => this.#map.project(corner));
    return Math.hypot(one.x - other.x, one.y - other.y) < 6;
  }

  #draw(ring) {
    const map = this.#map;
    const data = ring.length === 0 ? nothing : { type: 'FeatureCollection', features: [figure(ring), ...(this.active ? ring.map(corner) : [])] };
    if (map.getSource('sketch')) { map.getSource('sketch').setData(data); return; }
    map.addSource('sketch', { type: 'geojson', data });
    map.addLayer({ id: 'sketch-fill', type: 'fill', source: 'sketch', filter: ['==', '$type', 'Polygon'], paint: { 'fill-color': '#ffffff', 'fill-opacity': 0.18 } });
    map.addLayer({ id: 'sketch-shade', type: 'line', source: 'sketch', paint: { 'line-color': '#10171d', 'line-width': 4 } });
    map.addLayer({ id: 'sketch-line', type: 'line', source: 'sketch', paint: { 'line-color': '#ffd84d', 'line-width': 2 } });
    map.addLayer({
      id: 'sketch-corners', type: 'circle', source: 'sketch', filter: ['==', '$type', 'Point'],
      paint: { 'circle-radius': 5, 'circle-color': '#ffd84d', 'circle-stroke-color': '#10171d', 'circle-stroke-width': 1.5 },
    });
  }
}

export const polygon = ring => ({ type: 'Polygon', coordinates: [[...ring, ring[0]]] });

function figure(ring) {
  return feature(ring.length < 3 ? { type: 'LineString', coordinates: [ring[0], ...ring] } : polygon(ring));
}

const corner = coordinates => feature({ type: 'Point', coordinates });

const feature = geometry => ({ type: 'Feature', properties: {}, geometry });
