import { readFileSync } from 'node:fs';
import { compileEnsemble } from '@kaizenml/ml/trees/ensemble';
import { applyAnswerLink, type ImportedModel, readTreeModel } from '@kaizenml/ml/trees/import';
import { describe, expect, it } from 'vitest';
import expected from './expected-dumps.json' with { type: 'json' };

const DUMPS = Object.entries(expected.dumps).flatMap(([name, { endings, ...wanted }]) =>
  endings.map((ending) => [`xgboost-dump-${name}.${ending}`, wanted] as const),
);

/** The rows in the columns of a dump, which names those only that trees ask for. */
function rawOf({ ensemble, features }: ImportedModel, names: readonly string[]): Float64Array {
  const values = expected.rows.flatMap((row) =>
    features.map(({ name }) => row[names.indexOf(name)] ?? Number.NaN),
  );
  return compileEnsemble(ensemble).raw({
    nRows: expected.rows.length,
    nColumns: features.length,
    values: Float64Array.from(values),
  });
}

function expectNear(found: ArrayLike<number>, wanted: readonly number[]): void {
  expect(found.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    const apart = Math.abs(found[i] - value) / Math.max(1, Math.abs(value));
    expect(apart, `entry ${i}`).toBeLessThanOrEqual(1e-6);
  });
}

function read(file: string, dump?: Parameters<typeof readTreeModel>[1]): ImportedModel {
  return readTreeModel(readFileSync(new URL(`models/${file}`, import.meta.url)), dump);
}

describe.each(DUMPS)('%s', (file, { names, objective, baseScore, nClasses, margins, answers }) => {
  const columns = names ?? ['f0', 'f1', 'f2', 'f3'];

  it('with its objective answers as the model to 1e-6', () => {
    const model = read(file, { dump: { objective, baseScore, nClasses } });
    expect(model).toMatchObject({ library: 'XGBoost', objective });
    const raw = rawOf(model, columns);
    expectNear(raw, margins);
    const shares = applyAnswerLink(raw, model.link, nClasses);
    expectNear(model.link === 'logistic' ? shares.filter((_, i) => i % 2 === 1) : shares, answers);
  });

  it('without its objective answers raw margins from the base score on', () => {
    if (nClasses > 1) return;
    const start = margins[0];
    const bare = rawOf(read(file, { dump: { baseScore: 0 } }), columns);
    const moved = rawOf(read(file, { dump: { baseScore: 2 } }), columns);
    moved.forEach((margin, i) => {
      expect(margin - bare[i]).toBeCloseTo(2, 12);
      expect(bare[i] - bare[0]).toBeCloseTo(margins[i] - start, 5);
    });
  });

  it('is refused without its base score', () => {
    expect(() => read(file)).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message:
          'The model file must say its objective and base score, got "a dump of XGBoost\'s trees, which does not".',
      }),
    );
  });
});

describe('a dump', () => {
  it('weighs nodes by their cover, where it says so', () => {
    const [json, text] = ['json', 'txt'].map(
      (ending) => read(`xgboost-dump-binary.${ending}`, { dump: { baseScore: 0 } }).ensemble,
    );
    expect(text.nodeWeights[0]).toBeGreaterThan(10);
    expect(text.leafValues).toEqual(json.leafValues);
  });

  it('says what was given and which levels it does not name', () => {
    const dump = { baseScore: 0.5, objective: 'reg:squarederror' };
    expect(read('xgboost-dump-sets.txt', { dump }).remarks).toEqual([
      'A dump says neither objective nor base score: the answers are the sums of the leaves, with the base score 0.5 that was given; weights of dart are not in it.',
      'The file does not name the levels of "f3": send the codes that the model was trained with.',
    ]);
  });

  const TEXT = 'booster[0]:\n0:[a<1] yes=1,no=2,missing=1\n\t1:leaf=1\n\t2:leaf=2\n';
  const NODE = { nodeid: 0, split: 'a', split_condition: 1, yes: 1, no: 2, missing: 1 };
  const jsonOf = (change: object) =>
    JSON.stringify([
      {
        ...NODE,
        children: [
          { nodeid: 1, leaf: 1 },
          { nodeid: 2, leaf: 2 },
        ],
        ...change,
      },
    ]);

  it.each([
    [
      TEXT.replace('[a<1]', '[a]'),
      'Line 2 of the XGBoost dump must be a leaf, or ask whether a column is below a number or among levels, got "0:[a] yes=1,no=2,missing=1".',
    ],
    [
      TEXT.replace('leaf=2', 'leaf=two'),
      'Line 4 of the XGBoost dump must be a finite number, got "two".',
    ],
    [
      TEXT.replace('2:leaf', '1:leaf'),
      'Line 4 of the XGBoost dump must have a number of its own, got "1:leaf=2".',
    ],
    [
      TEXT.replace('yes=1', 'yes=0'),
      'Tree 0 of the XGBoost dump must send missing values to node 0 or 2, got 1.',
    ],
    [
      TEXT.replace('yes=1,no=2,missing=1', 'yes=0,no=2,missing=0'),
      'Tree 0 of the XGBoost dump must reach nodes that it has, each once, got "node 0".',
    ],
    [
      TEXT.replace('no=2', 'no=7'),
      'Tree 0 of the XGBoost dump must reach nodes that it has, each once, got "node 7".',
    ],
    [
      TEXT.replace('[a<1]', '[a:{99999999}]'),
      'The XGBoost dump must have levels from 0 to 16777215, got 99999999.',
    ],
    [
      '[]',
      'The XGBoost dump with objective "none" must have trees for each of 1 classes, got "0 trees".',
    ],
    [
      jsonOf({ nodeid: -1 }),
      'Field `[0].nodeid` of the XGBoost dump must be a whole number from 0 to 2147483648, got -1.',
    ],
    [
      jsonOf({ nodeid: 1 }),
      'Field `[0].children[0].nodeid` of the XGBoost dump must be the number of one node only, got 1.',
    ],
    [
      jsonOf({ split_condition: 'x' }),
      'Field `[0].split_condition` of the XGBoost dump must be a finite number, got "x".',
    ],
    [
      jsonOf({ children: [] }),
      'Tree 0 of the XGBoost dump must reach nodes that it has, each once, got "node 1".',
    ],
  ])('is refused where it is damaged: %#', (text, message) => {
    const bytes = new TextEncoder().encode(text);
    expect(() => readTreeModel(bytes, { dump: { baseScore: 0 } })).toThrow(
      expect.objectContaining({ code: 'MODEL_ARTIFACT_INVALID', message }),
    );
  });

  it.each([
    [
      { baseScore: Number.NaN },
      'The base score that was said of the XGBoost dump must be 1 or 1 finite numbers that the objective can answer, got "NaN".',
    ],
    [
      { baseScore: 1, objective: 'binary:logistic' },
      'The base score that was said of the XGBoost dump must be 1 or 1 finite numbers that the objective can answer, got "1".',
    ],
    [
      { baseScore: 0, nClasses: 2 },
      'The XGBoost dump with objective "none" must have trees for each of 2 classes, got "1 trees".',
    ],
  ])('is refused with facts that do not fit it: %#', (dump, message) => {
    expect(() => readTreeModel(new TextEncoder().encode(TEXT), { dump })).toThrow(
      expect.objectContaining({ code: 'MODEL_ARTIFACT_INVALID', message }),
    );
  });
});
