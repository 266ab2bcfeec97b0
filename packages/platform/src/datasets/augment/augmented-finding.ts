import type { Finding } from '@kaizenml/contracts';

/** What must be known of a version that came out of `datasets.augment`. */
export interface Augmentation {
  /** `name@version` of what it was made of. */
  readonly from: string;
  readonly method: string;
  /** Column that tells made rows. */
  readonly mark: string | undefined;
}

/** Says what a table that was augmented is not good for. */
export function augmentedFinding(
  dataset: string,
  { from, method, mark }: Augmentation,
  { hasMark }: { readonly hasMark: boolean },
): Finding {
  const details = { dataset, from, method, mark: mark ?? null };
  const severity = 'warning';
  if (method === 'undersample')
    return {
      code: 'ROWS_AUGMENTED',
      severity,
      message: `"${dataset}" has other shares of the classes than "${from}", by \`undersample\`: probabilities and every figure that depends on the shares are those of the new ones.`,
      hint: `Set test rows aside before, and measure on them: they have the shares of "${from}".`,
      details,
    };
  const left = hasMark ? ` Column "${mark}" tells which; no model may use it.` : '';
  return {
    code: 'ROWS_AUGMENTED',
    severity,
    message: `"${dataset}" has rows that were made of rows of "${from}", by \`${method}\`: tested on them, or on rows that they were made of, a model looks better than it is.${left}`,
    hint: 'Set test rows aside first, augment the others, keep the result in training, and measure on the rows that were set aside.',
    details,
  };
}
