// Curves in an SVG: axes with round numbers, a faint line as measured and a strong one smoothed, and a cursor for mouse and arrow keys.
import { count, figure } from './figures.js';

const width = 760;
const height = 320;
const edge = { left: 64, right: 30, top: 12, bottom: 34 };

// curves: [{ label, color, raw, smooth }]; on.cursor gets the x under the cursor, or null
export function showChart(box, curves, { isLog, name, against }, on) {
  const points = curves.flatMap(curve => curve.smooth.length > 0 ? [...curve.raw, ...curve.smooth] : []).filter(([, y]) => !isLog || y > 0);
  const svg = draw('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', tabindex: '0', 'aria-label': describe(curves, name) });
  if (points.length === 0) {
    svg.append(text('Nothing measured yet', width / 2, height / 2, 'middle'));
    box.replaceChildren(svg);
    return;
  }
  const x = axis(points.map(point => point[0]), edge.left, width - edge.right, false);
  const y = axis(points.map(point => point[1]), height - edge.bottom, edge.top, isLog);
  for (const tick of y.ticks)
    svg.append(draw('line', { class: 'grid', x1: edge.left, x2: width - edge.right, y1: y.at(tick), y2: y.at(tick) }), text(figure(tick), edge.left - 8, y.at(tick) + 4, 'end'));
  for (const tick of x.ticks) svg.append(text(count(tick), x.at(tick), height - edge.bottom + 18, 'middle'));
  svg.append(text(against === 'time' ? 'seconds' : 'steps', width - edge.right, height - 2, 'end'));
  for (const curve of curves) {
    if (curve.raw.some(([, value], index) => value !== curve.smooth[index][1])) svg.append(line(curve.raw, x, y, isLog, `raw curve-${curve.color}`));
    svg.append(line(curve.smooth, x, y, isLog, `smooth curve-${curve.color}`));
  }
  bindCursor(svg, x, on);
  const hadFocus = box.contains(document.activeElement);
  box.replaceChildren(svg);
  if (hadFocus) svg.focus();
}

function bindCursor(svg, x, on) {
  const mark = draw('line', { class: 'cursor', y1: edge.top, y2: height - edge.bottom, visibility: 'hidden' });
  svg.append(mark);
  let place = width - edge.right;
  const move = to => {
    place = Math.min(Math.max(to, edge.left), width - edge.right);
    for (const end of ['x1', 'x2']) mark.setAttribute(end, place);
    mark.setAttribute('visibility', 'visible');
    on.cursor(x.value(place));
  };
  const leave = () => {
    mark.setAttribute('visibility', 'hidden');
    on.cursor(null);
  };
  svg.addEventListener('pointermove', event => move((event.clientX - svg.getBoundingClientRect().left) * width / svg.getBoundingClientRect().width));
  svg.addEventListener('pointerleave', leave);
  svg.addEventListener('blur', leave);
  svg.addEventListener('keydown', event => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    move(place + way * (event.shiftKey ? 40 : 8));
  });
}

function axis(values, from, to, isLog) {
  const through = isLog ? Math.log10 : value => value;
  let low = through(values.reduce((a, b) => Math.min(a, b)));
  let high = through(values.reduce((a, b) => Math.max(a, b)));
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const at = value => from + (to - from) * (through(value) - low) / (high - low);
  const value = place => low + (high - low) * (place - from) / (to - from);
  return { at, value, ticks: isLog ? powers(low, high) : rounds(low, high) };
}

function rounds(low, high) {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find(factor => factor * power >= rough) * power;
  const ticks = [];
  for (let i = Math.ceil(low / step); i * step <= high + 1e-9 * step; i++) ticks.push(+(i * step).toPrecision(12));
  return ticks;
}

// powers of ten, with 2 and 5 between them where there are few
function powers(low, high) {
  const factors = high - low > 3 ? [1] : high - low > 0.7 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9];
  const ticks = [];
  for (let power = Math.floor(low); power <= high; power++)
    ticks.push(...factors.map(factor => factor * 10 ** power).filter(tick => Math.log10(tick) >= low && Math.log10(tick) <= high));
  return ticks;
}

// Where many points share a pixel, its least and its greatest are drawn.
function line(points, x, y, isLog, className) {
  const columns = new Map();
  for (const [at, value] of points) {
    if (isLog && value <= 0) continue;
    const column = Math.round(x.at(at));
    const seen = columns.get(column);
    if (!seen) columns.set(column, [value, value]);
    else columns.set(column, [Math.min(seen[0], value), Math.max(seen[1], value)]);
  }
  const path = [...columns].flatMap(([column, [least, most]]) => (least === most ? [least] : [least, most]).map(value => `${column},${y.at(value).toFixed(1)}`));
  return draw('polyline', { class: className, points: path.join(' ') });
}

function describe(curves, name) {
  const ends = curves.filter(curve => curve.smooth.length > 0).map(curve => `${curve.label} ${figure(curve.smooth.at(-1)[1])}`);
  return ends.length === 0 ? `No curve of ${name} yet` : `Curves of ${name}, at the end: ${ends.join(', ')}. Arrow keys move a cursor.`;
}

function text(content, x, y, anchor) {
  const element = draw('text', { x, y, 'text-anchor': anchor });
  element.textContent = content;
  return element;
}

function draw(tag, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
