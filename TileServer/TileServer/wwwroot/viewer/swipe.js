// A second map over the first, cut off at a line that can be moved: another layer for comparison.
import { createTwin, show } from './map.js';

const element = id => document.getElementById(id);

export class Swipe {
  #main;
  #twin = null;

  // on.change(part of the state)
  constructor(main, on) {
    this.#main = main;
    element('compare').addEventListener('change', event => on.change({ compare: event.target.value }));
    element('divider').addEventListener('input', event => on.change({ swipe: Number(event.target.value) }));
  }

  // layer: what is on the right of the line, or nothing
  async update(state, layer) {
    element('compare').value = layer ? layer.id : '';
    element('divider').hidden = element('twin').hidden = element('divider-line').hidden = !layer;
    if (!layer) { this.#twin?.remove(); this.#twin = null; return; }
    this.#twin ??= createTwin(element('twin'), this.#main);
    const twin = this.#twin;
    if (!twin.isStyleLoaded()) await twin.once('load');
    if (twin !== this.#twin) return;
    twin.setProjection({ type: state.globe ? 'globe' : 'mercator' });
    show(twin, 'top', layer, {}, 100);
    element('divider').value = state.swipe;
    element('divider').setAttribute('aria-valuetext', `${layer.title} on the right of ${state.swipe} %`);
    // where the middle of the slider's thumb is, which is 30 pixels wide and stays inside
    const at = `calc(15px + ${state.swipe / 100} * (100% - 30px))`;
    element('twin').style.clipPath = `inset(0 0 0 ${at})`;
    element('divider-line').style.left = at;
  }
}
