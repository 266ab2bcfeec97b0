/** Parameters of estimators that `minimizeScores` fits; each says in its `doc` what it measures them in. */
export const SCORE_PARAMS = {
  l2: {
    kind: 'number',
    default: 1,
    range: [0, Number.MAX_VALUE],
    search: { range: [1e-4, 1e4], scale: 'log' },
  },
  maxIterations: {
    kind: 'number',
    default: 500,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'steps',
    doc: 'Steps of the optimizer at most.',
  },
  tolerance: { kind: 'number', default: 1e-7, range: [0, 1] },
} as const;
