import type { Metric } from '../../metrics/index.ts';
import { type Library, libraryLength, outcomeOf } from '../library/library.ts';
import { sampledRows } from '../library/sampled-rows.ts';
import { takeLibraryRows } from '../library/take-rows.ts';
import { greedyEnsemble } from './approaches.ts';
import { MOST_MEMBERS, rankMembers } from './rank-members.ts';

/** Rows that the look is taken at. */
const MOST_ROWS = 5000;

/**
 * The models that `chooseCombination` will about take: those of a greedy ensemble of a part of the rows, which is learned once and
 * judged by nothing.
 *
 * @returns Their names, that of the greatest weight first; none where the metric has no value on these rows.
 * @cost A tenth of that of `chooseCombination`.
 */
export function sketchTeam(library: Library, metric: Metric): string[] {
  const part = takeLibraryRows(library, sampledRows(libraryLength(library), MOST_ROWS));
  const members = part.members.filter(
    ({ answers }) => !Number.isNaN(metric.compute(outcomeOf(part.truth, answers))),
  );
  if (members.length === 0) return [];
  const ranked = rankMembers({ ...part, members }, metric, MOST_MEMBERS);
  const { members: names, weights } = greedyEnsemble({ ...part, members: ranked }, metric);
  return names
    .map((id, at) => ({ id, weight: weights[at] }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ id }) => id);
}
