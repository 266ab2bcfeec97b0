import { seededRandom } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import type { LabeledRequest, RowTags } from '../log.ts';
import { lookThrough } from './look-through.ts';
import { tagShares } from './tag-shares.ts';

const CHOICE = { endpoint: 'shop', from: '2026-01-01T00:00:00.000Z', limit: 100 } as const;

interface Answered {
  readonly prediction: string | number;
  readonly label?: string | number;
  readonly cause?: string;
  readonly weight?: number;
  readonly tags?: RowTags;
}

/** A log of one row per request, the newest first. */
function logOf(rows: readonly Answered[], salt = 0) {
  return {
    async *scan() {
      for (const [i, { prediction, label, cause, weight, tags }] of rows.entries())
        yield {
          ...{ requestId: `${salt}-${i}`, at: '2026-01-02T00:00:00.000Z', endpoint: 'shop' },
          ...{ version: 1, latencyMs: 1, rows: [{ cause }], predictions: [{ prediction }] },
          labels: [label === undefined ? null : { label, at: '2026-01-03T00:00:00.000Z' }],
          ...(weight === undefined ? {} : { weight }),
          ...(tags === undefined ? {} : { tags: [tags] }),
        } as LabeledRequest;
    },
  };
}
const found = (label: string): RowTags => ({
  ...{ tags: ['dark'], note: null, who: null, label, receivedAt: '2026-01-03T00:00:00.000Z' },
});

describe('answers that are looked through', () => {
  it('are the labelled ones that are wrong, with their share and its interval', async () => {
    const rows = [
      ...Array.from({ length: 263 }, (_, i) => ({ prediction: 'a', label: i < 81 ? 'b' : 'a' })),
      ...Array.from({ length: 10 }, () => ({ prediction: 'a' })),
    ];
    const read = await lookThrough(logOf(rows), { ...CHOICE, show: 'next' });
    expect(read).toMatchObject({ nAnswers: 273, nLabelled: 263, nWrong: 81, isCut: false });
    // The published interval of 81 in 263.
    expect(read.loss?.metric).toBe('error rate');
    expect(read.loss?.value).toBeCloseTo(81 / 263, 12);
    expect(read.loss?.low).toBeCloseTo(0.2553, 4);
    expect(read.loss?.high).toBeCloseTo(0.3662, 4);
    expect(read.rows).toHaveLength(81);
    expect(new Set(read.rows.map(({ label }) => label))).toEqual(new Set(['b']));
  });

  it('of numbers are weighed by their absolute error and by the requests that they stand for', async () => {
    const rows = [
      { prediction: 10, label: 13, weight: 2 },
      { prediction: 10, label: '4' },
      { prediction: 10, label: 'many' },
      { prediction: 'a class', label: 'b' },
      { prediction: 10, label: 10 },
    ];
    const read = await lookThrough(logOf(rows), { ...CHOICE, show: 'next' });
    expect(read).toMatchObject({ nLabelled: 3, nWrong: 2 });
    expect(read.loss).toMatchObject({ metric: 'mean absolute error', value: (2 * 3 + 6) / 4 });
    expect(read.rows.map(({ loss }) => loss).sort()).toEqual([3, 6]);
  });

  it('come again beside another label than the one that something was found beside', async () => {
    const rows = [
      { prediction: 'a', label: 'b', tags: found('b') },
      { prediction: 'a', label: 'c', tags: found('b') },
      { prediction: 'a', label: 'b' },
    ];
    const ids = async (show: 'next' | 'found') =>
      (await lookThrough(logOf(rows), { ...CHOICE, show })).rows
        .map(({ request }) => request.requestId)
        .sort();
    expect(await ids('found')).toEqual(['0-0']);
    expect(await ids('next')).toEqual(['0-1', '0-2']);
  });

  it('are read up to 100 000 rows, and it is said where that ends', async () => {
    const rows = Array.from({ length: 100_001 }, () => ({ prediction: 'a', label: 'a' }));
    const read = await lookThrough(logOf(rows), { ...CHOICE, show: 'next' });
    expect(read).toMatchObject({
      ...{ nAnswers: 100_000, isCut: true, from: '2026-01-02T00:00:00.000Z' },
    });
  });

  it('say of a cause what share of the error it has, in 95 of 100 draws', async () => {
    const random = seededRandom(4);
    // A cause of few rows with large errors: 10 % of the rows, about half of the error.
    const rows = Array.from({ length: 3000 }, () => {
      const isRare = random.next() < 0.1;
      const error = (isRare ? 9 : 1) * (0.5 + random.next());
      return { prediction: 0, label: error, cause: isRare ? 'rare' : 'common' };
    });
    const errorOf = (cause?: string) =>
      rows.reduce(
        (sum, row) => sum + (cause === undefined || row.cause === cause ? row.label : 0),
        0,
      );
    const truth = errorOf('rare') / errorOf();
    expect(truth).toBeGreaterThan(0.4);
    let [held, sum] = [0, 0];
    const nDraws = 50;
    for (let salt = 0; salt < nDraws; salt++) {
      const next = await lookThrough(logOf(rows, salt), { ...CHOICE, show: 'next', limit: 40 });
      const looked = next.rows.map(({ request }) => ({ tags: [String(request.rows[0]?.cause)] }));
      const { share } =
        tagShares(looked).find(({ tag }) => tag === 'rare') ?? expect.unreachable('no such tag');
      sum += share.value;
      if ((share.low ?? 0) <= truth && truth <= (share.high ?? 1)) held++;
    }
    // Of 50 intervals of 95 %, fewer than 42 hold once in 500 cases.
    expect(held).toBeGreaterThanOrEqual(42);
    expect(Math.abs(sum / nDraws - truth)).toBeLessThan(0.03);
  });
});
