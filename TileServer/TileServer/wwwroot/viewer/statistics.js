// What a layer holds within a polygon: draws it, asks the server, and shows the table.
import { getStatistics } from './api.js';
import { area, figure, percent } from './figures.js';
import { polygon, Sketch } from './sketch.js';

const element = id => document.getElementById(id);
const rows = [['mean', 'Mean'], ['std', 'Standard deviation'], ['min', 'Minimum'], ['median', 'Median'], ['max', 'Maximum'], ['sum', 'Sum']];

export class AreaStatistics {
  #sketch;
  #on;
  #key = '';

  // on.change(part of the state) · on.error(error) · on.tell(text)
  constructor(map, on) {
    this.#on = on;
    this.#sketch = new Sketch(map, { change: corners => this.#drawing(corners), done: ring => this.#drawn(ring) });
    element('draw').addEventListener('click', () => this.#sketch.active ? this.#sketch.finish() : this.#sketch.start());
    element('view-area').addEventListener('click', () => on.change({ area: boxOf(map.getBounds()) }));
    element('clear-area').addEventListener('click', () => this.#sketch.active ? this.#sketch.cancel() : on.change({ area: null }));
  }

  get isDrawing() { return this.#sketch.active; }

  add(lngLat) { this.#sketch.add(lngLat); }

  // Brings table and outline in step with the state; a layer without numbers has no table.
  async update(state, layer, style) {
    this.#sketch.show(state.area);
    element('clear-area').disabled = !state.area;
    const key = state.area ? JSON.stringify([layer.id, layer.version, state.area, style]) : '';
    if (key === this.#key) return;
    this.#key = key;
    element('area').setAttribute('aria-busy', String(key !== ''));
    const answer = key === '' ? null : await getStatistics(layer, polygon(state.area), style).catch(error => { this.#on.error(error); return null; });
    // a slow answer must not replace that to a later polygon
    if (key !== this.#key) return;
    element('area').setAttribute('aria-busy', 'false');
    element('statistics').replaceChildren(...(answer ? tables(layer, answer.properties) : []));
    if (answer) this.#on.tell(element('statistics').innerText);
  }

  #drawing(corners) {
    element('draw').textContent = corners < 3 ? `Click corners (${corners})` : 'Finish';
    element('clear-area').disabled = false;
    this.#on.tell(`${corners} corners`);
  }

  #drawn(ring) {
    element('draw').textContent = 'Draw';
    this.#on.change({ area: ring });
  }
}

function tables(layer, properties) {
  const bands = Object.entries(properties.statistics);
  return bands.flatMap(([band, statistics], index) => {
    const all = index === 0 ? [['Area', area(statistics.area_km2 ?? properties.area_km2)], ['With values', percent(statistics.valid_percent / 100)]] : [];
    const found = statistics.count > 0 ? rows.filter(([name]) => Number.isFinite(statistics[name])).map(([name, title]) => [title, name === 'sum' ? figure(statistics[name]) : `${figure(statistics[name])} ${statistics.unit ?? ''}`.trim()]) : [];
    const mass = Number.isFinite(statistics.mass) ? [['Probability', percent(statistics.mass)]] : [];
    return [table(bands.length > 1 ? band : layer.title, [...all, ...mass, ...found])];
  });
}

function table(title, lines) {
  const table = document.createElement('table');
  table.createCaption().textContent = title;
  for (const [name, value] of lines) {
    const row = table.insertRow();
    row.append(Object.assign(document.createElement('th'), { scope: 'row', textContent: name }));
    row.insertCell().textContent = value;
  }
  return table;
}

// What is in view, at most once around the earth.
function boxOf(bounds) {
  const wide = bounds.getEast() - bounds.getWest() >= 360;
  const [west, east] = (wide ? [-180, 180] : [bounds.getWest(), bounds.getEast()]).map(degrees => +degrees.toFixed(4));
  const [south, north] = [bounds.getSouth(), bounds.getNorth()].map(degrees => +degrees.toFixed(4));
  return [[west, south], [east, south], [east, north], [west, north]];
}
