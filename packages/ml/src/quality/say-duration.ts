const UNITS: readonly (readonly [ms: number, name: string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

/** `3 hours`, `1.5 days`, `20 ms`: in the largest unit of which it is one at least. */
export function sayDuration(ms: number): string {
  const [unitMs, name] = UNITS.find(([least]) => ms >= least) ?? [1, 'ms'];
  const count = Number((ms / unitMs).toPrecision(2));
  return `${count} ${name}${count === 1 || name === 'ms' ? '' : 's'}`;
}
