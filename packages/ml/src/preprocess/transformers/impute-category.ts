import { isRecord } from '../state-shape.ts';
import type { Transformer } from '../transformer.ts';

/** The level that stands for a missing value. */
export const MISSING_LEVEL = '(missing)';

/**
 * Makes a missing value a level of its own, `(missing)`.
 *
 * @source Hastie, Tibshirani & Friedman (2009), "The Elements of Statistical Learning", section 9.2.4.
 */
export const imputeCategory: Transformer<Record<never, never>, Record<never, never>> = {
  name: 'impute-category',
  params: {},
  accepts: ['category', 'boolean'],
  source: 'Hastie, Tibshirani & Friedman (2009), "The Elements of Statistical Learning", 9.2.4.',
  fit: () => ({}),
  outputs: (_, { name }) => [{ name, kind: 'category' }],
  isState: (value): value is Record<never, never> => isRecord(value),
  compile: () => (slots, from, to) => {
    slots.texts[to] = slots.texts[from] ?? MISSING_LEVEL;
  },
};
