import { emptyLord } from '@kaizenml/ml/drift';
import { seededRandom } from '@kaizenml/ml/math';
import { chooseBinning, countColumn } from '@kaizenml/ml/windows';
import { describe, expect, it } from 'vitest';
import type { Counted } from './compare-counted.ts';
import { judgeWindows, type WatchedColumn } from './judge-windows.ts';

const settings = { rate: 0.05, leastEffect: 0.1 };
const N_ROWS = 60;
const N_VERDICTS = 120;
/** Verdicts of a season: mornings, noons, nights. */
const MEANS = [1, 0, -1] as const;

/** Columns whose mean goes with the hour, and nothing else. */
function columnOf(name: string, seed: number) {
  const random = seededRandom(seed);
  const drawn = (mean: (i: number) => number, n: number) => ({
    ...{ name, kind: 'number' as const },
    values: Float64Array.from({ length: n }, (_, i) => mean(i) + random.normal()),
  });
  const training = drawn((i) => MEANS[i % MEANS.length] ?? 0, 3000);
  const binning = chooseBinning(training);
  const reference = { binning, window: countColumn(binning, training) };
  const draw = (verdict: number, shift = 0): Counted => {
    const mean = (MEANS[verdict % MEANS.length] ?? 0) + shift;
    return {
      binning,
      window: countColumn(
        binning,
        drawn(() => mean, N_ROWS),
      ),
    };
  };
  return { reference, draw };
}

/** A stream of verdicts on two columns; gives how often each verdict of a column was said. */
function stream({ isSeasonal, shift }: { readonly isSeasonal: boolean; readonly shift: number }) {
  const columns = [columnOf('load', 1), columnOf('heat', 2)];
  const before = columns.map((): Counted[] => []);
  const said: Record<string, number> = {};
  let lord = emptyLord(settings.rate);
  for (let verdict = 0; verdict < N_VERDICTS; verdict++) {
    const isMoved = verdict === N_VERDICTS - 1;
    const watched = columns.map(({ reference, draw }, c): WatchedColumn => {
      const now = draw(verdict, isMoved && c === 0 ? shift : 0);
      const same = before[c]?.filter((_, i) => i % MEANS.length === verdict % MEANS.length) ?? [];
      const seasons = same.length === 0 ? 'learning' : same.slice(-8).toReversed();
      before[c]?.push(now);
      return { role: 'input', ...now, reference, ...(isSeasonal && { seasons }) };
    });
    const judged = judgeWindows(watched, settings, lord);
    lord = judged.lord;
    for (const { column, verdict: word } of judged.findings) {
      const key = isMoved ? `${column} ${word}` : word;
      said[key] = (said[key] ?? 0) + 1;
    }
  }
  return { said, nDiscoveries: lord.discoveries.length };
}

describe('judgeWindows', () => {
  it('calls every hour drift that differs from all hours, where no season is asked for', () => {
    const { said } = stream({ isSeasonal: false, shift: 0 });
    // Two of three hours are not those of the training.
    expect(said.drift).toBeGreaterThan(1.2 * N_VERDICTS);
  });

  it('claims nothing of hours that differ as they ever did, and spends none of its rate on them', () => {
    const { said, nDiscoveries } = stream({ isSeasonal: true, shift: 0 });
    // LORD++ makes a false discovery in at most one of twenty streams in which nothing moved.
    expect(said.drift ?? 0).toBe(0);
    expect(nDiscoveries).toBe(0);
    expect(said.natural).toBeGreaterThan(N_VERDICTS);
  });

  it('tells after forty seasons a column that moved away from all hours and its own, and no other', () => {
    const { said } = stream({ isSeasonal: true, shift: -1.5 });
    expect(said['load drift']).toBe(1);
    expect(said['heat drift']).toBeUndefined();
  });
});
