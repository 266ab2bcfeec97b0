import { AppError, didYouMean } from '@kaizenml/contracts';
import type { AnyTransformer } from './transformer.ts';
import { dateCycles } from './transformers/date-cycles.ts';
import { dateParts } from './transformers/date-parts.ts';
import { imputeCategory } from './transformers/impute-category.ts';
import { imputeNumber } from './transformers/impute-number.ts';
import { keepNumber } from './transformers/keep-number.ts';
import { oneHot } from './transformers/one-hot.ts';
import { ordinal } from './transformers/ordinal.ts';
import { rareLevels } from './transformers/rare-levels.ts';
import { scale } from './transformers/scale.ts';
import { targetEncoding } from './transformers/target-encoding.ts';
import { textStatistics } from './transformers/text-statistics.ts';
import { textTopics } from './transformers/text-topics.ts';
import { tfIdf } from './transformers/tf-idf.ts';
import { toUnitRange } from './transformers/to-unit-range.ts';

/** Every transformer, in the order of the reference. */
export const TRANSFORMERS: readonly AnyTransformer[] = [
  imputeNumber,
  keepNumber,
  scale,
  toUnitRange,
  dateCycles,
  dateParts,
  imputeCategory,
  rareLevels,
  oneHot,
  ordinal,
  targetEncoding,
  textStatistics,
  tfIdf,
  textTopics,
];

/**
 * The transformer of this name.
 *
 * @throws MODEL_ARTIFACT_INVALID, since names of transformers come from artifacts only.
 */
export function getTransformer(name: string): AnyTransformer {
  const found = TRANSFORMERS.find((transformer) => transformer.name === name);
  if (found) return found;
  const names = TRANSFORMERS.map((transformer) => transformer.name);
  throw new AppError('MODEL_ARTIFACT_INVALID', {
    message: `The transform graph must use known transformers, got "${name}".`,
    hint:
      didYouMean(name, names) ?? 'A newer KaizenML may know it: update and load the model again.',
    details: { transformer: name, known: names },
  });
}
