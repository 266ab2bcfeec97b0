import { getPredictor } from '@kaizenml/ml/artifact';
import type { ModelPlan } from '../steps/model-plan.ts';

/** What a plan makes, as its row on a leaderboard tells it. */
export interface PlanWords {
  /** The estimator, or how several answers become one: `ensemble`, `mixture`, `stack`. */
  readonly estimator: string;
  /** For people: `Ensemble of 5 models (3 boosted trees, logistic regression, random forest)`. */
  readonly title: string;
}

const NOUNS = { ensemble: 'Ensemble', mixture: 'Weighted mean', stack: 'Stack' } as const;

/** Names what a plan makes. */
export function planWords({ candidates, combination }: ModelPlan): PlanWords {
  const kind = combination?.kind ?? 'single';
  const [first] = candidates;
  if (kind === 'single' || candidates.length < 2)
    return { estimator: first?.estimator ?? '', title: getPredictor(first?.estimator ?? '').title };
  const titles = candidates.map(({ estimator }) => getPredictor(estimator).title);
  return { estimator: kind, title: teamTitle(kind, titles) };
}

/** `Ensemble of 3 models (2 boosted trees, ridge regression)`: members by how often, then by first place. */
export function teamTitle(kind: string, titles: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const title of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
  const parts = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([title, n]) => (n === 1 ? lowered(title) : `${n} ${lowered(title)}`));
  const noun = NOUNS[kind as keyof typeof NOUNS] ?? 'Team';
  return `${noun} of ${titles.length} models (${parts.join(', ')})`;
}

function lowered(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
