import { readFileSync } from 'node:fs';
import { SELECTION_METHODS } from '@kaizenml/ml/features';
import { fromRows, seededRandom } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import { sharedInformation } from '../../../packages/ml/src/features/methods/mutual-information.ts';
import { fStatistics } from '../../../packages/ml/src/features/methods/univariate.ts';
import { crossFitMeans } from '../../../packages/ml/src/preprocess/transformers/level-means/index.ts';

interface Encoding {
  readonly levels: number[];
  readonly y: number[];
  readonly parts: number[];
  /** One list per outcome, of training rows and of levels 0 to 4 and an unseen one. */
  readonly train: number[][];
  readonly later: number[][];
}
interface Selections {
  readonly x: number[][];
  readonly y: number[];
  readonly f: number[];
  readonly information: number[];
  readonly eliminated: number[];
  readonly l1: number[];
}
const expected = JSON.parse(
  readFileSync(new URL('./expected.json', import.meta.url), 'utf8'),
) as Record<'encodings', Record<string, Encoding>> & Record<'classes' | 'numbers', Selections>;

const expectNear = (actual: Iterable<number>, wanted: readonly number[], digits = 10): void => {
  const values = [...actual];
  expect(values.length).toBe(wanted.length);
  values.forEach((value, i) => {
    expect(value / (wanted[i] || 1)).toBeCloseTo(wanted[i] === 0 ? 0 : 1, digits);
  });
};

describe('encodings by the target agree with TargetEncoder(smooth=10)', () => {
  it.each(Object.entries(expected.encodings))(
    'of %s',
    (name, { levels, y, parts, train, later }) => {
      train.forEach((wanted, k) => {
        const values = Float64Array.from(y, (value) =>
          name === 'numbers' ? value : Number(value === (name === 'two' ? 1 : k)),
        );
        const { rows, means, overall } = crossFitMeans(Int32Array.from(levels), values, {
          nLevels: 5,
          partOf: Uint8Array.from(parts),
          strength: 10,
        });
        expectNear(rows, wanted);
        expectNear([...means, overall], later[k]);
      });
    },
  );
});

describe.each(['classes', 'numbers'] as const)('selections for %s agree', (kind) => {
  const { x: rows, y: values, f, information, eliminated, l1 } = expected[kind];
  const x = fromRows(rows);
  const y: Target =
    kind === 'classes'
      ? { kind: 'classification', codes: Int32Array.from(values), nClasses: 2 }
      : { kind: 'regression', values: Float64Array.from(values) };
  const keptBy = (name: string): number[] => {
    const method = SELECTION_METHODS.find((one) => one.name === name);
    return [...(method?.select(x, y, { nKept: 4, random: seededRandom(1) }) ?? [])];
  };

  it('with f_classif and f_regression', () => {
    expectNear(fStatistics(x, y), f);
    const best = f.map((value, j) => ({ value, j })).sort((a, b) => b.value - a.value);
    expect(keptBy('univariate')).toEqual(
      best
        .slice(0, 4)
        .map(({ j }) => j)
        .sort((a, b) => a - b),
    );
  });

  it('with mutual_info_score of the same bins', () => {
    expectNear(sharedInformation(x, y), information);
  });

  it('with RFE, a column at a time', () => {
    expect(keptBy('recursive-elimination')).toEqual(eliminated);
  });

  it('with the path of Lasso and of LogisticRegression(l1_ratio=1)', () => {
    expect(keptBy('l1')).toEqual(l1);
  });
});
