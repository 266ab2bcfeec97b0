import { readFileSync } from 'node:fs';
import { AppError } from '@kaizenml/contracts';
import { compileEnsemble } from '@kaizenml/ml/trees/ensemble';
import { applyAnswerLink, type ImportedModel, readTreeModel } from '@kaizenml/ml/trees/import';
import { describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };

const { versions } = expected;
type Cells = readonly (number | null)[];

function bytesOf(file: string): Uint8Array {
  return readFileSync(new URL(`models/${file}`, import.meta.url));
}

function textOf(file: string): string {
  return readFileSync(new URL(`models/${file}`, import.meta.url), 'utf8');
}

function fromText(text: string): ImportedModel {
  return readTreeModel(new TextEncoder().encode(text));
}

function rawOf(model: ImportedModel, rows: readonly Cells[]): Float64Array {
  const values = Float64Array.from(rows.flat(), (cell) => cell ?? Number.NaN);
  const nColumns = model.ensemble.nColumns;
  return compileEnsemble(model.ensemble).raw({ nRows: rows.length, nColumns, values });
}

function answersOf(model: ImportedModel, rows: readonly Cells[]): Float64Array {
  const answers = applyAnswerLink(rawOf(model, rows), model.link, model.ensemble.nOutputs);
  return model.link === 'logistic' ? answers.filter((_, i) => i % 2 === 1) : answers;
}

function expectNear(found: ArrayLike<number>, wanted: readonly number[], tolerance: number): void {
  expect(found.length).toBe(wanted.length);
  wanted.forEach((value, i) => {
    const size = Math.max(1, Math.abs(value));
    expect(Math.abs(found[i] - value) / size, `entry ${i}`).toBeLessThanOrEqual(tolerance);
  });
}

describe(`models of LightGBM ${versions.lightgbm}`, () => {
  it.each(Object.entries(expected.lightgbm))('%s answers the same to 1e-14', (name, answers) => {
    const model = readTreeModel(bytesOf(`lightgbm-${name}.txt`));
    expect(model.features.map((feature) => feature.name)).toEqual(expected.names);
    expectNear(answersOf(model, expected.rows), answers, 1e-14);
  });

  it.each(['binary', 'multiclass', 'codes', 'zero-missing', 'missing-apart'])(
    '%s is the same as JSON',
    (name) => {
      const { ensemble, ...text } = readTreeModel(bytesOf(`lightgbm-${name}.txt`));
      const json = readTreeModel(bytesOf(`lightgbm-${name}.json`));
      expect(rawOf(json, expected.rows)).toEqual(rawOf({ ...text, ensemble }, expected.rows));
      expect({ ...json, ensemble: undefined }).toMatchObject({
        ...text,
        features: expect.anything(),
      });
      expect(json.ensemble.nodeWeights).toEqual(ensemble.nodeWeights);
    },
  );

  it('reads the layouts of versions 2 and 3, and line ends of Windows', () => {
    const text = textOf('lightgbm-regression.txt');
    const older = [
      text.replace('version=v4', 'version=v3').replaceAll('is_linear=0\n', ''),
      text
        .replace('version=v4', 'version=v2')
        .replaceAll('is_linear=0\n', '')
        .replace('end of trees\n\nfeature_importances:', 'feature importances:'),
      text.replaceAll('\n', '\r\n'),
    ];
    for (const each of older)
      expectNear(answersOf(fromText(each), expected.rows), expected.lightgbm.regression, 1e-14);
  });

  it('tells task, objective, ranges and what to know', () => {
    const { ensemble: _, ...forest } = readTreeModel(bytesOf('lightgbm-forest.txt'));
    expect(forest).toMatchObject({
      library: 'LightGBM',
      version: 'v4',
      task: 'binary',
      objective: 'binary',
    });
    expect(forest.features[1]).toEqual({ name: 'age', range: [19, 79] });
    expect(readTreeModel(bytesOf('lightgbm-codes.txt')).remarks).toEqual([
      'The file does not name the levels of "plan": send the codes that the model was trained with.',
    ]);
    expect(readTreeModel(bytesOf('lightgbm-ranking.txt')).remarks[0]).toMatch(/^The model ranks/);
    const raw = fromText(textOf('lightgbm-regression.txt').replace(/^objective=.*\n/m, ''));
    expect(raw.remarks[0]).toMatch(/^The file names no objective/);
  });
});

describe(`models of XGBoost ${versions.xgboost}`, () => {
  const found = Object.entries(expected.xgboost).flatMap(([name, wanted]) =>
    ['json', 'ubj'].flatMap((ending) => {
      const file = `xgboost-${name}.${ending}`;
      return exists(file) ? [[file, wanted] as const] : [];
    }),
  );

  it.each(found)('%s answers the same to 1e-6', (file, { answers, extra }) => {
    const model = readTreeModel(bytesOf(file));
    expectNear(answersOf(model, [...expected.rows, ...extra]), answers, 1e-6);
  });

  it.each(found)('%s reaches the same leaves', (file, { leaves, extra }) => {
    const { ensemble, ...model } = readTreeModel(bytesOf(file));
    const bare = { ...ensemble, baseScores: new Float64Array(ensemble.nOutputs) };
    expectNear(rawOf({ ...model, ensemble: bare }, [...expected.rows, ...extra]), leaves, 1e-15);
  });

  it('reads one base score for all outputs, and flags as true and false, as before 3.1', () => {
    const file = JSON.parse(textOf('xgboost-softprob.json'));
    const param = file.learner.learner_model_param;
    param.base_score = '5E-1';
    const { trees } = file.learner.gradient_booster.model;
    for (const tree of trees) {
      tree.default_left = tree.default_left.map((flag: number) => flag === 1);
      for (const key of Object.keys(tree))
        if (/^categories|^split_type/.test(key)) delete tree[key];
    }
    const model = fromText(JSON.stringify(file));
    expect([...model.ensemble.baseScores]).toEqual([0.5, 0.5, 0.5]);
    const newer = readTreeModel(bytesOf('xgboost-softprob.json')).ensemble;
    expect(model.ensemble.flags).toEqual(newer.flags);
  });

  it('says that trees after the best iteration count', () => {
    const file = JSON.parse(textOf('xgboost-squared.json'));
    file.learner.attributes = { best_iteration: '2', best_score: '0.5' };
    expect(fromText(JSON.stringify(file)).remarks).toEqual([
      'Training stopped early (best iteration 2); all trees of the file count, as in `Booster.predict`.',
    ]);
  });
});

function exists(file: string): boolean {
  try {
    return bytesOf(file).length > 0;
  } catch {
    return false;
  }
}

describe('models of data frames with categories', () => {
  const { rows, names, lightgbm, xgboost } = expected.frame;

  it.each([
    ['lightgbm-frame.txt', lightgbm, 1e-14],
    ['lightgbm-frame.json', lightgbm, 1e-14],
    ['xgboost-frame.json', xgboost, 1e-6],
    ['xgboost-frame.ubj', xgboost, 1e-6],
  ] as const)('%s names its levels and answers the same', (file, wanted, tolerance) => {
    const model = readTreeModel(bytesOf(file));
    expect(model.features.map(({ name }) => name)).toEqual(names);
    expect(model.features[1].levels).toContain('for all');
    expect(model.remarks).toEqual([]);
    const coded = rows.map((row) =>
      row.map((cell, j) => {
        const { levels } = model.features[j];
        if (levels === undefined) return cell as number | null;
        return cell === null ? -1 : levels.indexOf(String(cell));
      }),
    );
    expectNear(answersOf(model, coded), wanted, tolerance);
  });
});

describe('what is not supported', () => {
  it.each([
    [
      'refused-linear-leaves.txt',
      'Tree 0 of the LightGBM model must have constant leaves, got "linear ones (linear_tree)".',
    ],
    [
      'refused-linear-booster.json',
      'Field `learner.gradient_booster.name` of the XGBoost model must be gbtree or dart, got "gblinear".',
    ],
    [
      'refused-two-quantiles.json',
      'Field `learner.learner_model_param.num_target` of the XGBoost model must be 1, got "2".',
    ],
    [
      'refused-vector-leaves.json',
      'Field `learner.gradient_booster.model.trees[0]` of the XGBoost model must have one number per leaf, got an object.',
    ],
    [
      'refused-dump.txt',
      'The model file must say its objective and base score, got "a dump of XGBoost\'s trees, which does not".',
    ],
    [
      'refused-dump.json',
      'The model file must say its objective and base score, got "a dump of XGBoost\'s trees, which does not".',
    ],
  ])('%s is refused with a sentence', (file, message) => {
    const thrown = caught(() => readTreeModel(bytesOf(file)));
    expect(thrown).toMatchObject({ code: 'MODEL_ARTIFACT_INVALID', message });
    expect(thrown.hint).not.toBe('');
  });

  it('an objective whose answers are not known is named', () => {
    expect(caught(() => readTreeModel(bytesOf('refused-hinge.json'))).message).toMatch(
      /^Field `learner\.objective\.name` of the XGBoost model must be one of .*, got "binary:hinge"\.$/,
    );
  });
});

function caught(run: () => unknown): AppError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}
