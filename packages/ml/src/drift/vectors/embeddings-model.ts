import { tellApart } from '../domain/tell-apart.ts';
import type { DriftTest } from '../drift-test.ts';
import type { VectorSample } from '../samples/index.ts';
import { assertSameWidth } from './assert-same-width.ts';
import { drawnVectors } from './drawn-vectors.ts';

/** Rows of a sample that are learned from or scored at most. */
const MOST_ROWS = 10_000;

/** Whether a linear model tells embeddings of two samples apart. @cost That of a logistic regression on at most 10 000 rows. */
export const embeddingsModelTest: DriftTest<VectorSample> = {
  name: 'embeddings_model',
  title: 'Embeddings (ROC AUC)',
  takes: ['vectors'],
  score: 'distance',
  threshold: 0.55,
  isDriftAtThreshold: false,
  isSymmetric: false,
  chance: 'two samples',
  effect: 'How much better than guessing a model tells the samples apart, of all it could be.',
  effectBounds: [0, 1],
  doc: 'How often a model gives a current vector a higher score than one of the reference; 0.5 is guessing.',
  source:
    'Rabanser, Günnemann & Lipton (2019), "Failing Loudly: An Empirical Study of Methods for Detecting Dataset Shift", NeurIPS.',
  compare(reference, current) {
    assertSameWidth('embeddings_model', reference, current);
    const [a, b] = [drawnVectors(reference, MOST_ROWS), drawnVectors(current, MOST_ROWS)];
    const values = new Float64Array(a.values.length + b.values.length);
    values.set(a.values);
    values.set(b.values, a.values.length);
    return tellApart({ nRows: a.n + b.n, nColumns: reference.width, values }, a.n);
  },
};
