import type { Metric } from '../../metrics/index.ts';
import { noMemberScored } from '../ensemble/no-member-scored.ts';
import { selectEnsemble } from '../ensemble/select-ensemble.ts';
import { type Library, type Member, outcomeOf } from '../library/library.ts';
import { signOf } from '../library/sign-of.ts';
import type { Blend, Combination } from './combination.ts';
import { fitStack } from './fit-stack.ts';
import { mixtureWeights } from './mixture-weights.ts';

/** A way to make one model of many. */
export interface Approach {
  readonly kind: Combination['kind'];
  /** What people call it. */
  readonly title: string;
  /** Learns how to combine the models of a library, and which of them. */
  fit(library: Library, metric: Metric): Combination;
}

/** Columns of a stack at most: its weights are few beside the rows. */
const MAX_STACK_COLUMNS = 60;

/** From the simplest on: of two equally good ones the earlier is taken. */
export const APPROACHES: readonly Approach[] = [
  { kind: 'single', title: 'the best single model', fit: bestSingle },
  {
    kind: 'ensemble',
    title: 'a greedy ensemble',
    fit: (library, metric) =>
      blendOf('ensemble', library.members, selectEnsemble(library, metric).weights),
  },
  {
    kind: 'mixture',
    title: 'the weighted mean of least loss',
    fit: ({ truth, members }) =>
      blendOf('mixture', members, mixtureWeights(truth, members).weights),
  },
  {
    kind: 'stack',
    title: 'a linear model of the models',
    fit: (library, metric) => {
      const width = library.truth.kind === 'classification' ? library.truth.nClasses : 1;
      const nMembers = Math.floor(MAX_STACK_COLUMNS / (width > 2 ? width : 1));
      return fitStack({ ...library, members: bestMembers(library, metric, Math.max(2, nMembers)) });
    },
  },
];

function bestSingle(library: Library, metric: Metric): Blend {
  const [best] = bestMembers(library, metric, 1);
  return { kind: 'single', members: [best.id], weights: Float64Array.of(1) };
}

/**
 * The best models by the metric, best first; of equal ones the cheaper. Those that it is not defined for are left out.
 *
 * @throws ARGUMENT_INVALID when it is defined for none.
 */
export function bestMembers({ truth, members }: Library, metric: Metric, most: number): Member[] {
  const scored = members
    .map((member) => ({
      member,
      score: signOf(metric) * metric.compute(outcomeOf(truth, member.answers)),
    }))
    .filter(({ score }) => !Number.isNaN(score))
    .sort((a, b) => b.score - a.score || a.member.microsPerRow - b.member.microsPerRow);
  if (scored.length === 0) throw noMemberScored(metric);
  return scored.slice(0, most).map(({ member }) => member);
}

function blendOf(kind: Blend['kind'], members: readonly Member[], weights: Float64Array): Blend {
  return {
    kind,
    members: members.filter((_, m) => weights[m] > 0).map(({ id }) => id),
    weights: weights.filter((weight) => weight > 0),
  };
}
