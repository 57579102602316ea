// The table of jobs and what is known of one of them.
import { logUrl } from './training-api.js';
import { count, duration, figure, memory } from './figures.js';

const wishes = {
  queued: ['pause', 'cancel'], waiting: ['pause', 'cancel'], running: ['pause', 'cancel'], pausing: ['cancel'], paused: ['resume', 'cancel'],
};
const words = { pause: 'Pause', resume: 'Resume', cancel: 'Cancel' };

// Rows are kept and filled anew, so that neither focus nor a half-made click is lost when news come.
export function showJobs(body, jobs, colorOf, focused, on) {
  const rows = new Map([...body.rows].map(row => [row.dataset.job, row]));
  jobs.forEach((job, index) => {
    const row = rows.get(job.id) ?? newRow(job, on);
    rows.delete(job.id);
    fill(row, job, colorOf(job.id), job.id === focused);
    if (body.rows[index] !== row) body.insertBefore(row, body.rows[index] ?? null);
  });
  for (const row of rows.values()) row.remove();
}

function newRow(job, on) {
  const row = make('tr');
  row.dataset.job = job.id;
  const tick = Object.assign(make('input'), { type: 'checkbox', ariaLabel: `Show the curve of job ${job.id}` });
  tick.addEventListener('change', () => on.tick(job.id, tick.checked));
  const name = Object.assign(make('button', 'name'), { type: 'button' });
  name.addEventListener('click', () => on.focus(job.id));
  const label = make('label', 'tick');
  label.append(tick, make('span', 'swatch'));
  const bar = Object.assign(make('progress'), { max: 1 });
  row.append(cell(label), cell(name), cell(make('span', 'state')), cell(bar, make('span', 'quiet')), cell(), cell(), cell(), cell(make('span', 'actions')));
  for (const index of [4, 5, 6]) row.cells[index].className = 'number';
  row.cells[7].firstChild.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (button) on.wish(job.id, button.value, button);
  });
  return row;
}

function fill(row, job, color, isFocused) {
  const progress = job.progress ?? {};
  row.classList.toggle('focused', isFocused);
  const tick = row.querySelector('input');
  tick.checked = color !== null;
  row.querySelector('.swatch').className = color === null ? 'swatch' : `swatch curve-${color}`;
  const name = row.querySelector('.name');
  name.textContent = `${job.id} · ${job.learner}`;
  name.title = title(job);
  name.setAttribute('aria-pressed', String(isFocused));
  let note = row.cells[1].querySelector('.quiet');
  if (!note) row.cells[1].append(note = make('span', 'quiet'));
  note.textContent = title(job);
  const state = row.querySelector('.state');
  state.dataset.state = job.state;
  state.textContent = job.state;
  state.title = job.error ?? '';
  const share = progress.steps ? progress.step / progress.steps : job.state === 'succeeded' ? 1 : 0;
  const bar = row.querySelector('progress');
  bar.value = share;
  bar.setAttribute('aria-label', `Progress of job ${job.id}`);
  row.cells[3].lastChild.textContent = progress.steps ? `${count(progress.step)} of ${count(progress.steps)}` : '';
  row.cells[4].textContent = figure(progress.loss);
  row.cells[5].textContent = job.state === 'running' ? count(progress.examplesPerSecond) : '';
  row.cells[6].textContent = job.state === 'running' ? duration(progress.remainingSeconds) : '';
  const wanted = wishes[job.state] ?? [];
  const actions = row.querySelector('.actions');
  if ([...actions.children].map(button => button.value).join() !== wanted.join())
    actions.replaceChildren(...wanted.map(wish => Object.assign(make('button'), { type: 'button', value: wish, textContent: words[wish], ariaLabel: `${words[wish]} job ${job.id}` })));
}

export function showDetails(body, job, layer) {
  const facts = [
    ['Data', job.data], ['Preset', job.preset], ['Settings', Object.entries(job.settings ?? {}).map(([name, value]) => `${name} = ${value}`).join(', ')],
    ['Seed', job.seed], ['Owner', job.owner], ['Device', job.runsOn ?? job.device], ['Memory', job.memoryBytes ? memory(job.memoryBytes) : null],
    ['After', job.dependsOn?.join(', ')], ['Attempt', job.attempt > 1 ? job.attempt : null], ['Trained', job.progress ? duration(job.progress.elapsedSeconds) : null],
    ['Reason', job.error], ['Notes', job.notes?.join(' ')],
    ...(job.result?.metrics ?? []).map(metric => [metric.name, figure(metric.value)]),
  ].filter(([, value]) => value !== null && value !== undefined && value !== '');
  const list = make('dl');
  for (const [name, value] of facts) list.append(Object.assign(make('dt'), { textContent: name }), Object.assign(make('dd'), { textContent: value }));
  const links = make('p', 'links');
  links.append(Object.assign(make('a'), { href: logUrl(job.id), textContent: 'Log' }));
  if (layer) links.append(Object.assign(make('a'), { href: `../viewer?layer=${layer.id}`, textContent: `Show “${layer.title}” on the map` }));
  body.replaceChildren(list, links);
}

export function showDevices(list, devices) {
  list.replaceChildren(...devices.map(device => {
    const item = make('li');
    const bar = Object.assign(make('meter'), { max: Math.max(device.budgetBytes, 1), value: device.reservedBytes, ariaLabel: `Memory of ${device.name} in use` });
    const jobs = device.jobs.length === 0 ? 'free' : device.jobs.length === 1 ? `job ${device.jobs[0]}` : `jobs ${device.jobs.join(', ')}`;
    item.append(
      Object.assign(make('strong'), { textContent: device.name }), Object.assign(make('span', 'quiet'), { textContent: device.description }), bar,
      Object.assign(make('span'), { textContent: `${memory(device.reservedBytes)} of ${memory(device.budgetBytes)} reserved, ${device.reservedThreads} of ${device.threads} threads, ${jobs}` }));
    if (device.waitsForRoom) item.append(Object.assign(make('span', 'quiet'), { textContent: `Job ${device.waitsForRoom} waits for room.` }));
    return item;
  }));
}

const title = job => [job.data, job.preset, job.name].filter(Boolean).join(' · ');

function cell(...content) {
  const td = make('td');
  td.append(...content);
  return td;
}

const make = (tag, className = '') => Object.assign(document.createElement(tag), { className });
