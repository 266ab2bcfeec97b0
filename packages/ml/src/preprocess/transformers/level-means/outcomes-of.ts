import type { Target } from '../../../models/index.ts';

/** A number per row that an encoding averages, and what tells it from its siblings. */
export interface Outcome {
  /** Empty where there is only one, else `_<code of the class>`. */
  readonly suffix: string;
  readonly values: Float64Array;
}

/**
 * What a target says of each row, as numbers: the target itself, whether it is the second of two classes, or whether it is
 * each of the more frequent classes.
 *
 * @param mostClasses Classes that have an outcome of their own at most. Default 10.
 */
export function outcomesOf(target: Target, mostClasses = 10): readonly Outcome[] {
  if (target.kind === 'regression') return [{ suffix: '', values: target.values }];
  const { codes, nClasses } = target;
  if (nClasses <= 2) return [{ suffix: '', values: isClass(codes, 1) }];
  const counts = new Float64Array(nClasses);
  for (const code of codes) counts[code]++;
  return Array.from(counts.keys())
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, mostClasses)
    .sort((a, b) => a - b)
    .map((code) => ({ suffix: `_${code}`, values: isClass(codes, code) }));
}

function isClass(codes: Int32Array, asked: number): Float64Array {
  const indicator = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) indicator[i] = codes[i] === asked ? 1 : 0;
  return indicator;
}
