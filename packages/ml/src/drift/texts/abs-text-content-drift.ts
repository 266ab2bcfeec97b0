import type { DriftTest } from '../drift-test.ts';
import type { TextSample } from '../samples/index.ts';
import { tellTextsApart } from './tell-texts-apart.ts';

/** Whether a model tells texts of two samples apart, by the area under its ROC curve. @cost That of the model. */
export const absTextContentDriftTest: DriftTest<TextSample> = {
  name: 'abs_text_content_drift',
  title: 'Text content (ROC AUC)',
  takes: ['texts'],
  score: 'distance',
  threshold: 0.55,
  isDriftAtThreshold: false,
  isSymmetric: false,
  chance: 'two samples',
  effect: 'How much better than guessing a model tells the samples apart, of all it could be.',
  effectBounds: [0, 1],
  doc: 'How often a model gives a current text a higher score than one of the reference; 0.5 is guessing.',
  source:
    'Rabanser, Günnemann & Lipton (2019), "Failing Loudly: An Empirical Study of Methods for Detecting Dataset Shift", NeurIPS.',
  compare: tellTextsApart,
};
