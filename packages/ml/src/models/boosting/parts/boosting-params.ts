import {
  huber,
  lambdarank,
  OBJECTIVES,
  poisson,
  quantile,
  tweedie,
} from '../../../trees/objectives/index.ts';

const share = { kind: 'number', default: 1, range: [0.001, 1] } as const;
const count = { kind: 'number', range: [0, Number.MAX_SAFE_INTEGER], integer: true } as const;
const weight = { kind: 'number', range: [0, Number.MAX_VALUE] } as const;

/** The parameters of boosted trees, those of every objective among them. */
export const BOOSTING_PARAMS = {
  objective: {
    kind: 'choice',
    default: 'auto',
    choices: ['auto', ...OBJECTIVES.map(({ name }) => name)],
    doc: 'The loss to minimize. auto: squared error for numbers, logistic for two classes, softmax for more.',
  },
  nRounds: {
    ...count,
    default: 200,
    range: [1, 100_000],
    unit: 'rounds',
    doc: 'Rounds at most; each adds a tree, or one per class.',
    search: { range: [50, 2000], scale: 'log' },
  },
  learningRate: {
    kind: 'number',
    default: 0.1,
    range: [1e-6, 1],
    doc: 'Shrinks what every tree says: lower needs more rounds and generalizes better.',
    search: { range: [0.02, 0.3], scale: 'log' },
  },
  growth: {
    kind: 'choice',
    default: 'leaf-wise',
    choices: ['leaf-wise', 'depth-wise', 'symmetric'],
    doc: 'Which leaf is split next: the one that gains most, or those of a level before the next level. symmetric asks all leaves of a level the same, for the fastest answers.',
  },
  maxLeaves: {
    ...count,
    default: 31,
    range: [2, 65_536],
    unit: 'leaves',
    doc: 'Leaves of a tree at most; symmetric trees round up to a power of two.',
    search: { range: [4, 256], scale: 'log' },
  },
  maxDepth: {
    ...count,
    default: 64,
    range: [1, 1000],
    unit: 'levels',
    doc: 'Questions between the root and a leaf at most.',
  },
  minLeafRows: {
    ...count,
    default: 20,
    range: [1, Number.MAX_SAFE_INTEGER],
    unit: 'rows',
    doc: "Training rows in a leaf at least, estimated as in LightGBM: its share of the parent's sum of Hessians, times the rows of the parent. Exact where all Hessians are equal; else a row of weight 2 counts once in its node but for more than its neighbors in a leaf.",
    search: { range: [1, 200], scale: 'log' },
  },
  minLeafWeight: { ...weight, default: 1e-3, doc: 'Sum of Hessians in a leaf at least.' },
  minGain: {
    ...weight,
    default: 0,
    doc: 'A split must save more than this: G^2 / (H + l2) of the children minus that of the parent.',
  },
  l1: {
    ...weight,
    default: 0,
    doc: 'Taken off the gradient sum of a leaf: small answers become 0.',
  },
  l2: {
    ...weight,
    default: 1,
    doc: 'Added to the Hessian sum of a leaf: draws the answers of small leaves to 0.',
    search: { range: [1e-3, 100], scale: 'log' },
  },
  rowShare: { ...share, doc: 'Share of the rows drawn for each tree, without replacement.' },
  rowChoice: {
    kind: 'choice',
    default: 'uniform',
    choices: ['uniform', 'gradient'],
    doc: 'Which rows a share below 1 draws: any, or two thirds by largest gradient and the rest by chance (GOSS).',
  },
  columnsPerTree: {
    ...share,
    doc: 'Share of the columns drawn for each tree.',
    search: { range: [0.3, 1], scale: 'linear' },
  },
  columnsPerNode: { ...share, doc: 'Share of those columns drawn for each node.' },
  drawsCuts: {
    kind: 'flag',
    default: false,
    doc: 'Tries one random cut per column and node instead of all (extremely randomized).',
  },
  dropShare: {
    kind: 'number',
    default: 0,
    range: [0, 1],
    doc: 'Share of the earlier rounds left out while a tree is grown (DART). 0 leaves out none.',
  },
  maxBins: {
    ...count,
    default: 255,
    range: [2, 255],
    unit: 'bins',
    doc: 'Bins of a column of numbers at most; missing values have one of their own.',
  },
  categorySmoothing: {
    ...weight,
    default: 10,
    doc: 'Added to the Hessian of a level when levels are ordered: draws rare levels to the middle.',
  },
  categoryL2: { ...weight, default: 10, doc: 'Added to l2 where several levels go left together.' },
  categoryMinRows: {
    ...count,
    default: 5,
    unit: 'rows',
    doc: 'Rows of a node that a level must have to be told from the others.',
  },
  classWeights: {
    kind: 'choice',
    default: 'none',
    choices: ['none', 'balanced'],
    doc: 'balanced: every class weighs the same in all, however rare; probabilities are then no longer calibrated. Rows held out for `patience` are weighed alike; given validation rows count by their own weights alone.',
  },
  patience: {
    ...count,
    default: 0,
    unit: 'rounds',
    doc: 'Ends after so many rounds without a better score of the validation rows, and keeps the best. 0: never.',
  },
  validationShare: {
    kind: 'number',
    default: 0.1,
    range: [0.01, 0.9],
    doc: 'Share of the rows held out for patience where no validation rows are given.',
  },
  ...huber.params,
  ...quantile.params,
  ...poisson.params,
  ...tweedie.params,
  ...lambdarank.params,
} as const;
