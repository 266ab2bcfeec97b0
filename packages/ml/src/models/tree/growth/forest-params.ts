import type { ParamSpecs } from '@kaizenml/contracts';

/** What every forest of trees is told; each forest states its own defaults where they differ. */
export const FOREST_PARAMS = {
  nTrees: {
    kind: 'number',
    default: 100,
    range: [1, 100_000],
    integer: true,
    unit: 'trees',
    doc: 'Trees whose answers are averaged. More never hurt but cost time and memory.',
  },
  maxDepth: {
    kind: 'number',
    default: 64,
    range: [1, 1000],
    integer: true,
    unit: 'levels',
    doc: 'Questions between a root and a leaf at most.',
  },
  minLeaf: {
    kind: 'number',
    default: 3,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'rows',
    doc: 'Training rows in a leaf at least, by weight.',
    search: { range: [1, 20], scale: 'log' },
  },
  maxFeatures: {
    kind: 'number',
    default: 0.3,
    range: [0, 1],
    doc: 'Share of the columns tried at each node; at least one is tried.',
    search: { range: [0.1, 1], scale: 'linear' },
  },
} as const satisfies ParamSpecs;
