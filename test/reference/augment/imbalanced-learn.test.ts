import type { Random } from '@kaizenml/ml/math';
import { encodeText, makeTable, type NumericColumn } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../../packages/ml/src/augment/features-of.ts';
import { codesOf, mixedRows, scaledNumbers } from '../../../packages/ml/src/augment/mixed-rows.ts';
import { nearestInClass } from '../../../packages/ml/src/augment/nearest-in-class.ts';
import { smoteRows } from '../../../packages/ml/src/augment/smote-rows.ts';
import expected from './expected.json' with { type: 'json' };

/** What imbalanced-learn drew for a class, and what it made of that. */
interface Draw {
  readonly class: string;
  readonly neighbors: readonly (readonly number[])[];
  readonly distances: readonly (readonly number[])[];
  readonly rows: readonly number[];
  readonly cols: readonly number[];
  readonly steps: readonly number[];
  readonly numbers: readonly (readonly number[])[];
  /** Categories that most neighbors have; several at a tie. */
  readonly majorities?: readonly (readonly (readonly string[])[])[];
}

const SMOTE: readonly Draw[] = expected.smote;
const SMOTE_NC: readonly Draw[] = expected.smoteNc;
const K = 5;
const numbers = expected.numbers.map(
  (values, j): NumericColumn => ({
    name: `n${j}`,
    kind: 'number',
    values: Float64Array.from(values),
  }),
);
const categories = expected.categories.map((values, j) => encodeText(`c${j}`, 'category', values));
const target = encodeText('class', 'category', expected.target);

const rowsOf = (name: string): Int32Array =>
  Int32Array.from(expected.target.flatMap((one, i) => (one === name ? [i] : [])));

/** Chance that was drawn before: places of neighbors, then gaps. */
function replay({ cols, steps }: Draw): Random {
  const [places, gaps] = [cols.values(), steps.values()];
  return {
    below: () => places.next().value ?? Number.NaN,
    next: () => gaps.next().value ?? Number.NaN,
    normal: () => Number.NaN,
  };
}

describe.each([
  ['SMOTE', makeTable([...numbers, target]), SMOTE],
  ['SMOTE-NC', makeTable([...numbers, ...categories, target]), SMOTE_NC],
] as const)(
  `%s agrees with imbalanced-learn ${expected.versions['imbalanced-learn']}`,
  (_name, table, classes) => {
    const features = featuresOf(table, 'class');
    const nCodes = features.categories.length;

    it.each(classes)('on neighbors and their distances in class $class', (one) => {
      const rows = rowsOf(one.class);
      const codes = codesOf(features.categories, rows);
      const space = mixedRows(scaledNumbers(features.numbers, rows), codes, nCodes);
      const asked = rows.map((_, i) => i);
      const found = nearestInClass(space, asked, K);
      expect(found).toEqual(Int32Array.from(one.neighbors.flat()));
      const p = features.numbers.length;
      const at = space.numbers.values;
      one.distances.forEach((distances, a) => {
        distances.forEach((distance, place) => {
          const b = found[a * K + place];
          let sum = 0;
          for (let j = 0; j < p; j++) sum += (at[a * p + j] - at[b * p + j]) ** 2;
          for (let j = 0; j < nCodes; j++)
            if (codes[a * nCodes + j] !== codes[b * nCodes + j]) sum += space.mismatch;
          expect(Math.sqrt(sum)).toBeCloseTo(distance, 6);
        });
      });
    });

    it.each(classes)('on the rows that the same draws make in class $class', (one) => {
      const rows = rowsOf(one.class);
      const parents = Int32Array.from(one.rows, (row) => rows[row]);
      const made = smoteRows(features, { rows, parents, k: K, random: replay(one) });
      one.numbers.forEach((values, i) => {
        values.forEach((value, j) => {
          expect(made.numbers[j][i]).toBeCloseTo(value, 5);
        });
      });
      const wrong = (one.majorities ?? []).flatMap((majorities, i) =>
        majorities.filter(
          (names, j) => !names.includes(categories[j].levels[made.categories[j][i]]),
        ),
      );
      expect(wrong).toEqual([]);
    });
  },
);

it.each(Object.entries(expected.medians))(
  'takes the median of standard deviations of class %s for a category that differs',
  (name, median) => {
    const features = featuresOf(makeTable([...numbers, ...categories, target]), 'class');
    const scaled = scaledNumbers(features.numbers, rowsOf(name));
    expect(mixedRows(scaled, new Int32Array(0), 0).mismatch).toBeCloseTo(median ** 2, 12);
  },
);
