// The map of a picture, from the drop to the last slider: asks the server, keeps its answer, and tells the page what changed.
import { forget, getAnswer, getGeolocators, getLayer, getRegions, getSearched, locate } from './photo-api.js';
import { areaOf, bindPhoto, chosenModel, offer, showAnswer, showBusy, showChoice, showPreview, showRegion } from './photo.js';
import { area, count, percent } from './figures.js';
import { isQuery, poolOf } from './state.js';

const wait = 120; // ms: a slider that is being moved asks once, not at every step

export class Query {
  layer = null;
  #answer = null;
  #offered = null;
  #on;
  #drawRegion;
  #regionKey = '';
  #timer = 0;

  // on.change(part of the state) · on.error(error) · on.tell(text); drawRegion takes GeoJSON, or null
  constructor(drawRegion, on) {
    this.#drawRegion = drawRegion;
    this.#on = on;
    bindPhoto({
      picture: file => this.#guard(this.#ask(file)),
      pool: pool => on.change(pool),
      quantity: quantity => on.change({ quantity, colormap: '', reverse: false, minimum: '', maximum: '' }),
      level: level => on.change({ level }),
      forget: () => this.#guard(this.#forget()),
    });
  }

  async start(state) {
    this.#offered = await getGeolocators();
    offer(this.#offered);
    // a link to a picture's map works as long as the server keeps it
    if (isQuery(state.layer)) await this.#open(state.layer, await getAnswer(state.layer, poolOf(state))).catch(() => {});
  }

  // Brings panel and outline in step with the state.
  async update(state) {
    const shown = this.layer !== null && state.layer === this.layer.id;
    showAnswer(shown ? this.#answer : null, this.#model());
    if (!shown) { this.#regionKey = ''; this.#drawRegion(null); return; }
    showChoice(state.quantity, state.level);
    const key = JSON.stringify([state.layer, state.level, poolOf(state)]);
    if (key === this.#regionKey) return;
    this.#regionKey = key;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#guard(this.#outline(key, state)), wait);
  }

  style = state => ({ quantity: state.quantity, ...poolOf(state) });

  searched = (lngLat, state) => getSearched(this.layer, lngLat.lng, lngLat.lat, poolOf(state));

  async #ask(file) {
    showBusy(true);
    try {
      const answer = await locate(file, chosenModel());
      await showPreview(file);
      await this.#open(answer.layer, answer);
      this.#on.change({ layer: answer.layer, sources: '', rule: '', prior: '', colormap: '', reverse: false, minimum: '', maximum: '', point: null });
      this.#on.tell(`Half of the probability lies within ${area(areaOf(answer, 0.5))}.`);
    } finally {
      showBusy(false);
    }
  }

  async #open(id, answer) {
    this.#answer = answer;
    this.layer = await getLayer(id);
  }

  async #outline(key, state) {
    const [answer, regions] = await Promise.all([getAnswer(state.layer, poolOf(state)), getRegions(this.layer, state.level, poolOf(state))]);
    // a slow answer must not replace that to a later wish
    if (key !== this.#regionKey) return;
    this.#answer = answer;
    showAnswer(answer, this.#model());
    this.#drawRegion(regions);
    const [{ properties }] = regions.features;
    showRegion(`${percent(properties.mass)} of the probability within ${area(properties.areaKm2)}`
      + (properties.parts ? `, ${count(properties.parts)} ${properties.parts === 1 ? 'part' : 'parts'}` : ''));
  }

  #model = () => this.#offered?.models.find(model => model.id === this.#answer?.model.id);

  async #forget() {
    await forget(this.layer.id);
    this.layer = null;
    this.#on.change({ layer: '' });
  }

  #guard = promise => promise.catch(error => this.#on.error(error));
}
