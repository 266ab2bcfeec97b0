import { describe, expect, it } from 'vitest';
import { readTreeModel } from './read-tree-model.ts';

const LIGHTGBM = `tree
version=v4
num_class=1
num_tree_per_iteration=1
max_feature_idx=1
objective=regression
feature_names=a b
feature_infos=[0:1] 0:1:2
tree_sizes=1

Tree=0
num_leaves=3
num_cat=1
split_feature=0 1
threshold=0.5 0
decision_type=10 1
left_child=1 -1
right_child=-2 -3
leaf_value=1 2 3
cat_boundaries=0 1
cat_threshold=5
shrinkage=1

end of trees

pandas_categorical:[["x","y","z"]]
`;

interface XgboostTree {
  left_children: number[];
  right_children: number[];
  split_indices: number[];
  split_conditions: number[];
  default_left: number[];
  split_type?: number[];
  categories?: number[];
  categories_nodes?: number[];
  categories_segments?: number[];
  categories_sizes?: number[];
}

const TREE: XgboostTree = {
  left_children: [1, -1, -1],
  right_children: [2, -1, -1],
  split_indices: [0, 0, 0],
  split_conditions: [0.5, 1, 2],
  default_left: [1, 0, 0],
};

interface Changes {
  readonly tree?: Partial<XgboostTree>;
  readonly param?: Readonly<Record<string, string>>;
  readonly model?: object;
  readonly learner?: object;
}

function xgboost({ tree = {}, param = {}, model = {}, learner = {} }: Changes): string {
  return JSON.stringify({
    version: [2, 0, 0],
    learner: {
      learner_model_param: { base_score: '5E-1', num_class: '0', num_feature: '2', ...param },
      objective: { name: 'reg:squarederror' },
      gradient_booster: {
        name: 'gbtree',
        model: { tree_info: [0], trees: [{ ...TREE, ...tree }], ...model },
      },
      ...learner,
    },
  });
}

function read(text: string) {
  return readTreeModel(new TextEncoder().encode(text));
}

function expectRefusal(text: string, message: string): void {
  expect(() => read(text)).toThrow(
    expect.objectContaining({ code: 'MODEL_ARTIFACT_INVALID', message }),
  );
}

describe('readTreeModel', () => {
  it('lays nodes, sets and leaves out', () => {
    const { ensemble, features } = read(LIGHTGBM);
    expect(features).toEqual([
      { name: 'a', range: [0, 1] },
      { name: 'b', levels: ['x', 'y', 'z'] },
    ]);
    expect(ensemble).toMatchObject({
      columns: Int32Array.of(0, 1),
      thresholds: Float64Array.of(0.5, 0),
      lefts: Int32Array.of(1, ~0),
      rights: Int32Array.of(~2, ~1),
      flags: Uint8Array.of(1 | 4, 2 | 4),
      leafValues: Float64Array.of(1, 3, 2),
      setWords: Int32Array.of(5),
      setOffsets: Int32Array.of(0, 1),
    });
  });

  it.each([
    ['', 'The model file must be of LightGBM (text or JSON) or XGBoost (JSON or UBJSON), got "".'],
    [
      '{"a": 1}',
      'The model file must be of LightGBM (text or JSON) or XGBoost (JSON or UBJSON), got "JSON without \\"learner\\" and \\"tree_info\\"".',
    ],
    [
      LIGHTGBM.replace('version=v4', 'version=v9'),
      'Line "version" of the LightGBM model must say v2, v3, v4, got "v9".',
    ],
    [
      LIGHTGBM.slice(0, LIGHTGBM.indexOf('end of trees')),
      'The LightGBM model must end its trees with the line "end of trees", got "the end of the file".',
    ],
    [
      LIGHTGBM.replace('max_feature_idx=1', 'max_feature_idx=2'),
      'Line "feature_names" of the LightGBM model must say 3 names, got "2 names".',
    ],
    [
      LIGHTGBM.replace('num_tree_per_iteration=1', 'num_tree_per_iteration=2000000000'),
      'Line "num_tree_per_iteration" of the LightGBM model must be a whole number from 1 to 1, got "2000000000".',
    ],
    [
      LIGHTGBM.replace('num_leaves=3', 'num_leaves=2000000000'),
      'Line "split_feature" of tree 0 of the LightGBM model must have 1999999999 numbers, got 2.',
    ],
    [
      LIGHTGBM.replace('left_child=1 -1', 'left_child=0 -1'),
      'Tree 0 of the LightGBM model must reach every node once, got "node 0 again".',
    ],
    [
      LIGHTGBM.replace('right_child=-2 -3', 'right_child=-2 -1'),
      'Tree 0 of the LightGBM model, among its leaves, must reach every node once, got "node 0 again".',
    ],
    [
      LIGHTGBM.replace('left_child=1 -1', 'left_child=7 -1'),
      'Tree 0 of the LightGBM model must name nodes from 0 to 1, got 7.',
    ],
    [
      LIGHTGBM.replace('split_feature=0 1', 'split_feature=0 2'),
      'Tree 0 of the LightGBM model must ask for columns 0 to 1, got 2.',
    ],
    [
      LIGHTGBM.replace('decision_type=10 1', 'decision_type=14 1'),
      'Tree 0 of the LightGBM model must have decision types from 0 to 11, got 14.',
    ],
    [
      LIGHTGBM.replace('threshold=0.5 0', 'threshold=0.5 1'),
      'Tree 0 of the LightGBM model must have a set of levels for every category, 1 in all, got 1.',
    ],
    [
      LIGHTGBM.replace('cat_boundaries=0 1', 'cat_boundaries=0 9'),
      'Line "cat_boundaries" of tree 0 of the LightGBM model must rise from 0 to 1, got "0 9".',
    ],
    [
      LIGHTGBM.replace('leaf_value=1 2 3', 'leaf_value=1 nan 3'),
      'Line "leaf_value" of tree 0 of the LightGBM model must be a finite number, got "nan".',
    ],
    [
      LIGHTGBM.replace('objective=regression', 'objective=cross_entropy_lambda'),
      'The objective of the LightGBM model must be one of binary, multiclass, multiclassova, cross_entropy, regression, regression_l2, regression_l1, huber, fair, quantile, mape, lambdarank, rank_xendcg, poisson, gamma, tweedie, got "cross_entropy_lambda".',
    ],
    [
      LIGHTGBM.replace('objective=regression', 'objective=multiclass num_class:3'),
      'The LightGBM model with objective "multiclass" must have at least 2 outputs, got 1.',
    ],
    [
      xgboost({ tree: { left_children: [0, -1, -1] } }),
      'Tree 0 of the XGBoost model must reach every node once, got "node 0 again".',
    ],
    [
      xgboost({ tree: { split_indices: [2, 0, 0] } }),
      'Tree 0 of the XGBoost model must ask for columns 0 to 1, got 2.',
    ],
    [
      xgboost({ tree: { default_left: [1] } }),
      'Field `learner.gradient_booster.model.trees[0].default_left` of the XGBoost model must hold 3 numbers, got a list of 1.',
    ],
    [
      xgboost({ param: { num_feature: '4000000000' } }),
      'Field `learner.learner_model_param.num_feature` of the XGBoost model must be a whole number from 0 to 1000000, got "4000000000".',
    ],
    [
      xgboost({ param: { num_class: '2000000000' } }),
      'Field `learner.learner_model_param.num_class` of the XGBoost model must be a whole number from 0 to 1, got "2000000000".',
    ],
    [
      xgboost({ param: { base_score: '1' }, learner: { objective: { name: 'binary:logistic' } } }),
      'Field `learner.learner_model_param.base_score` of the XGBoost model must hold numbers between 0 and 1, got "1".',
    ],
    [
      xgboost({ model: { tree_info: [1] } }),
      'Field `learner.gradient_booster.model.tree_info` of the XGBoost model must name outputs 0 to 0, got a list of 1.',
    ],
    [
      xgboost({ model: { trees: [] } }),
      'Field `learner.gradient_booster.model.trees` of the XGBoost model must have one tree at least, got a list of 0.',
    ],
  ])('refuses %#', (text, message) => {
    expectRefusal(text, message);
  });

  it('bounds the memory of sets of levels, which a short list may make large', () => {
    const nNodes = 40;
    const inner = Array.from({ length: nNodes }, (_, i) => i);
    const chain = (child: (i: number) => number) =>
      Array.from({ length: 2 * nNodes + 1 }, (_, i) => (i < nNodes ? child(i) : -1));
    const n = 2 * nNodes + 1;
    const tree: XgboostTree = {
      left_children: chain((i) => (i + 1 < nNodes ? i + 1 : 2 * nNodes)),
      right_children: chain((i) => nNodes + i),
      split_indices: new Array(n).fill(0),
      split_conditions: new Array(n).fill(0),
      default_left: new Array(n).fill(0),
      split_type: chain(() => 1).map((type) => Math.max(0, type)),
      categories: inner.map(() => 2 ** 24 - 1),
      categories_nodes: inner,
      categories_segments: inner,
      categories_sizes: inner.map(() => 1),
    };
    expectRefusal(
      xgboost({ tree }),
      'The XGBoost model must have sets of levels of at most 67108864 bytes, got 69206016.',
    );
  });

  it('refuses a text that is no string in every engine', () => {
    expect(() => readTreeModel({ 0: 0x74, length: 2 ** 30 } as unknown as Uint8Array)).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message: 'The text of the model file must have at most 536869888 bytes, got 1073741824.',
      }),
    );
  });

  it('neither recurses into deep JSON nor takes names from it as prototypes', () => {
    expectRefusal(
      `{"learner":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      'Field `learner` of the XGBoost model must be an object, got a list of 1.',
    );
    expectRefusal(
      '{"learner":{"__proto__":{"learner_model_param":{}}}}',
      'Field `learner.learner_model_param` of the XGBoost model must be an object, got nothing.',
    );
    let chain = '{"leaf_value":1}';
    for (let i = 0; i < 5000; i++)
      chain = `{"split_feature":0,"threshold":${i},"decision_type":"<=","missing_type":"NaN","default_left":true,"left_child":{"leaf_value":0},"right_child":${chain}}`;
    const deep = read(
      `{"version":"v4","feature_names":["a"],"num_tree_per_iteration":1,"objective":"regression","tree_info":[{"tree_structure":${chain}}]}`,
    );
    expect(deep.ensemble.columns.length).toBe(5000);
  });

  it('does not trust names of levels that XGBoost counts in characters but stores in bytes', () => {
    const values = Array.from(new TextEncoder().encode('für'));
    const cats = {
      enc: [
        { offsets: [0, 3], values },
        { offsets: [], values: [] },
      ],
    };
    const { features, remarks } = read(
      xgboost({
        model: { cats },
        learner: { feature_names: ['a', 'b'], feature_types: ['c', 'float'] },
      }),
    );
    expect(features).toEqual([{ name: 'a' }, { name: 'b' }]);
    expect(remarks[0]).toMatch(/^The file does not name the levels of "a"/);
  });
});
