import type { Candidate } from '@kaizenml/ml/search';
import type { ModelPlan } from './model-plan.ts';

/** What fitting a plan takes, and how long it may take. */
export interface FitTime {
  /** Until when fits should be over, from now, milliseconds; undefined: there is no hurry. */
  readonly msLeft: number | undefined;
  /** What one fit of a candidate on all rows takes, milliseconds. */
  readonly fitMs: (candidate: Candidate) => number;
  /** Fits of a bag, and the share of the rows that each learns from. */
  readonly bag: { readonly nFits: number; readonly share: number };
}

/**
 * The plan, or as much of it as there is time for.
 *
 * First the bags are given up, then members of a weighted mean: those stay that together weigh most, or the one that alone says more. A stack that is too
 * dear becomes its first member that is not: weights that were learned for all are worth nothing for some. One model
 * is left in any case: a late one is worth more than none.
 */
export function affordablePlan(plan: ModelPlan, { msLeft, fitMs, bag }: FitTime): ModelPlan {
  if (msLeft === undefined) return plan;
  const costOf = ({ candidates, isBagged }: ModelPlan) =>
    candidates.reduce((sum, candidate) => sum + fitMs(candidate), 0) *
    (isBagged ? bag.nFits * bag.share : 1);
  if (costOf(plan) <= msLeft) return plan;
  const single = plan.isBagged ? { ...plan, isBagged: false } : plan;
  if (costOf(single) <= msLeft) return single;
  const { candidates, combination } = plan;
  if (combination === undefined) return single;
  const inOrder = candidates.map((candidate, at) => ({ candidate, at, ms: fitMs(candidate) }));
  if (combination.kind === 'stack') {
    const first = inOrder.find(({ ms }) => ms <= LATEST * msLeft) ?? cheapest(inOrder);
    return { candidates: [first.candidate], isBagged: false };
  }
  const weightOf = ({ at }: { readonly at: number }) => combination.weights[at] ?? 0;
  const within = heaviestWithin(
    inOrder.map((each) => ({ ms: each.ms, weight: weightOf(each) })),
    msLeft,
  );
  const heaviest = inOrder.reduce((most, each) => (weightOf(each) > weightOf(most) ? each : most));
  const weightWithin = [...within].reduce((sum, at) => sum + weightOf({ at }), 0);
  const isWorthWaiting = heaviest.ms <= LATEST * msLeft && weightOf(heaviest) > weightWithin;
  const kept = isWorthWaiting ? new Set([heaviest.at]) : within;
  if (kept.size === 0) kept.add(cheapest(inOrder).at);
  const left = inOrder.filter(({ at }) => kept.has(at));
  const sum = left.reduce((total, each) => total + weightOf(each), 0);
  const { calibration, decision } = plan;
  return {
    candidates: left.map(({ candidate }) => candidate),
    ...(left.length === 1
      ? {}
      : {
          combination: {
            kind: combination.kind,
            members: left.map(({ at }) => combination.members[at] ?? ''),
            weights: Float64Array.from(left, (each) => weightOf(each) / sum),
          },
        }),
    ...(calibration === undefined ? {} : { calibration }),
    ...(decision === undefined ? {} : { decision }),
    isBagged: false,
  };
}

/** How many times its time the one that says most may take, where all that fit into the time say less: times are guesses. */
const LATEST = 2;
/** Members that are chosen exactly; the lightest of more are left out before. */
const MOST_EXACT = 15;

/** Places of the members that together weigh most, of those sets that there is time for. @cost O(2^members) */
function heaviestWithin(
  members: readonly { readonly ms: number; readonly weight: number }[],
  msLeft: number,
): Set<number> {
  const places = members
    .map((_, at) => at)
    .sort((a, b) => (members[b]?.weight ?? 0) - (members[a]?.weight ?? 0))
    .slice(0, MOST_EXACT);
  let best = { set: 0, weight: 0 };
  for (let set = 1; set < 2 ** places.length; set++) {
    let [ms, weight] = [0, 0];
    places.forEach((at, bit) => {
      if ((set & (1 << bit)) === 0) return;
      ms += members[at]?.ms ?? 0;
      weight += members[at]?.weight ?? 0;
    });
    if (ms <= msLeft && weight > best.weight) best = { set, weight };
  }
  return new Set(places.filter((_, bit) => (best.set & (1 << bit)) !== 0));
}

function cheapest<T extends { readonly ms: number }>(list: readonly T[]): T {
  return list.reduce((least, each) => (each.ms < least.ms ? each : least));
}
