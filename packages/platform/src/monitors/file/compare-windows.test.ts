import { getDriftTest } from '@kaizenml/ml/drift';
import { seededRandom } from '@kaizenml/ml/math';
import { type Column, encodeText } from '@kaizenml/ml/table';
import { chooseBinning, countColumn } from '@kaizenml/ml/windows';
import { describe, expect, it } from 'vitest';
import { compareWindows, type Judging, type WindowPair } from './compare-windows.ts';
import { describeMove } from './describe-move.ts';

const random = seededRandom(8);
const normal = (n: number, shift = 0, shareMissing = 0): Column => ({
  name: 'x',
  kind: 'number',
  values: Float64Array.from({ length: n }, () =>
    random.next() < shareMissing ? Number.NaN : 10 + random.normal() + shift,
  ),
});
const levels = (n: number, share: number, other = 'b'): Column =>
  encodeText(
    'x',
    'category',
    Array.from({ length: n }, () => (random.next() < share ? other : 'a')),
  );
const pairOf = (reference: Column, current: Column): WindowPair => {
  const binning = chooseBinning(reference);
  return {
    binning,
    reference: countColumn(binning, reference),
    current: countColumn(binning, current),
  };
};
const RECOMMENDED: Judging = { by: 'recommended', rate: 0.05, leastEffect: 0.1 };
const judge = (pair: WindowPair, judging = RECOMMENDED) => {
  const [compared] = compareWindows([pair], judging);
  if (compared === undefined) throw new Error('one pair was given');
  return { verdict: compared.verdict, why: describeMove(pair, compared) };
};

describe('columns of a file', () => {
  it('drift where the difference is large and no chance', () => {
    expect(judge(pairOf(normal(5000), normal(5000)))).toEqual({ verdict: 'calm', why: null });
    expect(judge(pairOf(normal(5000), normal(5000, 0.5)))).toMatchObject({ verdict: 'drift' });
    expect(judge(pairOf(normal(30_000), normal(30_000, 0.1)))).toMatchObject({
      verdict: 'too small',
      why: null,
    });
    expect(judge(pairOf(normal(5000), normal(12, 0.4)))).toMatchObject({
      verdict: 'may be chance',
    });
  });

  it('say what moved: means, units, levels, missing values', () => {
    const before = normal(4000);
    const inCents = {
      ...before,
      values: (before as { values: Float64Array }).values.map((x) => 100 * x),
    };
    expect(judge(pairOf(before, inCents as Column)).why).toMatch(
      /^mean (10|9)\.\d+ → (10|9)\d\d(\.\d+)?; 100 % above all of the reference$/,
    );
    expect(judge(pairOf(levels(4000, 0.2), levels(4000, 0.6))).why).toMatch(
      /"[ab]": \d\d % → \d\d %$/,
    );
    expect(judge(pairOf(normal(4000), normal(4000, 0, 0.3)))).toMatchObject({
      verdict: 'drift',
      why: expect.stringMatching(/^missing 0 % → (29|30|31|28|32) %$/),
    });
  });

  it('judged by custom have the verdict of the customary test and threshold', () => {
    const moved = pairOf(normal(5000), normal(5000, 0.12));
    for (const name of ['ks', 'psi', 'wasserstein', 'mannw', 't_test']) {
      const test = getDriftTest(name);
      const [compared] = compareWindows([moved], { by: 'customary', test });
      const { score, threshold, isDrift, test: asked } = compared?.values.finding ?? {};
      expect([asked, threshold]).toEqual([name, test.threshold]);
      expect(isDrift).toBe(
        test.score === 'p-value' ? (score ?? 1) < test.threshold : (score ?? 0) > test.threshold,
      );
      expect(compared?.verdict).toBe(isDrift === true ? 'drift' : 'calm');
    }
  });

  it('that a named test does not take are judged by their customary one', () => {
    const judging = { by: 'customary', test: getDriftTest('ks') } as const;
    const tests = compareWindows(
      [pairOf(normal(2000), normal(2000)), pairOf(levels(2000, 0.5), levels(2000, 0.5))],
      judging,
    ).map(({ values }) => values.finding.test);
    expect(tests).toEqual(['ks', 'jensenshannon']);
  });

  it('are judged together: of 300 without drift none is called', () => {
    const pairs = Array.from({ length: 300 }, (_, i) =>
      i % 2 === 0
        ? pairOf(normal(300), normal(60))
        : pairOf(normal(300, 0, 0.2), normal(60, 0, 0.2)),
    );
    const compared = compareWindows(pairs, { ...RECOMMENDED, leastEffect: 0 });
    const byChance = compared.filter(({ values }) => (values.finding.pValue ?? 1) < 0.05);
    expect(byChance.length).toBeGreaterThan(5);
    expect(compared.filter(({ verdict }) => verdict === 'drift')).toEqual([]);
  });
});
