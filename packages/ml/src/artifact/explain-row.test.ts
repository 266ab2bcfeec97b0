import type { InputField, Row, Signature } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { type Matrix, seededRandom, zeros } from '../math/index.ts';
import { explainRow, type RowToExplain } from './explain-row.ts';

/** A row of `p` numbers beside `m` background rows; the answer has products of neighbors in it. */
function game(
  p: number,
  m: number,
): RowToExplain & { evaluated: number; cells: Float64Array; background: Matrix } {
  const random = seededRandom(p);
  const background = zeros(m, p);
  for (let i = 0; i < background.values.length; i++) background.values[i] = random.normal();
  const cells = Float64Array.from({ length: p }, () => random.normal());
  const x = zeros(m + 1, p);
  x.values.set(cells);
  x.values.set(background.values, p);
  const inputs = Array.from(
    cells,
    (_, j): InputField => ({
      name: `c${j}`,
      kind: 'number',
      required: true,
      shareMissing: 0,
      typical: 0,
    }),
  );
  const signature: Signature = { inputs, output: { name: 'y', task: 'regression', range: [0, 1] } };
  const row: Row = Object.fromEntries(inputs.map(({ name }, j) => [name, cells[j]]));
  const counted = {
    evaluated: 0,
    signature,
    row,
    prediction: { prediction: 0 },
    cells,
    background,
    mixable: { x, blocks: inputs.map(({ name }, j) => ({ input: name, start: j, end: j + 1 })) },
    answers(mixed: Matrix) {
      counted.evaluated += mixed.nRows;
      return worth(mixed);
    },
  };
  return counted;
}

function worth({ nRows, nColumns, values }: Matrix): Float64Array {
  return Float64Array.from({ length: nRows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < nColumns; j++) {
      const next = j + 1 < nColumns ? values[i * nColumns + j + 1] : 0;
      sum += values[i * nColumns + j] * (1 + next);
    }
    return sum;
  });
}

/** Rows of the background, spread evenly, of which the average is taken. */
function meanOf(background: Matrix, n: number): number {
  const answers = worth(background);
  const used = Array.from({ length: n }, (_, i) => answers[Math.floor((i * answers.length) / n)]);
  return used.reduce((sum, value) => sum + value, 0) / n;
}

describe('explainRow', () => {
  it.each([
    ['8 columns, enumerated', 8, 64, {}, 64],
    ['8 columns, more background rows than fit', 8, 100, {}, 78],
    ['30 columns, where all fits', 30, 64, {}, 64],
    ['50 columns', 50, 64, {}, 49],
    ['300 columns', 300, 64, {}, 8],
    ['300 columns, fewer background rows than the fewest', 300, 3, { nPairs: 100 }, 3],
    ['1000 columns', 1000, 64, {}, 8],
  ])('adds up to the answer within 20 000 rows: %s', (_what, p, m, options, nUsed) => {
    const asked = game(p, m);
    const { average, answer, contributions } = explainRow(asked, options);
    expect(asked.evaluated).toBeLessThanOrEqual(20_000);
    const sum = contributions.reduce((total, { contribution }) => total + contribution, average);
    expect(sum).toBeCloseTo(answer, 8);
    expect(answer).toBeCloseTo(worth({ nRows: 1, nColumns: p, values: asked.cells })[0], 8);
    expect(average).toBeCloseTo(meanOf(asked.background, nUsed), 8);
    expect(contributions).toHaveLength(p);
  });

  it('walks 8 background rows once and back where even that is beyond the bound', () => {
    const asked = game(1500, 64);
    explainRow(asked);
    expect(asked.evaluated).toBe(2 * 8 * 1501);
  });
});
