import type { EvidenceOfK, VotesForK } from './evidence.ts';
import { knee } from './knee.ts';

/** Silhouette above that of one population that is worth a name. */
const LEAST_EXCESS = 0.05;
/** The same in standard deviations of the references. */
const LEAST_DEVIATIONS = 3;
/** Agreement of resamples below which clusters are not the same ones again. */
const LEAST_STABILITY = 0.6;

/** Share of the best score from which fewer clusters are preferred. */
const NEARLY_BEST = 0.95;

/** Whether k clusters stand out from one population and are found again in resamples. */
export function passes({ excess, excessDeviation, stability }: EvidenceOfK): boolean {
  if (excess === null || excessDeviation === null) return false;
  return (
    excess >= LEAST_EXCESS &&
    excess >= LEAST_DEVIATIONS * excessDeviation &&
    stability >= LEAST_STABILITY
  );
}

/**
 * What each rule alone would choose.
 *
 * @param evidence By k from 1, at least up to 2.
 * @source Gap: Tibshirani, Walther & Hastie (2001), "Estimating the Number of Clusters in a Data Set via the Gap
 * Statistic", JRSS B 63, 411-423.
 */
export function vote(evidence: readonly EvidenceOfK[]): VotesForK {
  const several = evidence.slice(1);
  const bend = knee(evidence.map(({ inertia }) => inertia));
  const gapped = evidence.findIndex(
    ({ gap }, i) =>
      i + 1 < evidence.length && gap >= evidence[i + 1].gap - evidence[i + 1].gapDeviation,
  );
  return {
    excess: fewestWhole(several.filter(passes)),
    elbow: bend === undefined ? null : evidence[bend].k,
    silhouette: bestOf(several, ({ silhouette }) => silhouette),
    gap: gapped < 0 ? null : evidence[gapped].k,
    calinskiHarabasz: bestOf(several, ({ calinskiHarabasz }) => calinskiHarabasz),
    daviesBouldin: bestOf(several, ({ daviesBouldin }) =>
      daviesBouldin === null ? null : -daviesBouldin,
    ),
  };
}

/**
 * The smallest k whose excess times stability is nearly the largest; from there on the first none of whose clusters is
 * several itself, where there is one. 1 where no k is left.
 */
function fewestWhole(evidence: readonly EvidenceOfK[]): number {
  const scoreOf = ({ excess, stability }: EvidenceOfK): number => (excess ?? 0) * stability;
  const best = Math.max(...evidence.map(scoreOf));
  const first = evidence.findIndex((each) => scoreOf(each) >= NEARLY_BEST * best);
  if (first < 0) return 1;
  const whole = evidence.slice(first).find(({ nSeveral }) => nSeveral === 0);
  return (whole ?? evidence[first]).k;
}

/** The k of the largest figure, the first of equal ones; 1 where there is none. */
function bestOf(
  evidence: readonly EvidenceOfK[],
  figureOf: (of: EvidenceOfK) => number | null,
): number {
  let best = Number.NEGATIVE_INFINITY;
  let k = 1;
  for (const each of evidence) {
    const figure = figureOf(each);
    if (figure === null || !(figure > best)) continue;
    best = figure;
    k = each.k;
  }
  return k;
}
