import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../test/thrown-by.ts';
import { encodeText, makeTable } from '../table/index.ts';
import { type ImportedModel, readTreeModel } from '../trees/index.ts';
import { adoptTrees } from './adopt-trees.ts';
import type { FittedModel } from './fitted-model.ts';
import type { Model } from './model.ts';
import { openModel } from './open-model.ts';
import { packModel } from './pack-model.ts';

/** Asks column a, then the level of b: "x" and "z" go left. */
const TEXT = `tree
version=v4
num_class=1
num_tree_per_iteration=1
max_feature_idx=2
objective=binary sigmoid:1
feature_names=a b c
feature_infos=[0:1] 0:1:2 none

Tree=0
num_leaves=3
num_cat=1
split_feature=0 1
threshold=0.5 0
decision_type=10 1
left_child=1 -1
right_child=-2 -3
leaf_value=1 -2 3
cat_boundaries=0 1
cat_threshold=5

end of trees

pandas_categorical:[["x","y","z"]]
`;

function read(text = TEXT): ImportedModel {
  return readTreeModel(new TextEncoder().encode(text));
}

const about = {
  createdAt: '2026-01-01T00:00:00.000Z',
  metrics: {},
  primaryMetric: 'roc_auc',
  findings: [],
  lineage: { runId: '', datasetHash: '', datasetName: '', nTrainRows: 0, seed: 1 },
  environment: { kaizenml: '0', runtime: 'test' },
  imported: { library: 'LightGBM', version: 'v4', objective: 'binary', file: 'm', fileHash: '0' },
};

/** Written and read back. */
function reopened(model: FittedModel): Model {
  const { manifest, weights } = packModel(model, about, () => '');
  return openModel(JSON.parse(JSON.stringify(manifest)), weights);
}

function logistic(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

describe('adoptTrees', () => {
  it('makes a model that answers rows after a round trip, and keeps where it is from', () => {
    const model = reopened(adoptTrees(read(), { target: 'left', classes: ['no', 'yes'] }));
    const yes = (row: object) => model.predictRow(row as never).probabilities?.yes;
    expect(yes({ a: 0.4, b: 'z' })).toBeCloseTo(logistic(1), 15);
    expect(yes({ a: 0.4, b: 'y' })).toBeCloseTo(logistic(3), 15);
    expect(yes({ a: 0.4, b: 'never seen' })).toBeCloseTo(logistic(3), 15);
    expect(yes({ a: 0.4, b: null })).toBeCloseTo(logistic(3), 15);
    expect(yes({ a: null, b: 'x', c: 7 })).toBeCloseTo(logistic(1), 15);
    expect(model.predictRow({ a: 0.6, b: 'x' }).prediction).toBe('no');
    expect(model.manifest.imported).toEqual(about.imported);
  });

  it('says what the file says: ranges, levels, and which columns the trees ask for', () => {
    expect(adoptTrees(read(), { target: 'left' }).signature).toEqual({
      inputs: [
        {
          name: 'a',
          kind: 'number',
          range: [0, 1],
          shareMissing: 0,
          required: true,
          typical: null,
        },
        {
          name: 'b',
          kind: 'category',
          levels: ['x', 'y', 'z'],
          shareMissing: 0,
          required: true,
          typical: 'x',
        },
        { name: 'c', kind: 'number', shareMissing: 0, required: false, typical: null },
      ],
      output: { name: 'left', task: 'binary', classes: ['0', '1'] },
    });
  });

  it('learns from rows what is typical and what may be missing', () => {
    const rows = makeTable([
      { name: 'a', kind: 'number', values: Float64Array.of(0.1, 0.2, Number.NaN, 0.3) },
      encodeText('b', 'category', ['y', 'y', 'x', 'new']),
      { name: 'c', kind: 'number', values: Float64Array.of(5, 6, 7, 8) },
    ]);
    const [a, b, c] = adoptTrees(read(), { target: 'left', rows }).signature.inputs;
    expect(a).toMatchObject({ range: [0, 1], shareMissing: 0.25, required: false, typical: 0.2 });
    expect(b).toMatchObject({ levels: ['x', 'y', 'z'], typical: 'y', required: true });
    expect(c).toMatchObject({ range: [5, 8], required: true });
  });

  it('divides the probabilities of one model per class by their sum', () => {
    const trees = TEXT.slice(TEXT.indexOf('Tree=0'), TEXT.indexOf('end of trees'));
    const three = TEXT.replace('objective=binary sigmoid:1', 'objective=multiclassova num_class:3')
      .replace('num_tree_per_iteration=1', 'num_tree_per_iteration=3')
      .replace(trees, [0, 1, 2].map((t) => trees.replace('Tree=0', `Tree=${t}`)).join(''));
    const model = reopened(adoptTrees(read(three), { target: 'left' }));
    expect(model.predictRow({ a: 0, b: 'x' }).probabilities).toEqual({
      '0': 1 / 3,
      '1': 1 / 3,
      '2': 1 / 3,
    });
  });

  it('refuses other classes, two columns of one name and a target that is a column', () => {
    expect(thrownBy(() => adoptTrees(read(), { target: 'left', classes: ['a'] }))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: 'The model must be given 2 classes of distinct names, got 1 (a).',
      details: { expected: 2, classes: ['a'] },
    });
    const numbers = read(TEXT.replace('binary sigmoid:1', 'regression'));
    expect(thrownBy(() => adoptTrees(numbers, { target: 't', classes: ['a', 'b'] })).message).toBe(
      'The model must be given no classes, for it answers numbers, got 2 (a, b).',
    );
    expect(thrownBy(() => adoptTrees(read(), { target: 'b' }))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: 'The target must not be a column that the model reads, got "b".',
    });
    const twice = read(TEXT.replace('a b c', 'a b a'));
    expect(thrownBy(() => adoptTrees(twice, { target: 't' }))).toMatchObject({
      code: 'MODEL_ARTIFACT_INVALID',
      message: 'The columns of the model must have distinct names, got "a" twice.',
    });
  });

  it.each([
    ['link', 'constructor'],
    ['ensemble', { nColumns: 3 }],
    ['ensemble', null],
  ])('is not opened with a damaged %s', (field, damage) => {
    const model = adoptTrees(read(), { target: 'left' });
    const [member] = model.members;
    const states = [{ ...(member.states[0] as object), [field]: damage }];
    const damaged = { ...model, members: [{ ...member, states }] };
    expect(thrownBy(() => reopened(damaged))).toMatchObject({
      code: 'MODEL_ARTIFACT_INVALID',
      details: { path: 'members' },
    });
  });
});
