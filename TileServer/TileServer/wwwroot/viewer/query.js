// The map of a picture, from the drop to the last slider: asks the server, keeps its answer, and tells the page what changed.
import { forget, getAnswer, getGeolocators, getLayer, locate } from './photo-api.js';
import { areaOf, bindPhoto, chosenModel, offer, showAnswer, showBusy, showPreview } from './photo.js';
import { area } from './figures.js';
import { isQuery, poolOf } from './state.js';

export class Query {
  layer = null;
  #answer = null;
  #offered = null;
  #on;
  #poolKey = '';

  // on.change(part of the state) · on.error(error) · on.tell(text)
  constructor(on) {
    this.#on = on;
    bindPhoto({
      picture: file => this.#guard(this.#ask(file)),
      pool: pool => on.change(pool),
      forget: () => this.#guard(this.#forget()),
    });
  }

  async start(state) {
    this.#offered = await getGeolocators();
    offer(this.#offered);
    // a link to a picture's map works as long as the server keeps it
    if (isQuery(state.layer)) await this.#open(state.layer, await getAnswer(state.layer, poolOf(state))).catch(() => {});
  }

  // Brings the panel in step with the state: other weights are another answer.
  async update(state) {
    const shown = this.layer !== null && state.layer === this.layer.id;
    showAnswer(shown ? this.#answer : null, this.#model());
    const key = shown ? JSON.stringify([state.layer, poolOf(state)]) : '';
    if (key === this.#poolKey) return;
    this.#poolKey = key;
    if (shown) this.#guard(this.#repool(key, state));
  }

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

  async #repool(key, state) {
    const answer = await getAnswer(state.layer, poolOf(state));
    // a slow answer must not replace that to a later wish
    if (key !== this.#poolKey) return;
    this.#answer = answer;
    showAnswer(answer, this.#model());
  }

  #model = () => this.#offered?.models.find(model => model.id === this.#answer?.model.id);

  async #forget() {
    await forget(this.layer.id);
    this.layer = null;
    this.#on.change({ layer: '' });
  }

  #guard = promise => promise.catch(error => this.#on.error(error));
}
