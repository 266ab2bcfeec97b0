import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  confidentLabels,
  normalizedMargins,
} from '../../../packages/ml/src/guardrails/labels/confident-learning.ts';

interface Case {
  readonly labels: readonly number[];
  readonly probabilities: readonly number[];
  readonly nClasses: number;
  readonly thresholds: readonly number[];
  readonly joint: readonly (readonly number[])[];
  readonly calibrated: readonly (readonly number[])[];
  readonly issues: readonly number[];
  readonly margin: readonly number[];
}

const { cases } = JSON.parse(readFileSync(new URL('./expected.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[];
};

describe.each(cases.map((one) => [`${one.nClasses} classes`, one] as const))(
  'confidentLabels on %s',
  (_, { labels, probabilities, nClasses, ...expected }) => {
    const codes = Int32Array.from(labels);
    const p = Float64Array.from(probabilities);
    const found = confidentLabels(p, codes, nClasses);

    it('has the thresholds of cleanlab to 1e-9', () => {
      expected.thresholds.forEach((value, j) => {
        expect(found.thresholds[j]).toBeCloseTo(value, 9);
      });
    });

    it('counts the same joint, apart from the diagonal, which cleanlab floors at 1', () => {
      const joint = Array.from({ length: nClasses }, (_row, i) =>
        Array.from(found.joint.subarray(i * nClasses, (i + 1) * nClasses), (count, j) =>
          i === j ? Math.max(1, count) : count,
        ),
      );
      expect(joint).toEqual(expected.joint);
    });

    it('calibrates it within the rounding to whole rows that cleanlab does', () => {
      expected.calibrated.flat().forEach((count, cell) => {
        expect(Math.abs(found.calibrated[cell] * labels.length - count)).toBeLessThanOrEqual(1);
      });
    });

    it('suspects the same rows', () => {
      expect([...found.suspects].sort((a, b) => a - b)).toEqual(expected.issues);
    });

    it('ranks by the same margins to 1e-9', () => {
      normalizedMargins(p, codes, nClasses).forEach((value, i) => {
        expect(value).toBeCloseTo(expected.margin[i] ?? Number.NaN, 9);
      });
    });
  },
);
