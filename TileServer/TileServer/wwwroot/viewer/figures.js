// Numbers as people read them.
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const count = value => Number.isFinite(value) ? whole.format(value).replaceAll(',', ' ') : '';

export function figure(value) {
  if (!Number.isFinite(value)) return '';
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(2) : String(+value.toPrecision(4));
}

export function memory(bytes) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = bytes;
  let unit = 0;
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${+size.toPrecision(3)} ${units[unit]}`;
}

export function duration(seconds) {
  if (!Number.isFinite(seconds)) return '';
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
}

export function area(km2) {
  if (!Number.isFinite(km2)) return '';
  if (km2 >= 1e6) return `${+(km2 / 1e6).toPrecision(3)} million km²`;
  return `${count(+km2.toPrecision(3))} km²`;
}

export const percent = share => `${+(100 * share).toPrecision(share > 0.99 ? 4 : 2)} %`;

export const nats = value => Number.isFinite(value) ? `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)} nats` : '';
