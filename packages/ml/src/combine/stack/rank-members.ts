import type { Metric } from '../../metrics/index.ts';
import { judgeOf, type StepJudge } from '../ensemble/judges/index.ts';
import { noMemberScored } from '../ensemble/no-member-scored.ts';
import { type Library, type Member, outcomeOf } from '../library/library.ts';

/**
 * The best models by the metric, best first; of equal ones the cheaper. Those that it is not defined for are left out.
 *
 * @throws ARGUMENT_INVALID when it is defined for none.
 */
export function rankMembers({ truth, members }: Library, metric: Metric, most: number): Member[] {
  const judge = judgeOf(metric, outcomeOf(truth, members[0].answers));
  const entrants = members.map((member) => ({ member, read: judge.read(member.answers) }));
  const alone = judge.at(new Float64Array(entrants[0].read.length), 1);
  const scored = withoutHopeless(entrants, alone, most)
    .map(({ member, read }) => ({ member, score: alone.score(read) }))
    .filter(({ score }) => score !== Number.NEGATIVE_INFINITY)
    .sort((a, b) => b.score - a.score || a.member.microsPerRow - b.member.microsPerRow);
  if (scored.length === 0) throw noMemberScored(metric);
  return scored.slice(0, most).map(({ member }) => member);
}

interface Entrant {
  readonly member: Member;
  /** What the metric reads of its answers. */
  readonly read: Float64Array;
}

/** Those that may be among the best `most`: no worse at best than as many others are at worst. */
function withoutHopeless(
  entrants: readonly Entrant[],
  alone: StepJudge,
  most: number,
): readonly Entrant[] {
  const boundsOf = alone.bounds;
  if (!boundsOf || entrants.length <= most) return entrants;
  const bounds = entrants.map(({ read }) => boundsOf(read));
  const sure = bounds.map(({ low }) => low).sort((a, b) => b - a)[most - 1];
  return entrants.filter((_, m) => bounds[m].high >= sure);
}
