import type { ExplainFile, Row, Signature } from '@kaizenml/contracts';
import { probeRows } from './probe-rows.ts';

/** Rows that a model is tried with, at most. */
const MOST_SAMPLES = 16;

/**
 * Rows like those that a model learned from: the first 16 of its background, or one row of typical values where it has none.
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
  return probeRows(signature)
    .slice(0, 1)
    .map(({ row }) => row);
}
