import { describe, expect, it } from 'vitest';
import { classAgreement } from './leak-recoded.ts';
import type { KnownClasses } from './read-target.ts';

const known = (codes: readonly number[]): KnownClasses => ({
  kind: 'classification',
  name: 'y',
  rows: Int32Array.from(codes, (_, i) => i),
  codes: Int32Array.from(codes),
  classes: ['yes', 'no'],
  counts: [0, 1].map((code) => codes.filter((one) => one === code).length),
});
const half = Array.from({ length: 100 }, (_, i) => (i < 50 ? 0 : 1));
const binned = (bin: (i: number) => number, nBins: number) => ({
  bins: Int32Array.from(half, (_, i) => bin(i)),
  nBins,
});

describe('classAgreement', () => {
  it('is the kappa of what the bins stand for', () => {
    // 45 and 45 of 100 rows agree, half of them by chance: (0.9 - 0.5) / 0.5.
    const swapped = binned((i) => (i % 10 === 0 ? half[i] : 1 - half[i]), 2);
    expect(classAgreement(swapped, known(half)).kappa).toBeCloseTo(0.8, 12);
    expect(classAgreement(swapped, known(half)).isRecoding).toBe(true);
    expect(
      classAgreement(
        binned(() => 0, 1),
        known(half),
      ),
    ).toEqual({
      kappa: 0,
      isRecoding: false,
      isGrouping: false,
    });
  });

  it('takes no column with many more values than classes for a recoding', () => {
    const fine = binned((i) => Math.floor(i / 10), 10);
    expect(classAgreement(fine, known(half))).toEqual({
      kappa: 1,
      isRecoding: false,
      isGrouping: false,
    });
  });

  it('tells nothing where every bin stands for the frequent class, however the classes are ordered', () => {
    const codes = Array.from({ length: 100 }, (_, i) => (i < 24 ? 1 : 0));
    const bins = Int32Array.from(codes, (_, i) => i % 2);
    for (const labels of [codes, codes.map((code) => 1 - code)])
      expect(classAgreement({ bins, nBins: 2 }, known(labels)).kappa).toBe(0);
    const sorted = { ...known(codes), counts: [24, 76] };
    expect(classAgreement({ bins, nBins: 2 }, sorted).kappa).toBe(0);
  });

  it('says nothing of as many bins as rows', () => {
    expect(
      classAgreement(
        binned((i) => i, 100),
        known(half),
      ).kappa,
    ).toBe(0);
  });
});
