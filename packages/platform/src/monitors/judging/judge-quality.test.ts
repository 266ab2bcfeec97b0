import { chooseBinning, countColumn } from '@kaizenml/ml/windows';
import { describe, expect, it } from 'vitest';
import { judgeQuality } from './judge-quality.ts';

const weekdays = (values: readonly number[]) => ({
  ...{ name: 'weekday', kind: 'number' as const },
  values: Float64Array.from(values),
});
const week = weekdays(Array.from({ length: 7000 }, (_, i) => i % 7));
const binning = chooseBinning(week);
const counted = (values: readonly number[]) => ({
  binning,
  window: countColumn(binning, weekdays(values)),
});
const all = (day: number) => counted(new Array(300).fill(day));
const tuesday = { role: 'input' as const, ...all(2), reference: counted([...week.values]) };
const verdicts = (season?: ReturnType<typeof counted>) =>
  judgeQuality([{ ...tuesday, seasonOfDamage: season }], { rate: 0.05 }).map(
    ({ measure, verdict }) => [measure, verdict],
  );

describe('judgeQuality', () => {
  it('finds a column that is stuck', () => {
    expect(verdicts()).toEqual([['stuck', 'drift']]);
  });

  it('finds it natural where it was stuck at the same value a season ago', () => {
    expect(verdicts(all(2))).toEqual([['stuck', 'natural']]);
  });

  it('is not calmed by a season ago in which it was not stuck', () => {
    expect(verdicts(counted([...week.values]))).toEqual([['stuck', 'drift']]);
  });
});
