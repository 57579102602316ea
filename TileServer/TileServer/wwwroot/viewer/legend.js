// The legend of the layer above: classes as a list, everything else as the server draws it.
import { getLegend, legendImage } from './api.js';

export async function loadLegend(layer, style) {
  const { entries, title, unit } = await getLegend(layer, style);
  return { entries, title: title ?? layer.title, unit: unit ?? layer.unit };
}

export function showLegend(section, layer, style, legend) {
  const heading = document.createElement('h2');
  heading.textContent = legend.unit ? `${legend.title} (${legend.unit})` : legend.title;
  section.hidden = legend.entries.length === 0;
  // a photograph has no legend, so none is asked for
  if (!section.hidden) section.replaceChildren(heading, layer.categorical ? classes(legend.entries) : ramp(layer, style, legend));
}

function classes(entries) {
  const list = document.createElement('ul');
  list.append(...entries.map(entry => {
    const item = document.createElement('li');
    item.append(swatch(entry.color), entry.label);
    return item;
  }));
  return list;
}

function ramp(layer, style, legend) {
  const image = document.createElement('img');
  image.alt = legend.entries.map(entry => entry.label).join(', ');
  image.src = legendImage(layer, style);
  return image;
}

export function swatch(color) {
  const square = document.createElement('span');
  square.className = 'swatch';
  square.style.backgroundColor = color;
  return square;
}
