import type { EvidenceOfK, VotesForK } from './evidence.ts';

/** Rows below which "no clusters" may only mean that there are too few to see them. */
const FEW_ROWS = 50;

/** Why this number of clusters, in one sentence. */
export function explainChoice(
  evidence: readonly EvidenceOfK[],
  votes: VotesForK,
  nRows: number,
): string {
  if (evidence.length < 2)
    return 'No clusters found: there are fewer than two different rows for each of two clusters.';
  return votes.excess === 1 ? whyNone(evidence, nRows) : whySome(evidence[votes.excess - 1], votes);
}

function whySome({ k, silhouette, excess, stability }: EvidenceOfK, votes: VotesForK): string {
  const others = Object.values(votes).filter((each) => each === k).length - 1;
  const agree = `${others} of 5 other rules agree`;
  return `${k} clusters: their silhouette of ${round(silhouette)} is ${round(excess)} above that of one population cut into ${k}, resamples agree with them by ${round(stability)}, and ${agree}.`;
}

function whyNone(evidence: readonly EvidenceOfK[], nRows: number): string {
  const best = evidence.slice(1).reduce((a, b) => ((b.excess ?? 0) > (a.excess ?? 0) ? b : a));
  const few = nRows < FEW_ROWS ? ` ${nRows} rows may be too few to see any.` : '';
  return `No clusters found: the best cut, into ${best.k}, has a silhouette ${round(best.excess)} above that of one population (0.05 and 3 standard deviations of ${round(best.excessDeviation, 3)} are needed), and resamples agree with it by ${round(best.stability)} (0.6 is needed).${few}`;
}

function round(value: number | null, digits = 2): string {
  return (value ?? 0).toFixed(digits);
}
