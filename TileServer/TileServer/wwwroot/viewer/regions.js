// What of a layer is drawn where it has several quantities, and of a probability of places the smallest region that holds a given share.
import { getRegions } from './api.js';
import { area, count, percent } from './figures.js';
import { poolOf } from './state.js';

const element = id => document.getElementById(id);
const names = { density: 'Probability per km²', log10density: '… as a logarithm', hdr: 'Smallest region that holds it', probability: 'Probability', class: 'Class', uncertainty: 'Uncertainty' };
const wait = 120; // ms: a slider that is being moved asks once, not at every step

// A probability of places has regions; models of a field have none.
export const hasRegions = layer => layer?.quantities?.includes('hdr') ?? false;

// What is drawn: orders of magnitude show more of a probability of places than its densities do.
export const quantityOf = (state, layer) => state.quantity || (hasRegions(layer) ? 'log10density' : undefined);

export class Regions {
  #draw;
  #on;
  #key = '';
  #timer = 0;

  // draw takes GeoJSON, or null · on.change(part of the state) · on.error(error)
  constructor(draw, on) {
    this.#draw = draw;
    this.#on = on;
    element('quantity').addEventListener('change', event => on.change({ quantity: event.target.value, colormap: '', reverse: false, minimum: '', maximum: '', scale: '' }));
    element('level').addEventListener('input', event => on.change({ level: Number(event.target.value) / 100 }));
  }

  // Brings controls and outline in step with the state.
  update(state, layer) {
    const quantities = layer?.quantities ?? [];
    element('quantities').hidden = quantities.length < 2;
    element('region-row').hidden = !hasRegions(layer);
    if ([...element('quantity').options].map(option => option.value).join() !== quantities.join())
      element('quantity').replaceChildren(...quantities.map(name => new Option(names[name] ?? name, name)));
    element('quantity').value = quantityOf(state, layer) ?? quantities[0] ?? '';
    element('level').value = Math.round(state.level * 100);
    element('level-text').value = percent(state.level);
    const key = hasRegions(layer) ? JSON.stringify([layer.id, layer.version, state.level, poolOf(state)]) : '';
    if (key === this.#key) return;
    this.#key = key;
    clearTimeout(this.#timer);
    if (key === '') this.#show(null);
    else this.#timer = setTimeout(() => this.#ask(key, state, layer).catch(error => this.#on.error(error)), wait);
  }

  async #ask(key, state, layer) {
    const regions = await getRegions(layer, state.level, poolOf(state));
    // a slow answer must not replace that to a later wish
    if (key === this.#key) this.#show(regions);
  }

  #show(regions) {
    this.#draw(regions);
    element('region').textContent = regions ? words(regions.features[0].properties) : '';
  }
}

const words = ({ mass, areaKm2, parts }) =>
  `${percent(mass)} of the probability within ${area(areaKm2)}${parts ? `, ${count(parts)} ${parts === 1 ? 'part' : 'parts'}` : ''}`;
