// What the layer says at one place.
import { area, percent } from './figures.js';
import { swatch } from './legend.js';

export function pointContent(layer, lngLat, answer, legend, searched = null) {
  const content = document.createElement('div');
  content.className = 'point';
  const heading = document.createElement('h2');
  heading.textContent = layer.title;
  content.append(heading, ...values(layer, answer, legend), ...(searched ? [effort(searched)] : []), place(lngLat));
  return content;
}

function values(layer, answer, legend) {
  if (answer.inside === false) return [line('outside the layer')];
  return answer.values.map((value, band) => {
    if (value === null) return line('no data');
    const known = layer.categorical ? legend.entries.find(entry => entry.value === value) : undefined;
    if (known) {
      const named = line(known.label);
      named.prepend(swatch(known.color));
      return named;
    }
    const name = answer.values.length > 1 ? answer.band_names?.[band] : undefined;
    const unit = answer.units?.[band] ?? legend?.unit;
    return line(number(value), unit, name);
  });
}

// what a search from the densest place on would have covered when it came here
function effort({ searchedAreaKm2, searchedMass }) {
  const paragraph = document.createElement('p');
  paragraph.className = 'effort';
  paragraph.textContent = `${area(searchedAreaKm2)} would have been searched before here, with ${percent(searchedMass)} of the probability.`;
  return paragraph;
}

function line(text, unit, name) {
  const paragraph = document.createElement('p');
  paragraph.className = 'value';
  if (name) paragraph.append(small(`${name} `));
  paragraph.append(text);
  if (unit) paragraph.append(small(` ${unit}`));
  return paragraph;
}

function place({ lng, lat }) {
  const paragraph = document.createElement('p');
  paragraph.className = 'place';
  paragraph.textContent = `${Math.abs(lat).toFixed(4)}° ${lat < 0 ? 'S' : 'N'}, ${Math.abs(lng).toFixed(4)}° ${lng < 0 ? 'W' : 'E'}`;
  return paragraph;
}

function small(text) {
  const span = document.createElement('span');
  span.className = 'small';
  span.textContent = text;
  return span;
}

// four significant digits are what a colour can show, and whole numbers stay whole
export function number(value) {
  if (Number.isInteger(value)) return String(value);
  const rounded = Number(value.toPrecision(4));
  return Math.abs(rounded) >= 1e-4 ? String(rounded) : rounded.toExponential(2);
}
