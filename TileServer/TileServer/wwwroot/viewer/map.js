// The map: a plain sea, the layer below, the layer above.
import { AttributionControl, Map, NavigationControl, ScaleControl, Popup } from '../lib/maplibre-gl/maplibre-gl.mjs';
import { tileUrl } from './api.js';

const emptyStyle = () => ({ version: 8, sources: {}, layers: [{ id: 'sea', type: 'background', paint: { 'background-color': seaColor() } }] });

export function createMap(container, view, on) {
  const map = new Map({
    container,
    style: emptyStyle(),
    center: [view.longitude, view.latitude],
    zoom: view.zoom,
    maxZoom: 20,
    maxPitch: 0,
    dragRotate: false,
    attributionControl: { compact: false },
    locale: { 'Map.Title': 'Map; click, or press Enter for its centre, to read the value' },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-right');

  map.on('click', event => on.point(event.lngLat.wrap()));
  map.on('moveend', () => on.view({ zoom: map.getZoom(), latitude: map.getCenter().lat, longitude: map.getCenter().wrap().lng }));
  map.on('error', event => on.error(event.error));
  map.on('dataloading', () => container.setAttribute('aria-busy', 'true'));
  map.on('idle', () => container.setAttribute('aria-busy', 'false'));
  // a mouse is not needed: the middle of the map is the cursor of the keyboard
  map.getCanvas().addEventListener('keydown', event => {
    if (event.key === 'Enter') on.point(map.getCenter().wrap());
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => map.setPaintProperty('sea', 'background-color', seaColor()));
  return map;
}

// A map that nobody touches and that looks where the other one looks.
export function createTwin(container, main) {
  const look = () => ({ center: main.getCenter(), zoom: main.getZoom() });
  const twin = new Map({ container, style: emptyStyle(), interactive: false, attributionControl: false, maxZoom: 20, ...look() });
  twin.addControl(new AttributionControl({ compact: false }), 'top-right');
  const follow = () => twin.jumpTo(look());
  main.on('move', follow);
  twin.on('remove', () => main.off('move', follow));
  twin.on('idle', () => container.setAttribute('aria-busy', 'false'));
  return twin;
}

// Puts a raster layer into a slot ('base' below 'top'); null empties the slot.
export function show(map, slot, layer, style, opacity) {
  // the picture is at rest again when all that follows has been painted
  map.getContainer().setAttribute('aria-busy', 'true');
  map.triggerRepaint();
  const url = layer ? tileUrl(layer, style) : null;
  const source = map.getSource(slot);
  const shown = source?.tiles?.[0];
  if (source && (!layer || source.layerId !== layer.id)) {
    map.removeLayer(slot);
    map.removeSource(slot);
  } else if (source && shown !== url) {
    source.setTiles([url]);
  }
  if (!layer) return;
  if (!map.getSource(slot)) {
    map.addSource(slot, {
      type: 'raster', tiles: [url], tileSize: 256,
      minzoom: layer.minzoom ?? 0, maxzoom: layer.maxzoom ?? 20,
      ...(layer.bounds ? { bounds: mercatorBounds(layer.bounds) } : {}),
      attribution: escapeHtml(layer.attribution ?? ''),
    });
    map.getSource(slot).layerId = layer.id;
    const above = (slot === 'base' ? ['top', 'region-shade', 'sketch-fill'] : ['region-shade', 'sketch-fill']).find(id => map.getLayer(id));
    map.addLayer({ id: slot, type: 'raster', source: slot, paint: { 'raster-fade-duration': 120 } }, above);
  }
  map.setPaintProperty(slot, 'raster-opacity', opacity / 100);
  // classes keep hard edges when tiles are magnified
  map.setPaintProperty(slot, 'raster-resampling', layer.categorical ? 'nearest' : 'linear');
}

// The outline of a region above all layers; null takes it away.
export function showRegion(map, region) {
  const data = region ?? { type: 'FeatureCollection', features: [] };
  if (map.getSource('region')) { map.getSource('region').setData(data); return; }
  map.addSource('region', { type: 'geojson', data });
  const outline = (id, color, width) => map.addLayer({ id, type: 'line', source: 'region', paint: { 'line-color': color, 'line-width': width } });
  // a light line on a dark one is seen on any colour
  outline('region-shade', '#10171d', 3.5);
  outline('region-line', '#ffffff', 1.5);
}

export function showPopup(map, popup, lngLat, content) {
  popup?.remove();
  return new Popup({ closeButton: true, focusAfterOpen: false, maxWidth: '280px', offset: 6 })
    .setLngLat(lngLat).setDOMContent(content).addTo(map);
}

const seaColor = () => getComputedStyle(document.documentElement).getPropertyValue('--sea').trim();

const mercatorBounds = ([west, south, east, north]) => [Math.max(west, -180), Math.max(south, -85.0511), Math.min(east, 180), Math.min(north, 85.0511)];

// attributions come with the data; MapLibre would read them as HTML
function escapeHtml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
