// The page of jobs: asks the host once, then follows its events, and keeps table, curves, devices and link in step.
import { exampleCommand, findLayer, getDevices, getJobs, HostAbsent, listen, steer } from './training-api.js';
import { figuresOf, forget, refresh, seriesOf } from './curves.js';
import { showChart } from './chart.js';
import { showDetails, showDevices, showJobs } from './jobs.js';
import { count, figure } from './figures.js';
import { forgetError, tell, tellError } from './message.js';

const colors = 6;
const element = id => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const view = {
  shown: (asked.get('jobs') ?? '').split(',').filter(Boolean).slice(0, colors), focused: asked.get('job') ?? '', metric: asked.get('figure') ?? 'loss',
  against: asked.get('against') === 'time' ? 'time' : 'step', isLog: asked.get('log') === '1', smoothing: share(asked.get('smooth')),
};
const slots = []; // a curve keeps its colour while others come and go
let jobs = new Map();
let layer = null;
let drawing = false;

function share(text) {
  const number = Number(text ?? 0.6);
  return number >= 0 && number <= 0.98 ? number : 0.6;
}

const byAge = () => [...jobs.values()].sort((a, b) => Number(b.id) - Number(a.id));
const colorOf = id => slots.includes(id) ? slots.indexOf(id) : null;

async function load(state) {
  try {
    const [list] = await Promise.all([getJobs(), loadDevices()]);
    jobs = new Map(list.map(job => [job.id, job]));
    view.shown = view.shown.filter(id => jobs.has(id));
    if (view.shown.length === 0) view.shown = byAge().filter(job => job.progress).slice(0, 1).map(job => job.id);
    if (!jobs.has(view.focused)) view.focused = view.shown[0] ?? byAge()[0]?.id ?? '';
    connect(state, state === 'live' ? 'Live' : 'Connecting …');
    await Promise.all([findFocusedLayer(), ...view.shown.map(id => refresh(id))]);
    showAll();
  } catch (error) {
    fail(error);
  }
}

const loadDevices = async () => showDevices(element('devices'), await getDevices());

function fail(error) {
  if (!(error instanceof HostAbsent)) return tellError(error);
  connect('absent', 'Not connected', error.message);
}

function connect(state, words, reason = '') {
  if (element('connection').dataset.state !== state) tell(state === 'absent' ? 'The training host is not running.' : words);
  element('connection').dataset.state = state;
  element('connection').textContent = words;
  element('absent').hidden = state !== 'absent';
  element('absent-reason').textContent = reason;
  document.body.classList.toggle('stale', state === 'absent');
}

function hear(job, kind) {
  const before = jobs.get(job.id);
  jobs.set(job.id, job);
  if (kind === 'state') {
    if (before?.state !== job.state) tell(`Job ${job.id}: ${job.state}`);
    loadDevices().catch(fail);
    if (job.id === view.focused) findFocusedLayer().then(showAll, fail);
  }
  if (view.shown.length === 0 && job.progress) view.shown = [job.id];
  if (!view.focused) view.focused = job.id;
  if (view.shown.includes(job.id)) refresh(job.id, job.progress?.step).then(showSoon, fail);
  showSoon();
}

// A model is a layer a moment after its job has ended: the server looks once it has been published.
async function findFocusedLayer() {
  const job = jobs.get(view.focused);
  layer = job?.result ? await findLayer(job) : null;
  if (job?.result && !layer) setTimeout(() => { if (view.focused === job.id && !layer) findFocusedLayer().then(showAll, fail); }, 3000);
}

function showSoon() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => { drawing = false; showAll(); });
}

function showAll() {
  slots.forEach((id, index) => { if (!view.shown.includes(id)) slots[index] = null; });
  for (const id of view.shown.filter(id => !slots.includes(id))) {
    const free = slots.indexOf(null);
    slots[free < 0 ? slots.length : free] = id;
  }
  forget(view.shown);
  element('none').hidden = jobs.size > 0;
  showJobs(element('jobs'), byAge(), colorOf, view.focused, { tick, focus, wish });
  showFocused();
  showCurves();
  history.replaceState(null, '', link());
}

function showFocused() {
  const job = jobs.get(view.focused);
  element('details').hidden = !job;
  if (!job) return;
  element('details-title').textContent = `Job ${job.id}: ${job.learner}`;
  showDetails(element('details-body'), job, layer);
}

function showCurves() {
  const names = figuresOf(view.shown);
  if (!names.includes(view.metric) && names.length > 1) view.metric = 'loss';
  const select = element('metric');
  if ([...select.options].map(option => option.value).join() !== names.join()) select.replaceChildren(...names.map(name => new Option(name, name)));
  select.value = view.metric;
  element('against').value = view.against;
  element('log').checked = view.isLog;
  element('smooth').value = view.smoothing;
  element('smooth-text').value = view.smoothing.toFixed(2);
  const curves = view.shown.map(id => ({ id, label: `job ${id}`, color: colorOf(id), ...seriesOf(id, view.metric, view.against, view.smoothing) }));
  showChart(element('chart'), curves, { isLog: view.isLog, name: view.metric, against: view.against }, { cursor: x => showReadout(curves, x) });
  showReadout(curves, null);
}

// The values at the cursor, or the last ones.
function showReadout(curves, x) {
  element('readout').replaceChildren(...curves.filter(curve => curve.smooth.length > 0).map(curve => {
    const after = x === null ? -1 : curve.smooth.findIndex(point => point[0] >= x);
    const [at, value] = curve.smooth.at(after);
    const item = document.createElement('li');
    const swatch = document.createElement('span');
    swatch.className = `swatch curve-${curve.color}`;
    item.append(swatch, `${curve.label}: ${figure(value)} at ${count(at)}${view.against === 'time' ? ' s' : ''}`);
    return item;
  }));
}

function tick(id, isShown) {
  view.shown = isShown ? [...view.shown.filter(other => other !== id), id].slice(-colors) : view.shown.filter(other => other !== id);
  if (isShown) refresh(id).then(showAll, fail);
  showAll();
}

function focus(id) {
  view.focused = id;
  layer = null;
  findFocusedLayer().then(showAll, fail);
  showAll();
}

async function wish(id, what, button) {
  button.disabled = true;
  try {
    const job = await steer(id, what);
    forgetError();
    jobs.set(id, job);
    showAll();
  } catch (error) {
    button.disabled = false;
    fail(error);
  }
}

function link() {
  const parts = new URLSearchParams();
  if (view.shown.length > 0) parts.set('jobs', view.shown.join(','));
  if (view.focused) parts.set('job', view.focused);
  if (view.metric !== 'loss') parts.set('figure', view.metric);
  if (view.against !== 'step') parts.set('against', view.against);
  if (view.isLog) parts.set('log', '1');
  if (view.smoothing !== 0.6) parts.set('smooth', view.smoothing);
  return `?${parts.toString().replaceAll('%2C', ',')}`;
}

element('example').textContent = exampleCommand;
element('chart-controls').addEventListener('submit', event => event.preventDefault());
element('chart-controls').addEventListener('input', () => {
  Object.assign(view, { metric: element('metric').value, against: element('against').value, isLog: element('log').checked, smoothing: Number(element('smooth').value) });
  showAll();
});
showCurves();
listen({ open: () => load('live'), job: hear, broken: () => load('waiting') });
