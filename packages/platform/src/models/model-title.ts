import type { Manifest } from '@kaizenml/contracts';
import { getPredictor, PREDICTORS } from '@kaizenml/ml/artifact';
import { FORECASTERS } from '@kaizenml/ml/forecast';

const NOUNS: Readonly<Record<string, string>> = {
  ensemble: 'Ensemble',
  mixture: 'Weighted mean',
  stack: 'Stack',
  onnx: 'ONNX model',
  tuned: 'Fine-tuned model',
};

/** What people call a model: the title of its method, or of a team what it is made of. */
export function modelTitle({
  members,
  combination,
}: Pick<Manifest, 'members' | 'combination'>): string {
  const { kind, base } = joinedBy(combination);
  if (kind === 'tuned') {
    const of = { members: members.slice(0, -1), combination: joinedBy(base).combination };
    return `${modelTitle(of)}, fine-tuned`;
  }
  const titles = members.map(({ estimator }) => getPredictor(estimator.name).title);
  return titles.length === 1 ? (titles[0] ?? '') : teamTitle(kind, titles);
}

/** Ways to forecast that are no single method, as runs name them. */
const FORECASTS: Readonly<Record<string, string>> = { combination: 'Median of three methods' };

/** What people call a method by its name alone: `Boosted trees`, `Ensemble`. */
export function methodTitle(estimator: string): string {
  const known = [...PREDICTORS, ...FORECASTERS].find(({ name }) => name === estimator);
  return known?.title ?? NOUNS[estimator] ?? FORECASTS[estimator] ?? estimator;
}

/** `Ensemble of 3 models (2 boosted trees, ridge regression)`: members by how often, then by first place. */
export function teamTitle(kind: string, titles: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const title of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
  const parts = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([title, n]) => (n === 1 ? lowered(title) : `${n} ${lowered(title)}`));
  return `${NOUNS[kind] ?? 'Team'} of ${titles.length} models (${parts.join(', ')})`;
}

/** What a manifest says of how answers are joined, unchecked. */
function joinedBy(joining: unknown): Joined {
  if (typeof joining !== 'object' || joining === null) return { kind: '' };
  const { kind, base, combination } = joining as Partial<Joined>;
  return { kind: String(kind), base, combination };
}

interface Joined {
  readonly kind: string;
  readonly base?: unknown;
  readonly combination?: unknown;
}

/** `Random forest` inside a sentence: `random forest`; names in capitals stay. */
function lowered(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
