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
 * First the bags are given up, then the members of a weighted mean that say least for their time. A stack that is too
 * dear becomes its first member that is not: weights that were learned for all are worth nothing for some. One model
 * is left in any case: a late one is worth more than none.
 */
export function affordablePlan(plan: ModelPlan, { msLeft, fitMs, bag }: FitTime): ModelPlan {
  if (msLeft === undefined) return plan;
  const costOf = ({ candidates, isBagged }: ModelPlan) =>
    candidates.reduce((sum, candidate) => sum + fitMs(candidate), 0) *
    (isBagged ? bag.nFits * bag.share : 1);
  if (costOf(plan) <= msLeft) return plan;
  const single = { ...plan, isBagged: false };
  if (costOf(single) <= msLeft) return single;
  const { candidates, combination } = plan;
  if (combination === undefined) return single;
  const inOrder = candidates.map((candidate, at) => ({ candidate, at, ms: fitMs(candidate) }));
  if (combination.kind === 'stack') {
    const first = inOrder.find(({ ms }) => ms <= msLeft) ?? cheapest(inOrder);
    return { candidates: [first.candidate], isBagged: false };
  }
  const weightOf = ({ at }: { readonly at: number }) => combination.weights[at] ?? 0;
  const kept = new Set<number>();
  let spent = 0;
  for (const each of inOrder.toSorted((a, b) => weightOf(b) / b.ms - weightOf(a) / a.ms)) {
    if (spent + each.ms > msLeft) continue;
    spent += each.ms;
    kept.add(each.at);
  }
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

function cheapest<T extends { readonly ms: number }>(list: readonly T[]): T {
  return list.reduce((least, each) => (each.ms < least.ms ? each : least));
}
