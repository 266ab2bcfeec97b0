import type { TeamFigures } from '../../reports/index.ts';
import { candidateTitle } from './candidate-title.ts';
import type { BoardFacts } from './leaderboard.ts';

/** What the champion is made of where it is made of several models, and how else they could have been combined. */
export function teamFigures({ fitted: { plan }, plans }: BoardFacts): TeamFigures | undefined {
  const { candidates, combination } = plan;
  const approaches = (plans.approaches ?? []).flatMap(({ kind, title, value }) =>
    value === undefined ? [] : [{ kind, title, value }],
  );
  if (combination === undefined || candidates.length < 2)
    return approaches.length < 2 ? undefined : { kind: 'single', members: [], approaches };
  return {
    kind: combination.kind,
    members: candidates.map((candidate, i) => ({
      name: candidate.id,
      title: candidateTitle(candidate),
      weight: combination.kind === 'stack' ? null : (combination.weights[i] ?? null),
    })),
    approaches,
  };
}
