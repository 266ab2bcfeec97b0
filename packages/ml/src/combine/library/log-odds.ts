import { log } from '../../math/index.ts';

/**
 * ln(p / (1 - p)), with the same bits in every engine.
 *
 * @param least How far p is kept from 0 and 1, so that certain answers have finite log-odds.
 */
export function logOdds(p: number, least: number): number {
  const inside = Math.min(1 - least, Math.max(least, p));
  return log(inside / (1 - inside));
}
