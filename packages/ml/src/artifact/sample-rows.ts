import type { ExplainFile, Row, Signature } from '@kaizenml/contracts';

/** Rows that a model is tried with, at most. */
const MOST_SAMPLES = 16;

/**
 * Rows like those that a model learned from: the first 16 of its background, or one typical row where it has none.
 *
 * @param about.explain What is known of its training data; without it there is no background.
 */
export function sampleRows({
  signature,
  explain,
}: {
  readonly signature: Signature;
  readonly explain?: Pick<ExplainFile, 'background'>;
}): readonly Row[] {
  const background = explain?.background ?? [];
  if (background.length > 0) return background.slice(0, MOST_SAMPLES) as Row[];
  return [Object.fromEntries(signature.inputs.map(({ name, typical }) => [name, typical]))];
}
