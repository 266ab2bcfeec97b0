import { chiSquareTail } from '@kaizenml/ml/stats';
import type { Finding } from '../../finding.ts';
import { percent } from '../../judging/say-move.ts';
import type { TrustCell } from '../outcomes/outcome-counts.ts';
import { verdictOf } from './surely-worse.ts';

/** Points that probabilities must be off beyond chance, as a share, to matter. */
const LEAST_ERROR = 0.05;
/** A tenth with less than this variance is taken together with the next: its sum is not normal. */
const LEAST_VARIANCE = 2;

/**
 * Whether believable probabilities still come true: by how many points they are off on average, beyond what chance makes of right ones,
 * and the chance that right ones are off so far.
 *
 * @returns Undefined without probabilities.
 * @source Hosmer & Lemeshow (1980), Communications in Statistics A 9, with the variance that the probabilities say, so that a tenth has
 * one degree of freedom: none of them was fitted to these rows.
 */
export function checkCalibration(trust: Readonly<Record<string, TrustCell>>): Finding | undefined {
  const tenths = joined(trust);
  if (tenths.length === 0) return undefined;
  const weight = tenths.reduce((sum, tenth) => sum + tenth.weight, 0);
  const gaps = tenths.map(({ happened, expected }) => Math.abs(happened - expected));
  const byChance = tenths.map(({ variance }) => Math.sqrt((2 * variance) / Math.PI));
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const effect = Math.max(0, sum(gaps) - sum(byChance)) / weight;
  const statistic = sum(tenths.map(({ variance }, i) => (gaps[i] ?? 0) ** 2 / variance));
  const pValue = chiSquareTail(statistic, tenths.length);
  const verdict = verdictOf(effect >= LEAST_ERROR, pValue);
  return {
    ...{ check: 'calibration', column: 'probabilities', measure: 'hosmer-lemeshow' },
    ...{ effect, pValue, verdict, why: verdict === 'calm' ? null : sayTenth(tenths) },
  };
}

/** Tenths in their order, those that say little together with the next, the last with the one before. */
function joined(trust: Readonly<Record<string, TrustCell>>): TrustCell[] {
  const bins = Object.keys(trust).sort((a, b) => Number(a) - Number(b));
  const tenths: TrustCell[] = [];
  let open: TrustCell | undefined;
  for (const bin of bins) {
    const cell = trust[bin];
    if (cell === undefined) continue;
    open = together(open, cell);
    if (open.variance < LEAST_VARIANCE) continue;
    tenths.push(open);
    open = undefined;
  }
  if (open === undefined) return tenths;
  const last = tenths.pop();
  const rest = together(last, open);
  return rest.variance > 0 ? [...tenths, rest] : tenths;
}

function together(one: TrustCell | undefined, other: TrustCell): TrustCell {
  if (one === undefined) return other;
  return {
    nRows: one.nRows + other.nRows,
    weight: one.weight + other.weight,
    expected: one.expected + other.expected,
    happened: one.happened + other.happened,
    variance: one.variance + other.variance,
  };
}

function sayTenth(tenths: readonly TrustCell[]): string {
  const gap = ({ happened, expected }: TrustCell) => Math.abs(happened - expected);
  const [worst] = tenths.toSorted((a, b) => gap(b) - gap(a));
  if (worst === undefined) return '';
  const { expected, happened, weight } = worst;
  return `what is believed with ${percent(expected / weight)} comes true in ${percent(happened / weight)} of ${worst.nRows} rows`;
}
