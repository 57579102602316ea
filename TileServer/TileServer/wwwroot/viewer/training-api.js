// The training host, as the tile server passes it on.
import { getLayers } from './api.js';

const root = new URL('../training/', import.meta.url).href;

// The host is another program than the server: that it is away is a state, not a fault.
export class HostAbsent extends Error {}

async function ask(path, options = {}) {
  const response = await fetch(root + path, { cache: 'no-store', headers: { Accept: 'application/json' }, ...options }).catch(() => {
    throw new HostAbsent('The server cannot be reached.');
  });
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  const words = problem.detail ?? problem.title ?? `The training host answered ${response.status}.`;
  throw response.status === 503 ? new HostAbsent(words) : new Error(words);
}

export const getJobs = () => ask('jobs?limit=200');

export const getDevices = () => ask('devices');

export const getMetrics = (id, after) => ask(`jobs/${encodeURIComponent(id)}/metrics?after=${after}`);

// wish: pause, resume or cancel
export const steer = (id, wish) => ask(`jobs/${encodeURIComponent(id)}/${wish}`, { method: 'POST' });

export const logUrl = id => `${root}jobs/${encodeURIComponent(id)}/log?lines=500`;

export const exampleCommand = `curl -H 'Content-Type: application/json' -d '{"learner": "location-encoder", "preset": "smoke"}' ${root}jobs`;

// The layer that a finished job has become, if the server serves it.
export async function findLayer(job) {
  const id = job.result?.folder?.replace(/\/+$/, '').split('/').pop();
  return id ? (await getLayers()).find(layer => layer.id === id) ?? null : null;
}

// Calls with each job that something happened to. A stream that broke off is opened again, by the browser or, where it gives up, here.
export function listen(on) {
  let source = null;
  let wait = 1000;
  const open = () => {
    source = new EventSource(`${root}events`);
    source.addEventListener('open', () => { wait = 1000; on.open(); });
    for (const kind of ['state', 'progress'])
      source.addEventListener(kind, event => on.job(JSON.parse(event.data), kind));
    source.addEventListener('error', () => {
      on.broken();
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(open, wait);
      wait = Math.min(2 * wait, 10_000);
    });
  };
  open();
}

