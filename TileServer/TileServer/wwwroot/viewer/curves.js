// What was measured of the jobs whose curves are shown, fetched as it grows.
import { getMetrics } from './training-api.js';

const kept = new Map(); // job → { points, under way, again }

export const pointsOf = id => kept.get(id)?.points ?? [];

export function forget(ids) {
  for (const id of [...kept.keys()]) if (!ids.includes(id)) kept.delete(id);
}

// Fetches what is new. A job that went back to a checkpoint has its steps again, so it is read anew.
export async function refresh(id, step = Infinity) {
  const curve = kept.get(id) ?? { points: [], busy: null, again: false };
  kept.set(id, curve);
  if (curve.busy) {
    curve.again = true;
    return curve.busy;
  }
  curve.busy = fetchNew(id, curve, step).finally(() => { curve.busy = null; });
  return curve.busy;
}

async function fetchNew(id, curve, step) {
  do {
    curve.again = false;
    const last = curve.points.at(-1)?.step ?? 0;
    if (step < last) curve.points = [];
    const news = await getMetrics(id, curve.points.at(-1)?.step ?? 0);
    curve.points = [...curve.points, ...news];
  } while (curve.again);
}

// Names of all figures, the loss first.
export function figuresOf(ids) {
  const names = new Set(ids.flatMap(id => pointsOf(id).flatMap(point => Object.keys(point.values))));
  names.delete('loss');
  return ['loss', ...[...names].sort()];
}

// [x, y] of one figure against steps or seconds, and the same smoothed: an exponential mean that does not begin at zero.
export function seriesOf(id, name, against, smoothing) {
  const raw = pointsOf(id).filter(point => Number.isFinite(point.values[name])).map(point => [point[against], point.values[name]]);
  let mean = 0;
  let weight = 0;
  const smooth = raw.map(([x, y]) => {
    mean = smoothing * mean + (1 - smoothing) * y;
    weight = smoothing * weight + (1 - smoothing);
    return [x, mean / weight];
  });
  return { raw, smooth };
}
