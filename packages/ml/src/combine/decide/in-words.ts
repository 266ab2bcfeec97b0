import type { Decision } from './decision.ts';

/** What a rule does, in one sentence. */
export function inWords(decision: Decision): string {
  if (decision.kind === 'costs')
    return `Each row is called the class of least expected cost among ${decision.nClasses}, which need not be the most probable one.`;
  const { threshold } = decision;
  if (threshold > 1) return 'No row is called the second class, whatever its probability.';
  if (threshold === 0) return 'Every row is called the second class, whatever its probability.';
  const percent = Number((100 * threshold).toPrecision(3));
  return `A row is called the second class from a probability of ${percent} % on.`;
}
