// Where a picture may have been taken: the controls of its map. They report what a person changed and show what they are told.
import { area, percent, nats } from './figures.js';

const element = id => document.getElementById(id);
// what a source weighed before it was switched off
const remembered = new Map();

// What is told: on.picture(file) · on.pool({sources, rule, prior}) · on.forget()
export function bindPhoto(on) {
  element('picture').addEventListener('change', event => take(event.target.files, on));
  bindDrop(document.body, files => take(files, on));
  for (const id of ['sources', 'rule', 'prior']) element(id).addEventListener('change', () => on.pool(chosenPool()));
  element('sources').addEventListener('input', event => showWeight(event.target));
  element('forget').addEventListener('click', () => on.forget());
}

export function offer(geolocators) {
  element('photo').hidden = geolocators === null;
  if (geolocators === null) return;
  element('model').replaceChildren(...geolocators.models.map(model => option(model.id, model.title)));
  element('model-row').hidden = geolocators.models.length < 2;
}

export const chosenModel = () => element('model').value;

export function showBusy(busy) {
  element('photo').setAttribute('aria-busy', String(busy));
  element('picture').disabled = busy;
}

// The picture is shown from its own bytes; it is not asked back from the server.
export async function showPreview(file) {
  const reader = new FileReader();
  const read = new Promise((resolve, reject) => { reader.onload = resolve; reader.onerror = () => reject(new Error('The file cannot be read.')); });
  reader.readAsDataURL(file);
  await read;
  element('preview').src = reader.result;
  element('preview').hidden = false;
}

export const areaOf = (answer, mass) => answer.uncertainty.areas.find(entry => entry.mass === mass)?.areaKm2;

export function showAnswer(answer, model) {
  element('answer').hidden = answer === null;
  if (answer === null) { element('preview').hidden = true; element('picture').value = ''; return; }
  const { regions } = answer;
  element('found').textContent = `Half of the probability lies within ${area(areaOf(answer, 0.5))}, 95 % within ${area(areaOf(answer, 0.95))}; `
    + `the likeliest of ${regions.length} regions holds ${percent(regions[0].mass)}.`;
  element('notices').replaceChildren(...(answer.notices ?? []).map(text => Object.assign(document.createElement('li'), { textContent: text })));
  element('sources').replaceChildren(...answer.sources.map(source));
  fill('rule', model?.rules ?? [], answer.rule);
  fill('prior', model?.priors ?? [], answer.prior);
  element('guesses').replaceChildren(...(answer.attributes ?? []).map(guess));
  for (const [id, rel] of [['open-geotiff', 'geotiff'], ['open-regions', 'regions'], ['open-json', 'self']]) {
    const link = answer.links?.find(candidate => candidate.rel === rel);
    element(id).hidden = !link;
    if (link) element(id).href = link.href.replace('{mass}', '0.5,0.8,0.95');
  }
}

function chosenPool() {
  const weights = [...element('sources').querySelectorAll('li')].map(row =>
    `${row.dataset.name}:${row.querySelector('[type=checkbox]').checked ? row.querySelector('[type=range]').value : 0}`);
  return { sources: weights.join(','), rule: element('rule').value, prior: element('prior').value };
}

function source({ name, title, weight, contributionNats, active, areaKm2 }) {
  const row = document.createElement('li');
  row.dataset.name = name;
  const isOn = active !== false && weight > 0;
  if (isOn) remembered.set(name, weight);
  const check = Object.assign(document.createElement('input'), { type: 'checkbox', checked: isOn });
  const label = document.createElement('label');
  label.className = 'check';
  label.append(check, title ?? name);
  const said = Object.assign(document.createElement('span'), { className: 'small', textContent: isOn ? nats(contributionNats) : 'off' });
  said.title = areaKm2 ? `Alone it would hold half of the probability within ${area(areaKm2)}.` : '';
  const slider = Object.assign(document.createElement('input'), { type: 'range', min: 0, max: 3, step: 0.01, value: remembered.get(name) ?? 1, disabled: !isOn });
  slider.setAttribute('aria-label', `Weight of ${title ?? name}`);
  const text = Object.assign(document.createElement('output'), { textContent: Number(slider.value).toFixed(2) });
  row.append(label, said, slider, text);
  return row;
}

function showWeight(input) {
  if (input.type === 'range') input.nextElementSibling.textContent = Number(input.value).toFixed(2);
}

function guess({ title, name, classes }) {
  const section = document.createElement('section');
  const likely = [...classes].sort((a, b) => b.probability - a.probability).slice(0, 3);
  const list = document.createElement('ul');
  list.append(...likely.map(({ label, probability }) => {
    const item = document.createElement('li');
    const bar = Object.assign(document.createElement('meter'), { min: 0, max: 1, value: probability });
    bar.setAttribute('aria-hidden', 'true');
    item.append(Object.assign(document.createElement('span'), { textContent: label, title: label }), bar, percent(probability));
    return item;
  }));
  section.append(Object.assign(document.createElement('h3'), { textContent: title ?? name }), list);
  return section;
}

function take(files, on) {
  const file = [...(files ?? [])].find(candidate => candidate.type === '' || candidate.type.startsWith('image/'));
  if (file) on.picture(file);
}

// A picture may fall anywhere on the page, since people aim at the map.
function bindDrop(area, drop) {
  const carriesFiles = event => event.dataTransfer?.types.includes('Files');
  area.addEventListener('dragover', event => { if (carriesFiles(event)) { event.preventDefault(); area.dataset.drop = 'true'; } });
  area.addEventListener('dragleave', event => { if (!event.relatedTarget) delete area.dataset.drop; });
  area.addEventListener('drop', event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    delete area.dataset.drop;
    drop(event.dataTransfer.files);
  });
}

function fill(id, choices, chosen) {
  const all = choices.includes(chosen) ? choices : [chosen, ...choices];
  element(id).replaceChildren(...all.map(name => option(name, name)));
  element(id).value = chosen;
}

function option(value, text) {
  return Object.assign(document.createElement('option'), { value, textContent: text });
}
