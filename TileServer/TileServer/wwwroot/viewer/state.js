// What the page shows, and its permanent link: ?layer=…&opacity=…#zoom/latitude/longitude
export const defaults = Object.freeze({
  layer: '', opacity: 85, colormap: '', reverse: false, minimum: '', maximum: '', scale: '', expression: '', base: '', baseOpacity: 100, globe: false, point: null,
  compare: '', swipe: 50, area: null,
  quantity: '', level: 0.8, sources: '', rule: '', prior: '',
  view: Object.freeze({ zoom: 1.6, latitude: 20, longitude: 10 }),
});

export function parse(search, hash) {
  const given = new URLSearchParams(search);
  const colormap = given.get('colormap') ?? '';
  const [minimum = '', maximum = ''] = (given.get('rescale') ?? '').split(',');
  const ranged = isNumber(minimum) && isNumber(maximum);
  return {
    ...defaults,
    layer: given.get('layer') ?? '',
    opacity: percent(given.get('opacity'), defaults.opacity),
    colormap: colormap.replace(/_r$/, ''),
    reverse: colormap.endsWith('_r'),
    minimum: ranged ? minimum : '',
    maximum: ranged ? maximum : '',
    scale: given.get('scale') ?? '',
    expression: given.get('expression') ?? '',
    base: given.get('base') ?? '',
    baseOpacity: percent(given.get('base-opacity'), defaults.baseOpacity),
    globe: given.get('projection') === 'globe',
    point: pair(given.get('point')),
    compare: given.get('compare') ?? '',
    swipe: percent(given.get('swipe'), defaults.swipe),
    area: ring(given.get('area')),
    quantity: given.get('quantity') ?? '',
    level: percent(given.get('level'), 100 * defaults.level) / 100,
    sources: given.get('sources') ?? '',
    rule: given.get('rule') ?? '',
    prior: given.get('prior') ?? '',
    view: parseView(hash),
  };
}

export function format(state) {
  const style = styleOf(state);
  const parts = [
    ['layer', state.layer],
    ['opacity', state.opacity === defaults.opacity ? '' : state.opacity],
    ['colormap', style.colormap],
    ['rescale', style.rescale],
    ['scale', style.scale],
    ['expression', style.expression],
    ['base', state.base],
    ['base-opacity', state.baseOpacity === defaults.baseOpacity ? '' : state.baseOpacity],
    ['projection', state.globe ? 'globe' : ''],
    ['quantity', state.quantity],
    ['level', state.level === defaults.level ? '' : Math.round(100 * state.level)],
    ...Object.entries(poolOf(state)),
    ['compare', state.compare],
    ['swipe', state.compare === '' || state.swipe === defaults.swipe ? '' : state.swipe],
    ['area', state.area ? state.area.flat().join(',') : ''],
    ['point', state.point ? state.point.map(degrees => +degrees.toFixed(5)).join(',') : ''],
  ].filter(([, value]) => value !== '' && value !== undefined);
  const { zoom, latitude, longitude } = state.view;
  return `?${parts.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`).join('&')}`
    + `#${+zoom.toFixed(2)}/${+latitude.toFixed(4)}/${+longitude.toFixed(4)}`;
}

// The style parameters of the server; what is not set is the layer's own.
export function styleOf(state) {
  const ranged = isNumber(state.minimum) && isNumber(state.maximum) && Number(state.minimum) < Number(state.maximum);
  return {
    colormap: state.colormap === '' ? undefined : state.colormap + (state.reverse ? '_r' : ''),
    rescale: ranged ? `${state.minimum},${state.maximum}` : undefined,
    scale: state.scale || undefined,
    expression: state.expression || undefined,
  };
}

// The map of a picture, which the server keeps for a while and lists nowhere.
export const isQuery = layer => layer.startsWith('query-');

// How the sources of a picture's map are pooled; what is not set is the model's own.
export const poolOf = ({ sources, rule, prior }) => Object.fromEntries(Object.entries({ sources, rule, prior }).filter(([, value]) => value !== ''));

function parseView(hash) {
  const [zoom, latitude, longitude] = hash.replace(/^#/, '').split('/').map(Number);
  const sound = zoom >= 0 && zoom <= 24 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 540;
  return sound ? { zoom, latitude, longitude } : { ...defaults.view };
}

function pair(text) {
  const [longitude, latitude, ...more] = (text ?? '').split(',');
  return more.length === 0 && isNumber(longitude) && isNumber(latitude) && Math.abs(latitude) <= 90
    ? [Number(longitude), Number(latitude)] : null;
}

// a polygon's corners, one number after the other
function ring(text) {
  const numbers = (text ?? '').split(',').map(part => part === '' ? NaN : Number(part));
  const corners = numbers.length / 2;
  if (!Number.isInteger(corners) || corners < 3 || !numbers.every(Number.isFinite)) return null;
  return Array.from({ length: corners }, (_, index) => [numbers[2 * index], numbers[2 * index + 1]]);
}

function percent(text, otherwise) {
  const value = Number(text);
  return isNumber(text) && value >= 0 && value <= 100 ? value : otherwise;
}

function isNumber(text) {
  return text !== null && text !== undefined && text !== '' && Number.isFinite(Number(text));
}
