import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { fitRows, getEstimator, type Target } from '../models/index.ts';
import { learnRows, RECIPES, type Recipe } from '../preprocess/index.ts';
import { kFolds } from '../selection/index.ts';
import { type Column, encodeText, makeTable, type Table, takeRows } from '../table/index.ts';
import { prepareFold, takeTargetRows } from './index.ts';

/** Enough rows that columns are combined. */
const N = 240;
const random = seededRandom(12);
const numbers = (): Float64Array => Float64Array.from({ length: N }, () => 1 + random.next());
const words = (letters: string): string[] =>
  Array.from({ length: N }, () => letters[random.below(letters.length)]);
const [a, b, shape, color, city] = [
  numbers(),
  numbers(),
  words('xo'),
  words('rg'),
  words('abcdefgh'),
];
const codes = Int32Array.from({ length: N }, (_, i) =>
  Number(a[i] > b[i]) + Number((shape[i] === 'x') === (color[i] === 'r')) > 1 ? 1 : 0,
);
const [fold] = kFolds({ kind: 'stratified', classes: codes }, { nFolds: 3, random });
const held = new Set(fold.test);

/** The table, with something else in the held-out rows where it is poisoned. */
function tableOf(isPoisoned: boolean): Table {
  const spoilt = (values: Float64Array): Float64Array =>
    values.map((value, i) => (isPoisoned && held.has(i) ? (i % 3 ? -1e15 * value : NaN) : value));
  const renamed = (texts: readonly string[]): (string | null)[] =>
    texts.map((text, i) => (isPoisoned && held.has(i) ? (i % 3 ? `never seen ${i}` : null) : text));
  const columns: Column[] = [
    { name: 'a', kind: 'number', values: spoilt(a) },
    { name: 'b', kind: 'number', values: spoilt(b) },
    { name: 'at', kind: 'date', values: spoilt(a.map((value) => Math.round(1e12 * value))) },
    encodeText('shape', 'category', renamed(shape)),
    encodeText('color', 'category', renamed(color)),
    encodeText('city', 'category', renamed(city)),
  ];
  return makeTable(columns);
}

const targetOf = (isPoisoned: boolean): Target => ({
  kind: 'classification',
  codes: codes.map((code, i) => (isPoisoned && held.has(i) ? 1 - code : code)),
  nClasses: 2,
});

describe.each(Object.keys(RECIPES) as Recipe[])(
  'recipe %s on a fold with poisoned rows',
  (recipe) => {
    it('learns the same graph, training rows and model, to the bit', () => {
      const [clean, poisoned] = [false, true].map((isPoisoned) => {
        const [table, target] = [tableOf(isPoisoned), targetOf(isPoisoned)];
        const y = takeTargetRows(target, fold.train);
        const { graph } = learnRows(recipe, takeRows(table, fold.train), y);
        const { xTrain } = prepareFold(recipe, table, fold, target);
        const estimator = getEstimator('logistic');
        const state = recipe.startsWith('native')
          ? undefined
          : fitRows(
              estimator,
              xTrain,
              y,
              { l1: 0, l2: 1, maxIterations: 5, tolerance: 1e-3 },
              {
                random: seededRandom(1),
              },
            );
        return { graph, xTrain, state };
      });
      expect(poisoned).toEqual(clean);
      if (recipe.endsWith('enriched')) expect(clean.graph.derived?.length).toBeGreaterThan(0);
    });
  },
);
