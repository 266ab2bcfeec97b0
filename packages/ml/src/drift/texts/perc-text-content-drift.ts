import type { DriftTest } from '../drift-test.ts';
import type { TextSample } from '../samples/index.ts';
import { tellTextsApart } from './tell-texts-apart.ts';

/** Whether a model tells texts of two samples apart better than 95 % of models that guess. @cost That of the model. */
export const percTextContentDriftTest: DriftTest<TextSample> = {
  name: 'perc_text_content_drift',
  title: 'Text content (percentile)',
  takes: ['texts'],
  score: 'confidence',
  threshold: 0.95,
  isDriftAtThreshold: false,
  isSymmetric: false,
  chance: 'two samples',
  effect: 'How much better than guessing a model tells the samples apart, of all it could be.',
  effectBounds: [0, 1],
  doc: 'Which share of guessing models a model surpasses that tells current texts from those of the reference.',
  source:
    'Rabanser, Günnemann & Lipton (2019), "Failing Loudly: An Empirical Study of Methods for Detecting Dataset Shift", NeurIPS.',
  compare: tellTextsApart,
};
