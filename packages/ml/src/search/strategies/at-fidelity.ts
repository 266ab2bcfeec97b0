import { seededRandom, shuffledIndices } from '../../math/index.ts';
import { getEstimator } from '../../models/index.ts';
import type { Candidate } from '../candidate.ts';
import type { Fidelity } from './searcher.ts';

/** A candidate with a share of its members: trees, rounds, networks; at least 1. Others stay as they are. */
export function withMembers(candidate: Candidate, { members }: Fidelity): Candidate {
  const { traits, params } = getEstimator(candidate.estimator);
  if (traits.members === undefined || members === 1) return candidate;
  const all = Number(candidate.params[traits.members] ?? params[traits.members].default);
  const few = Math.max(1, Math.round(all * members));
  return { ...candidate, params: { ...candidate.params, [traits.members]: few } };
}

/**
 * A share of the training rows, in their order. A smaller share of the same rows and seed is part of a larger one.
 *
 * @param rows Row numbers.
 */
export function shareOfRows(rows: Int32Array, { rows: share }: Fidelity, seed: number): Int32Array {
  if (share === 1) return rows;
  const n = Math.max(1, Math.round(rows.length * share));
  const order = shuffledIndices(rows.length, seededRandom(seed)).subarray(0, n).sort();
  return order.map((at) => rows[at]);
}
