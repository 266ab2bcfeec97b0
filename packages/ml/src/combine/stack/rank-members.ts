import type { Metric } from '../../metrics/index.ts';
import { judgeOf } from '../ensemble/judges/index.ts';
import { noMemberScored } from '../ensemble/no-member-scored.ts';
import { type Library, type Member, outcomeOf } from '../library/library.ts';

/**
 * The best models by the metric, best first; of equal ones the cheaper. Those that it is not defined for are left out.
 *
 * @throws ARGUMENT_INVALID when it is defined for none.
 */
export function rankMembers({ truth, members }: Library, metric: Metric, most: number): Member[] {
  const judge = judgeOf(metric, outcomeOf(truth, members[0].answers));
  const scored = members
    .map((member) => {
      const read = judge.read(member.answers);
      return { member, score: judge.at(new Float64Array(read.length), 1).score(read) };
    })
    .filter(({ score }) => score !== Number.NEGATIVE_INFINITY)
    .sort((a, b) => b.score - a.score || a.member.microsPerRow - b.member.microsPerRow);
  if (scored.length === 0) throw noMemberScored(metric);
  return scored.slice(0, most).map(({ member }) => member);
}
