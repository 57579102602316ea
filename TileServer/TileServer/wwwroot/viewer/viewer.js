// The page: reads the link, asks the server what there is, and keeps map, panel, legend and link in step.
import { getColormaps, getLayers, getPoint, getSearched, publicTileUrl, tileJsonUrl, wmtsUrl } from './api.js';
import { createMap, show, showPopup, showRegion } from './map.js';
import { bindPanel, fillPanel, showPanel } from './panel.js';
import { loadLegend, showLegend } from './legend.js';
import { pointContent } from './point.js';
import { forgetError, tell, tellError } from './message.js';
import { Query } from './query.js';
import { hasRegions, quantityOf, Regions } from './regions.js';
import { AreaStatistics } from './statistics.js';
import { Swipe } from './swipe.js';
import { format, parse, poolOf, styleOf } from './state.js';

let state = parse(location.search, location.hash);
let layers = [];
let popup = null;
let legend = { entries: [] };
let legendKey = '';

const find = id => layers.find(layer => layer.id === id) ?? (query.layer?.id === id ? query.layer : undefined);
const active = () => find(state.layer);
const activeStyle = () => ({ ...(active().stylable ? styleOf(state) : {}), quantity: quantityOf(state, active()), ...poolOf(state) });

const map = createMap(document.getElementById('map'), state.view, {
  point: lngLat => statistics.isDrawing ? statistics.add(lngLat) : ask(lngLat),
  view: view => { state = { ...state, view }; writeLink(); },
  error: tellError,
});

const query = new Query({ change, tell, error: tellError });
const regions = new Regions(region => showRegion(map, region), { change, error: tellError });

const statistics = new AreaStatistics(map, { change, tell, error: tellError });
const swipe = new Swipe(map, { change });

async function start() {
  const drawable = new Promise(resolve => map.once('load', resolve));
  const [found, colormaps] = await Promise.all([getLayers(), getColormaps(), drawable]);
  layers = found;
  if (layers.length === 0) throw new Error('The server has no layers yet.');
  fillPanel(layers, colormaps);
  bindPanel(change, copy);
  await query.start(state);
  const missing = state.layer !== '' && !active();
  if (!active()) state = { ...state, layer: layers[0].id };
  for (const slot of ['base', 'compare'])
    if (!find(state[slot])) state = { ...state, [slot]: '' };
  await update();
  if (missing) tellError(new Error('The layer of this link does not exist any more; another one is shown.'));
  if (state.point) await ask({ lng: state.point[0], lat: state.point[1] });
}

async function change(part) {
  state = { ...state, ...part };
  if (!active()) state = { ...state, layer: layers[0].id };
  forgetError();
  if ('layer' in part) closePopup();
  await update().catch(tellError);
}

async function update() {
  const layer = active();
  const style = activeStyle();
  showPanel(state, layer);
  await query.update(state);
  regions.update(state, layer);
  map.setProjection({ type: state.globe ? 'globe' : 'mercator' });
  show(map, 'base', find(state.base), {}, state.baseOpacity);
  show(map, 'top', layer, style, state.opacity);
  writeLink();
  await Promise.all([updateLegend(layer, style), swipe.update(state, find(state.compare)), statistics.update(state, layer, style)]);
}

async function updateLegend(layer, style) {
  const key = JSON.stringify([layer.id, style]);
  if (key === legendKey) return;
  legendKey = key;
  const answer = await loadLegend(layer, style);
  // a slow answer must not replace the legend of a later choice
  if (key !== legendKey) return;
  legend = answer;
  showLegend(document.getElementById('legend'), layer, style, legend);
}

async function ask(lngLat) {
  const layer = active();
  if (!layer) return;
  try {
    const place = { lng: +lngLat.lng.toFixed(6), lat: +lngLat.lat.toFixed(6) };
    const { expression, quantity } = activeStyle();
    const [answer, searched] = await Promise.all([
      getPoint(layer, place.lng, place.lat, { expression, quantity, ...poolOf(state) }), hasRegions(layer) ? getSearched(layer, place.lng, place.lat, poolOf(state)) : null]);
    if (layer !== active()) return;
    const content = pointContent(layer, lngLat, answer, legend, searched);
    popup = showPopup(map, popup, lngLat, content);
    popup.on('close', () => { state = { ...state, point: null }; writeLink(); });
    state = { ...state, point: [lngLat.lng, lngLat.lat] };
    writeLink();
    tell(content.innerText);
  } catch (error) {
    tellError(error);
  }
}

function closePopup() {
  popup?.remove();
  popup = null;
}

async function copy(what, button) {
  const text = { xyz: () => publicTileUrl(active(), activeStyle()), tilejson: () => tileJsonUrl(active(), activeStyle()), wmts: wmtsUrl, link: () => location.href }[what]();
  try {
    await navigator.clipboard.writeText(text);
    tell(`Copied ${text}`);
    button.dataset.done = 'true';
    setTimeout(() => delete button.dataset.done, 1500);
  } catch {
    // a page on plain http may not write the clipboard: then the address is there to be selected
    tellError(new Error(text));
  }
}

function writeLink() {
  if (state.layer !== '') history.replaceState(null, '', format(state));
}

start().catch(tellError);
