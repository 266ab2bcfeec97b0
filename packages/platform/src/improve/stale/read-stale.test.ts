import { type Random, seededRandom } from '@kaizenml/ml/math';
import type { Column } from '@kaizenml/ml/table';
import { countColumn, makeBaseline, packBaseline } from '@kaizenml/ml/windows';
import { describe, expect, it } from 'vitest';
import { packCounts } from '../../monitors/counting/pack-counts.ts';
import { emptyCounts } from '../../monitors/counting/window-counts.ts';
import type { ImproveDeps } from '../deps.ts';
import { spansUntil } from '../periods.ts';
import { readStale } from './read-stale.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.parse('2026-03-02T00:00:00.000Z');
const iso = (ms: number) => new Date(ms).toISOString();
const ordered = (nRows: number, draw: () => number): Column => ({
  ...{ name: 'ordered', kind: 'date' },
  values: Float64Array.from({ length: nRows }, draw),
});

/** A store that holds nothing but windows of 20 rows with a time, an hour each, of a version with a baseline. */
function storeOf(nHours: number, draw: (hour: number, random: Random) => number): ImproveDeps {
  const random = seededRandom(1);
  const learned = ordered(500, () => START_MS - random.below(4000) * HOUR_MS);
  const baseline = makeBaseline({ inputs: [learned] });
  const windows = Array.from({ length: nHours }, (_, hour) => {
    const counts = emptyCounts(baseline.columns);
    const columns = baseline.columns.map(({ binning }) =>
      countColumn(
        binning,
        ordered(20, () => draw(hour, random)),
      ),
    );
    const start = iso(START_MS + hour * HOUR_MS);
    const place = { start, end: iso(START_MS + (hour + 1) * HOUR_MS), version: 1, nRows: 20 };
    return { ...place, body: packCounts({ ...counts, columns }) };
  });
  const since = async (_: string, { from = '' }) => windows.filter(({ start }) => start >= from);
  return {
    store: {
      models: { findVersion: async () => ({ artifact: 'a' }) },
      monitors: { windows: since, places: since },
    },
    answerers: { get: async () => ({ signature: {} }) },
    artifacts: { read: async () => packBaseline(baseline) },
  } as unknown as ImproveDeps;
}
const read = (deps: ImproveDeps, endMs: number) =>
  readStale(deps, {
    ...{
      endpoint: 'shop',
      version: 1,
      spans: spansUntil('day', endMs),
      leftOut: new Set<string>(),
    },
  });

describe('readStale', () => {
  it('finds since when a time stands still, further back than both periods', async () => {
    const stopMs = START_MS + 40 * HOUR_MS;
    const deps = storeOf(7 * 24, (hour, random) => {
      const newestMs = Math.min(START_MS + hour * HOUR_MS, stopMs);
      return newestMs - random.below(3) * HOUR_MS;
    });
    const [found, ...others] = await read(deps, START_MS + 7 * DAY_MS);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ column: 'ordered', kind: 'date', hasMoved: true, share: 1 });
    expect(found?.found).toMatchObject({ kind: 'time', standsStill: true, newest: stopMs });
    expect(found?.since).toBe(iso(stopMs + HOUR_MS));
  });

  it('claims nothing of one that follows the clock or is left out, nor without a version', async () => {
    const deps = storeOf(7 * 24, (hour, random) => START_MS + (hour - random.below(9)) * HOUR_MS);
    expect(await read(deps, START_MS + 7 * DAY_MS)).toEqual([]);
    const left = { endpoint: 'shop', version: 1, leftOut: new Set(['ordered']) };
    const stopped = storeOf(7 * 24, () => START_MS);
    const spans = spansUntil('day', START_MS + 7 * DAY_MS);
    expect(await readStale(stopped, { ...left, spans })).toEqual([]);
    expect(await readStale(stopped, { ...left, spans, leftOut: new Set() })).toHaveLength(1);
    const choice = { endpoint: 'shop', version: undefined, leftOut: new Set<string>() };
    expect(await readStale(deps, { ...choice, spans: spansUntil('day', START_MS) })).toEqual([]);
  });
});
