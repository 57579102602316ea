// The server's answers and addresses. Addresses are relative to this file, so that a path prefix changes nothing here.
export const root = new URL('../', import.meta.url).href;

// A problem document says in words what went wrong; those words are the message.
export async function getJson(path, cache = 'default', more = {}) {
  const response = await fetch(root + path, { cache, headers: { Accept: 'application/json' }, ...more }).catch(() => {
    throw new Error('The server cannot be reached.');
  });
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  throw new Error(problem.detail ?? problem.title ?? `The server answered ${response.status}.`);
}

// A model that has just been trained is there at once, whatever the browser remembers.
export async function getLayers() {
  const { layers } = await getJson('layers', 'no-cache');
  return layers.map(layer => ({ ...layer, title: layer.title ?? layer.id }));
}

export async function getColormaps() {
  const { colormaps } = await getJson('colormaps');
  return colormaps.map(map => map.name ?? map);
}

export const getLegend = (layer, style) => getJson(`layers/${layer.id}/legend.json${query(style)}`);

export const getPoint = (layer, lon, lat, pool) => getJson(`layers/${layer.id}/point${query({ lon, lat, ...pool })}`);

// What the layer holds within a polygon, a GeoJSON geometry.
export const getStatistics = (layer, geometry, style) => getJson(`layers/${layer.id}/statistics${query({ expression: style.expression, quantity: style.quantity })}`, 'default', {
  method: 'POST', headers: { Accept: 'application/json', 'Content-Type': 'application/geo+json' }, body: JSON.stringify({ type: 'Feature', properties: {}, geometry }),
});

// The smallest region of a layer of probability that holds a share of it.
export const getRegions = (layer, level, pool) => getJson(`layers/${layer.id}/regions${query({ mass: level, ...pool })}`);

// How much area would have been searched before a place.
export const getSearched = (layer, lon, lat, pool) => getJson(`layers/${layer.id}/rva${query({ lon, lat, ...pool })}`);

// Drawn by the server, so that a colour here is the colour of a pixel.
export const legendImage = (layer, style) =>
  `${root}layers/${layer.id}/legend.svg${query({ ...style, orientation: 'horizontal' })}`;

export const rampImage = name => `${root}colormaps/${encodeURIComponent(name)}.png`;

export const thumbnail = layer => `${root}tiles/${layer.id}/0/0/0.png${query({ v: layer.version })}`;

export const tileJsonUrl = (layer, style) => `${root}tiles/${layer.id}/tilejson.json${query(style)}`;

// What another program is given: no version, because it shall see the next one too.
export const publicTileUrl = (layer, style) => `${root}tiles/${layer.id}/{z}/{x}/{y}.png${query(style)}`;

export const wmtsUrl = () => `${root}wmts/1.0.0/WMTSCapabilities.xml`;

export const qgisUrl = layer => `${root}qgis/${layer.id}.qlr`;

// What the map itself asks for: sharp on dense screens, and with the version the answer may be kept for ever.
export function tileUrl(layer, style) {
  const dense = globalThis.devicePixelRatio > 1 ? '@2x' : '';
  return `${root}tiles/${layer.id}/{z}/{x}/{y}${dense}.png${query({ ...style, v: layer.version })}`;
}

export function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length === 0 ? '' : `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`).join('&')}`;
}
