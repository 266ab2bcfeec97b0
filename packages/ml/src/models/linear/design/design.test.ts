import { describe, expect, it } from 'vitest';
import { columnSpread, fromRows, seededRandom, toSparse } from '../../../math/index.ts';
import { assertFinite, type Features, withDesign } from './index.ts';

const random = seededRandom(2);
/** Enough rows for several blocks of either kind. */
const N_ROWS = 2500;
const rows = Array.from({ length: N_ROWS }, () =>
  Array.from({ length: 7 }, () => (random.next() < 0.5 ? 0 : random.normal())),
);
const dense = fromRows(rows);
const weights = Float64Array.from(rows, (_, i) => i % 3);

const FORMS: readonly (readonly [string, Features])[] = [
  ['dense', dense],
  ['sparse', toSparse(dense)],
];

describe.each(FORMS)('a design of %s rows', (_name, x) => {
  it.each([1, 3])('scores every row by %d scores once and gathers their slopes', (k) => {
    const w = Float64Array.from({ length: 7 * k }, () => random.normal());
    const intercepts = Float64Array.from({ length: k }, () => random.normal());
    const seen = new Float64Array(N_ROWS * k);
    const gathered = new Float64Array(7 * k);
    withDesign(x, k, (design) =>
      design.pass(
        w,
        intercepts,
        (scores, from, count) => {
          for (let at = 0; at < count * k; at++) {
            seen[from * k + at] += scores[at];
            scores[at] = scores[at] > 0 ? 1 : -2;
          }
        },
        gathered,
      ),
    );
    const wanted = new Float64Array(7 * k);
    rows.forEach((row, i) => {
      for (let c = 0; c < k; c++) {
        const score = row.reduce((sum, value, j) => sum + value * w[c * 7 + j], intercepts[c]);
        expect(Math.abs(seen[i * k + c] - score)).toBeLessThan(1e-12);
        row.forEach((value, j) => {
          wanted[c * 7 + j] += value * (seen[i * k + c] > 0 ? 1 : -2);
        });
      }
    });
    gathered.forEach((sum, at) => {
      expect(Math.abs(sum - wanted[at])).toBeLessThan(1e-9);
    });
  });

  it('tells the mean and the deviation of every column', () => {
    const repeated = rows.flatMap((row, i) => new Array<number[]>(i % 3).fill(row));
    const wanted = columnSpread(fromRows(repeated));
    const found = withDesign(x, 1, (design) => design.spread(weights));
    for (const name of ['means', 'deviations'] as const)
      found[name].forEach((value, j) => {
        expect(Math.abs(value - wanted[name][j])).toBeLessThan(1e-12);
      });
  });

  it('refuses features that are not finite, with their place', () => {
    const place = dense.values.findIndex((value, at) => at > 20 && value !== 0);
    const [row, column] = [Math.floor(place / 7) + 1, (place % 7) + 1];
    const values = x.values.slice();
    values[values.indexOf(dense.values[place])] = Number.NaN;
    expect(() => assertFinite('ridge', { ...x, values })).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `ridge.fit must get finite features, got NaN in row ${row}, column ${column}.`,
        hint: 'Impute missing values first: the recipe `dense` does.',
        details: { estimator: 'ridge', row, column, value: 'NaN' },
      }),
    );
  });
});
