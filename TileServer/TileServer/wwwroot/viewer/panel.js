// The controls. They report what a person changed and show what they are told, and decide nothing.
import { qgisUrl, rampImage, thumbnail } from './api.js';

const element = id => document.getElementById(id);
const ownStyle = { colormap: '', reverse: false, minimum: '', maximum: '', scale: '', expression: '', quantity: '', sources: '', rule: '', prior: '' };

export function bindPanel(change, copy) {
  element('controls').addEventListener('submit', event => event.preventDefault());
  element('layers').addEventListener('change', event => change({ layer: event.target.value, ...ownStyle }));
  element('opacity').addEventListener('input', event => change({ opacity: Number(event.target.value) }));
  element('colormap').addEventListener('change', event => change({ colormap: event.target.value, ...(event.target.value ? {} : { reverse: false }) }));
  element('reverse').addEventListener('change', event => change({ reverse: event.target.checked }));
  for (const id of ['minimum', 'maximum', 'scale', 'expression'])
    element(id).addEventListener('change', event => change({ [id]: event.target.value.trim() }));
  element('base').addEventListener('change', event => change({ base: event.target.value }));
  element('base-opacity').addEventListener('input', event => change({ baseOpacity: Number(event.target.value) }));
  element('globe').addEventListener('change', event => change({ globe: event.target.checked }));
  for (const what of ['xyz', 'tilejson', 'wmts', 'link'])
    element(`copy-${what}`).addEventListener('click', event => copy(what, event.currentTarget));
  element('fold').addEventListener('click', () => {
    const folded = element('panel').classList.toggle('folded');
    element('fold').setAttribute('aria-expanded', String(!folded));
  });
}

export function fillPanel(layers, colormaps) {
  element('layers').replaceChildren(...layers.map(card));
  for (const id of ['base', 'compare'])
    element(id).replaceChildren(option('', 'Nothing'), ...layers.map(layer => option(layer.id, layer.title)));
  element('colormap').replaceChildren(option('', 'The layer’s own'), ...colormaps.map(name => option(name, name)));
}

export function showPanel(state, layer) {
  for (const radio of element('layers').querySelectorAll('input')) radio.checked = radio.value === state.layer;
  element('opacity').value = state.opacity;
  element('opacity-text').value = `${state.opacity} %`;
  element('colormap').value = state.colormap;
  element('reverse').checked = state.reverse;
  element('reverse').disabled = state.colormap === '';
  // a number that is being typed is not taken away
  for (const id of ['minimum', 'maximum', 'scale', 'expression'])
    if (element(id).value !== state[id] && element(id) !== document.activeElement) element(id).value = state[id];
  const wrong = state.minimum !== '' && state.maximum !== '' && Number(state.minimum) >= Number(state.maximum);
  element('maximum').setCustomValidity(wrong ? 'The maximum must exceed the minimum.' : '');
  element('base').value = state.base;
  element('base-opacity').value = state.baseOpacity;
  element('base-opacity-text').value = `${state.baseOpacity} %`;
  element('base-opacity').disabled = state.base === '';
  element('globe').checked = state.globe;
  element('style').hidden = !layer.stylable;
  element('open-qgis').href = qgisUrl(layer);
  const ramp = element('ramp');
  ramp.hidden = state.colormap === '';
  if (!ramp.hidden) ramp.src = rampImage(state.colormap + (state.reverse ? '_r' : ''));
}

function card(layer) {
  const label = document.createElement('label');
  label.className = 'card';
  const radio = Object.assign(document.createElement('input'), { type: 'radio', name: 'layer', value: layer.id });
  const picture = Object.assign(document.createElement('img'), { alt: '', width: 44, height: 44, loading: 'lazy', src: thumbnail(layer) });
  const words = document.createElement('span');
  words.append(line('title', layer.title), line('kind', layer.kind ?? ''));
  if (layer.attribution) words.append(line('credit', layer.attribution));
  label.append(radio, picture, words);
  return label;
}

function line(className, text) {
  return Object.assign(document.createElement('span'), { className, textContent: text, title: text });
}

function option(value, text) {
  return Object.assign(document.createElement('option'), { value, textContent: text });
}
