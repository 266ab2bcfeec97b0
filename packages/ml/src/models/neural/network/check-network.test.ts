import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { type Matrix, seededRandom } from '../../../math/index.ts';
import { multilayerPerceptron } from '../multilayer-perceptron.ts';
import { checkNetwork, type NetworkMembers } from './index.ts';

/** Two columns of numbers, one with gaps, and one of five levels. */
const ROWS = 64;
const random = seededRandom(3);
const X: Matrix = {
  nRows: ROWS,
  nColumns: 3,
  values: Float64Array.from({ length: 3 * ROWS }, (_, at) => {
    if (at % 3 === 2) return random.below(5);
    return at % 3 === 1 && random.next() < 0.2 ? Number.NaN : random.normal();
  }),
  levels: Int32Array.of(0, 0, 5),
};
const STATE: NetworkMembers = multilayerPerceptron.fit(
  X,
  { kind: 'regression', values: Float64Array.from({ length: ROWS }, (_, i) => X.values[3 * i]) },
  resolveParams('multilayer-perceptron', multilayerPerceptron.params, { members: 2, width: 16 }),
  { random: seededRandom(1) },
);

type Path = readonly (string | number)[];

/** The state with another number at a place. */
function withNumber(part: unknown, [step, ...rest]: Path, value: number): unknown {
  if (step === undefined) return value;
  const own = (part as Record<string | number, unknown>)[step];
  const changed = withNumber(own, rest, value);
  return Array.isArray(part)
    ? part.with(step as number, changed)
    : { ...(part as object), [step]: changed };
}

/** Where the whole numbers of a layout are. */
function numberPaths(part: unknown, path: Path): Path[] {
  if (typeof part === 'number') return [path];
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([step, own]) =>
    numberPaths(own, [...path, Array.isArray(part) ? Number(step) : step]),
  );
}

const { layout } = STATE;
const [first, , last] = layout.layers;
const DAMAGES: readonly (readonly [Path, number, string])[] = [
  [['layout', 'length'], 8, 'Field `layout.tables[0].at`'],
  [
    ['layout', 'nLoose'],
    4,
    'Field `layout.nLoose` of multilayer-perceptron must be a whole number of at least 3 and at most 3, got 4.',
  ],
  [['layout', 'tables', 0, 'at'], layout.length, 'Field `layout.tables[0].at`'],
  [['layout', 'tables', 0, 'nRows'], 999, 'Field `layout.tables[0].nRows`'],
  [['layout', 'tables', 0, 'width'], layout.length, 'Field `layout.tables[0].at`'],
  [['layout', 'tables', 0, 'input'], 1e6, 'Field `layout.tables[0].input`'],
  [
    ['layout', 'ramps', 'nPieces'],
    9,
    'Field `layout.ramps.nPieces` of multilayer-perceptron must be a multiple of 8, got 9.',
  ],
  [['layout', 'ramps', 'weights'], layout.length - 8, 'Field `layout.ramps.weights`'],
  [['layout', 'ramps', 'biases'], -8, 'Field `layout.ramps.biases`'],
  [['layout', 'ramps', 'input'], 0, 'Field `layout.ramps.input`'],
  [['layout', 'ramps', 'numbers', 1], 2, 'Field `layout.ramps.numbers[1]`'],
  [['layout', 'layers', 0, 'inner'], first.inner + 8, 'Field `layout.layers[0].inner`'],
  [['layout', 'layers', 0, 'outer'], first.outer + 8, 'Field `layout.layers[1].inner`'],
  [['layout', 'layers', 0, 'weights'], layout.length, 'Field `layout.layers[0].weights`'],
  [
    ['layout', 'layers', 2, 'biases'],
    layout.length - last.outer + 1,
    'Field `layout.layers[2].biases`',
  ],
  [['layout', 'layers', 2, 'nUnits'], 9, 'Field `layout.layers[2].nUnits`'],
  [['columns', 'nColumns'], 2, 'Field `columns.categories[0].column`'],
  [['columns', 'categories', 0, 'nRows'], 1, 'Field `columns.categories[0].rows['],
  [
    ['columns', 'numbers', 0, 'spread'],
    -1,
    'Field `columns.numbers[0].spread` of multilayer-perceptron must be at least 0, got -1.',
  ],
  [['nClasses'], 3, 'Field `layout.layers[2].nUnits`'],
  [['center'], Number.NaN, 'Field `center`'],
];

describe('a check of networks', () => {
  it('passes what a fit has learned', () => {
    expect(layout.tables.length).toBe(1);
    expect(layout.ramps.numbers).toEqual([0, 1]);
    expect(() => checkNetwork('multilayer-perceptron', { ...STATE })).not.toThrow();
  });

  it.each(DAMAGES)('refuses %j of %d', (path, value, message) => {
    const damaged = withNumber(STATE, path, value) as NetworkMembers;
    expect(() => multilayerPerceptron.predict(damaged, X)).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('refuses weights that are not those of whole members', () => {
    const weights = STATE.weights.subarray(0, layout.length + 8);
    expect(() => checkNetwork('multilayer-perceptron', { ...STATE, weights })).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message: `Field \`weights\` of multilayer-perceptron must hold a multiple of ${layout.length} numbers, got ${layout.length + 8}.`,
      }),
    );
  });

  it('lets no array of a layout end beyond the weights of a member, whatever its numbers are', () => {
    const paths = numberPaths(layout, ['layout']);
    let nPassed = 0;
    for (let round = 0; round < 2000; round++) {
      const path = paths[random.below(paths.length)];
      const value = random.below(2) === 0 ? random.below(layout.length) : 8 * random.below(8);
      const damaged = withNumber(STATE, path, value) as NetworkMembers;
      try {
        checkNetwork('multilayer-perceptron', damaged);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'MODEL_ARTIFACT_INVALID' });
        continue;
      }
      nPassed++;
      const { tables, ramps, layers, length } = damaged.layout;
      const ends = [
        ...tables.map(({ at, nRows, width }) => at + nRows * width),
        ramps.weights + ramps.numbers.length * ramps.nPieces * 8,
        ramps.biases + ramps.numbers.length * 8,
        ...layers.flatMap(({ weights, biases, inner, outer }) => [
          weights + inner * outer,
          biases + outer,
        ]),
      ];
      expect(Math.max(...ends)).toBeLessThanOrEqual(length);
      expect(ramps.input + 8 * ramps.numbers.length).toBe(layers[0].inner);
      expect(layers.slice(1).map(({ inner }) => inner)).toEqual(
        layers.slice(0, -1).map(({ outer }) => outer),
      );
    }
    expect(nPassed).toBeGreaterThan(50);
  });
});
