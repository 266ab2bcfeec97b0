import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OutputField, resolveParams } from '@kaizenml/contracts';
import { answerTable, type FittedModel, inferInputs, soleModel } from '@kaizenml/ml/artifact';
import { seededRandom } from '@kaizenml/ml/math';
import { fitRows, getEstimator, type Target } from '@kaizenml/ml/models';
import { toOnnx } from '@kaizenml/ml/onnx';
import { fitGraph, prepareTable, type Recipe } from '@kaizenml/ml/preprocess';
import { encodeText, makeTable, type Table } from '@kaizenml/ml/table';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import type { Tensor } from '../tensor.ts';
import { openOnnx } from './open-onnx.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-methods-'));
});
afterAll(() => rm(folder, { recursive: true }));

const N = 240;

/** Rows with missing and odd numbers, and levels that are frequent, rare, missing, or never seen in training. */
function rowsOf(seed: number, odd: readonly (string | null)[]): Table {
  const random = seededRandom(seed);
  const numbers = (scale: number, hole: number) =>
    Float64Array.from({ length: N }, (_, i) =>
      i % 17 === hole ? Number.NaN : (random.next() - 0.5) * scale,
    );
  const texts = (levels: readonly (string | null)[]) =>
    Array.from({ length: N }, () => levels[Math.floor(random.next() ** 2 * levels.length)] ?? null);
  return makeTable([
    { name: 'income', kind: 'number', values: numbers(1e5, 3) },
    { name: 'whole', kind: 'number', values: numbers(1, -1) },
    encodeText('city', 'category', texts(['Bern', 'Genf', 'Chur', 'Basel', 'Thun', ...odd])),
    encodeText('plan', 'category', texts(['basic', 'plus'])),
    encodeText('member', 'boolean', texts(['yes', 'no', null])),
  ]);
}

const train = rowsOf(1, [null, 'Uri']);
const asked = rowsOf(2, [null, 'Uri', '(other)', '(missing)', 'Zug', 'ü, "q"']);
const income = train.columns[0] as { readonly values: Float64Array };
const signal = Array.from(
  income.values,
  (value, i) => (Number.isNaN(value) ? 0 : value / 1e5) + (i % 5) / 9,
);
const numbers: Target = {
  kind: 'regression',
  values: Float64Array.from(signal, (value) => value + 2),
};
const classes = (nClasses: number): Target => ({
  kind: 'classification',
  codes: Int32Array.from(signal, (value) =>
    Math.min(nClasses - 1, Math.max(0, Math.floor((value + 0.3) * nClasses))),
  ),
  nClasses,
});

const output = (target: Target): OutputField => {
  if (target.kind === 'regression') return { name: 'answer', task: 'regression' };
  const names = ['a', 'b', 'c'].slice(0, target.nClasses);
  return { name: 'answer', task: target.nClasses === 2 ? 'binary' : 'multiclass', classes: names };
};

function learn(
  name: string,
  recipe: Recipe,
  target: Target,
  given: Readonly<Record<string, unknown>> = {},
): FittedModel {
  const estimator = getEstimator(name);
  const graph = fitGraph(recipe, train, target);
  const params = resolveParams(name, estimator.params, given);
  const state = fitRows(estimator, prepareTable(graph, train), target, params, {
    random: seededRandom(4),
  });
  return soleModel({ inputs: inferInputs(train), output: output(target) }, graph, {
    name,
    params,
    state,
  });
}

/** Answers of ONNX Runtime, and ours. */
async function both(model: FittedModel) {
  const path = join(folder, `${Math.floor(performance.now() * 1000)}.onnx`);
  await writeFile(path, toOnnx(model, { version: '0.1.0' }));
  const opened = await openOnnx(path);
  const shape = [asked.nRows, 1];
  const inputs = asked.columns.map((column): [string, Tensor] =>
    'values' in column
      ? [column.name, { datatype: 'FP64', shape, values: column.values }]
      : [
          column.name,
          {
            datatype: 'BYTES',
            shape,
            values: Array.from(column.codes, (code) => column.levels[code] ?? ''),
          },
        ],
  );
  const made = await opened.run(Object.fromEntries(inputs));
  await opened.close();
  const theirs = (made.probabilities ?? made.prediction)?.values as Float64Array;
  return {
    theirs: Float64Array.from(theirs),
    ours: answerTable(model, asked),
    called: made.prediction?.values,
  };
}

const FEW = { nTrees: 12 };

describe('toOnnx, answered by ONNX Runtime', () => {
  it.each([
    ['ridge', 'dense', numbers, {}],
    ['least-squares', 'dense', numbers, {}],
    ['elastic-net', 'dense', numbers, { alpha: 0.001 }],
    ['ridge', 'sparse', numbers, {}],
    ['decision-tree', 'ordinal', numbers, {}],
    ['random-forest', 'ordinal', numbers, FEW],
    ['random-forest', 'ordinal', classes(2), FEW],
    ['random-forest', 'ordinal', classes(3), FEW],
    ['extra-trees', 'ordinal', numbers, FEW],
    ['extra-trees', 'ordinal', classes(3), FEW],
  ] as const)(
    'gives the same answers to the last bit: %s, %s',
    async (name, recipe, target, given) => {
      const { theirs, ours } = await both(learn(name, recipe, target, given));
      expect(theirs).toEqual(ours);
      expect(new Set(ours).size).toBeGreaterThan(10);
    },
  );

  it.each([
    ['logistic', classes(2)],
    ['logistic', classes(3)],
    ['generalized-linear', numbers],
  ] as const)('differs by the rounding of exp at most: %s', async (name, target) => {
    const model = learn(name, 'dense', target);
    const { theirs, ours, called } = await both(model);
    const largest = Math.max(
      ...ours.map((own, i) => Math.abs(own - (theirs[i] ?? Number.NaN)) / Math.max(own, 1)),
    );
    expect(largest).toBeLessThan(1e-15);
    expect(ours.length).toBe(theirs.length);
    if (target.kind === 'classification')
      expect(called?.slice(0, 3)).toEqual(
        [0, 1, 2].map((i) => {
          const own = [...ours.subarray(i * target.nClasses, (i + 1) * target.nClasses)];
          return ['a', 'b', 'c'][own.indexOf(Math.max(...own))];
        }),
      );
  });

  it('writes bags and weighted means of members that read different matrices', async () => {
    const forest = learn('random-forest', 'ordinal', numbers, FEW);
    const others = [learn('ridge', 'dense', numbers), learn('ridge', 'dense', numbers, { l2: 50 })];
    const [line, flat] = others.map(({ members }) => members[0]);
    const team: FittedModel = {
      signature: forest.signature,
      graphs: [forest.graphs[0] as never, others[0]?.graphs[0] as never],
      members: [
        forest.members[0] as never,
        {
          ...(line as never as FittedModel['members'][0]),
          graph: 1,
          states: [line?.states[0], flat?.states[0], line?.states[0]],
        },
      ],
      combination: {
        kind: 'ensemble',
        members: ['forest', 'line'],
        weights: Float64Array.of(0.3, 0.7),
      },
    };
    const { theirs, ours } = await both(team);
    expect(theirs).toEqual(ours);
  });

  it('refuses a stack, and methods that it cannot say', () => {
    const line = learn('ridge', 'dense', numbers);
    const [member] = line.members;
    const stack = {
      ...line,
      members: [member, member],
      combination: {
        kind: 'stack',
        members: ['a', 'b'],
        nClasses: 0,
        center: 0,
        scale: 1,
        model: { weights: Float64Array.of(1, 1), intercept: 0 },
      },
    } as FittedModel;
    for (const [model, part] of [
      [stack, 'a stack of 2 models'],
      [learn('k-nearest-neighbors', 'dense', numbers), 'the method "k-nearest-neighbors"'],
    ] as const)
      expect(thrownBy(() => toOnnx(model, { version: '1' }))).toMatchObject({
        code: 'MODEL_NOT_EXPORTABLE',
        details: { part },
      });
  });
});
