/** Milliseconds or seconds, with three digits that matter. */
export function time(ms) {
  if (ms === undefined) return '-';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return `${(ms / 1_000).toPrecision(3)} s`;
}

/** How many times the second goes into the first: `1.04x`, `52x`. */
export function ratio(value, base) {
  if (value === undefined || base === undefined) return '-';
  return times(value / base);
}

export function times(factor) {
  if (factor < 10) return `${factor.toFixed(2)}x`;
  return `${factor < 100 ? factor.toFixed(1) : Math.round(factor).toLocaleString('en')}x`;
}

/** `10,000` */
export function count(value) {
  return value === undefined ? '-' : value.toLocaleString('en');
}
