/** Additive smoothing, the same for every naive Bayes on counts. */
export const SMOOTHING_PARAM = {
  kind: 'number',
  default: 1,
  range: [1e-10, Number.MAX_VALUE],
  doc: 'Added to every count, so that a column not seen in a class does not exclude it. 1 is Laplace smoothing.',
  search: { range: [1e-3, 10], scale: 'log' },
} as const;
