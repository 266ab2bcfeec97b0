import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../../../test/shared-data.ts';
import { chooseBinning, countColumn } from '../../windows/index.ts';
import { type Glance, glanceAt, staleValue, valueNeedsPast } from '../index.ts';

const DATA = sharedData('bike_sharing/hour.csv');
const HOUR_MS = 3_600_000;
/** Hours of a window, and windows of a day, of two weeks and of the 90 days that a report looks back. */
const WINDOW_HOURS = 6;
const PER_DAY = 24 / WINDOW_HOURS;
const [SPAN, BACK] = [14 * PER_DAY, 90 * PER_DAY];
const COLUMNS = [
  ...['season', 'mnth', 'hr', 'holiday', 'weekday', 'workingday', 'weathersit'],
  ...['temp', 'atemp', 'hum', 'windspeed'],
];

/** Hours of Washington's bicycles: a column in 2011, and in the windows of 2012. */
function courseOf(rows: readonly string[][], names: readonly string[], name: string) {
  const [at, day, hour] = [names.indexOf(name), names.indexOf('dteday'), names.indexOf('hr')];
  const column = (of: readonly string[][]) => ({
    ...{ name, kind: 'number' as const },
    values: Float64Array.from(of, (row) => Number(row[at])),
  });
  const trained = column(rows.filter((row) => row[day] < '2012'));
  const binning = chooseBinning(trained);
  const placeOf = (row: readonly string[]) =>
    Math.floor((Date.parse(row[day]) / HOUR_MS + Number(row[hour])) / WINDOW_HOURS);
  const live = Map.groupBy(
    rows.filter((row) => row[day] >= '2012'),
    placeOf,
  );
  const glances = [...live].map(([place, of]) => {
    const [startMs, endMs] = [place, place + 1].map((i) => i * WINDOW_HOURS * HOUR_MS);
    return glanceAt({ startMs, endMs }, { binning, window: countColumn(binning, column(of)) });
  });
  const reference = { binning, window: countColumn(binning, trained) };
  return { reference, glances: glances.filter((glance): glance is Glance => glance !== undefined) };
}

/** What a report says at the end of some windows: of two weeks, and of those before as far as they are needed. */
function reported({ reference, glances }: ReturnType<typeof courseOf>, end: number) {
  const since = (from: number) => glances.slice(Math.max(0, from), end);
  let from = end - SPAN;
  while (from > Math.max(0, end - BACK) && valueNeedsPast(since(from), reference)) from -= SPAN / 2;
  const found = staleValue(since(from), reference);
  if (found === undefined || found.first === 0) return undefined;
  return found.pValue * COLUMNS.length <= 0.005 ? found : undefined;
}

describe.skipIf(DATA === undefined)('stale columns of bicycles (needs the shared data)', () => {
  const [head = '', ...lines] =
    DATA === undefined ? [] : readFileSync(DATA, 'utf8').trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(','));
  const course = (name: string) => courseOf(rows, head.split(','), name);

  it('are hardly ever claimed while nothing has stopped, and once where something had', () => {
    const claimed = COLUMNS.flatMap((name) => {
      const of = course(name);
      return of.glances.flatMap(({ endMs }, i) =>
        reported(of, i + 1) === undefined ? [] : `${name} ${new Date(endMs).toISOString()}`,
      );
    });
    // On the 17th of August 2012 the file has one felt temperature in all 24 hours, while the air warmed and cooled by 12 degrees.
    expect(claimed).toContain('atemp 2012-08-18T00:00:00.000Z');
    expect(claimed.length).toBeLessThan(10);
    expect(new Set(claimed.map((each) => each.split(' ')[0]))).toEqual(
      new Set(['atemp', 'weathersit']),
    );
  });

  it.each([
    ['temp', 3],
    ['hum', 3],
    ['windspeed', 3],
    ['hr', 3],
    ['workingday', 21],
  ])('are found where %s is frozen, within %i days', (name, withinDays) => {
    const { reference, glances } = course(name);
    for (let stop = 60 * PER_DAY; stop < glances.length - 30 * PER_DAY; stop += 7 * PER_DAY) {
      const last = glances[stop - 1];
      const only = { value: last.newest, share: 1 };
      const frozen = glances.map((glance, i) => (i < stop ? glance : { ...glance, only }));
      const within = { reference, glances: frozen.slice(0, stop + withinDays * PER_DAY) };
      expect(reported(within, within.glances.length)?.value).toBe(last.newest);
    }
  });
});
