// What the server says about a picture, and the addresses of its map.
import { getJson, query, root } from './api.js';

// Models and limits; null where the server has no model for pictures.
export async function getGeolocators() {
  const answer = await getJson('geolocate').catch(() => null);
  return answer?.models?.length > 0 ? answer : null;
}

export const getAnswer = (id, pool) => getJson(`geolocate/${id}${query(pool)}`);

// The picture goes out as it is; the server reads of it what it draws, and not where it says that it was taken.
export async function locate(file, model) {
  const response = await fetch(`${root}geolocate${query({ model })}`, {
    method: 'POST', body: file, headers: { Accept: 'application/json', 'Content-Type': file.type || 'application/octet-stream' },
  }).catch(() => { throw new Error('The server cannot be reached.'); });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new Error(answer.detail ?? answer.title ?? `The server answered ${response.status}.`);
}

export const forget = id => fetch(`${root}geolocate/${id}`, { method: 'DELETE' }).catch(() => {});

export const getLayer = id => getJson(`layers/${id}`).then(answer => answer.layer ?? answer);
