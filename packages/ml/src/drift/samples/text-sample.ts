import type { TextSample } from './sample.ts';

/** The sample of texts, one per row with a value. */
export function textSample(texts: readonly string[]): TextSample {
  return { kind: 'texts', texts, n: texts.length };
}
