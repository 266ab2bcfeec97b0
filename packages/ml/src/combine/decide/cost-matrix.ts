import { AppError } from '@kaizenml/contracts';
import type { CostMatrix } from '../../metrics/index.ts';
import { type Decision, NEVER } from './decision.ts';

/**
 * The rule of least expected cost for calibrated probabilities. Of two classes it is a threshold:
 * (cost of a false alarm - of a right no) / (that + cost of a miss - of a right yes).
 *
 * @throws ARGUMENT_INVALID for a matrix of another shape, for costs that are not finite, and for costs under which a wrong call is
 * never dearer than a right one.
 * @source Elkan (2001), "The Foundations of Cost-Sensitive Learning", IJCAI.
 */
export function ruleOfCosts(costs: CostMatrix, nClasses: number): Decision {
  assertCosts(costs, nClasses);
  if (nClasses > 2) return { kind: 'costs', nClasses, costs: Float64Array.from(costs.flat()) };
  const ofFalseAlarm = costs[0][1] - costs[0][0];
  const ofMiss = costs[1][0] - costs[1][1];
  if (ofFalseAlarm <= 0) return { kind: 'threshold', threshold: 0 };
  if (ofMiss <= 0) return { kind: 'threshold', threshold: NEVER };
  return { kind: 'threshold', threshold: ofFalseAlarm / (ofFalseAlarm + ofMiss) };
}

function assertCosts(costs: CostMatrix, nClasses: number): void {
  const isSquare = costs.length === nClasses && costs.every((row) => row.length === nClasses);
  if (!isSquare) {
    const widths = [...new Set(costs.map((row) => row.length))];
    throw refusal(
      `The costs must be ${nClasses} rows of ${nClasses}, one per true class with one cost per called class, got ${costs.length} of ${widths.join(' or ')}.`,
      { nClasses, nRows: costs.length },
    );
  }
  const bad = costs.flat().find((cost) => !Number.isFinite(cost));
  if (bad !== undefined)
    throw refusal(`The costs must be finite numbers, got ${bad}.`, { received: String(bad) });
  const isSenseless = costs.every((row, t) => row.every((cost, c) => c === t || cost <= row[t]));
  if (isSenseless)
    throw refusal(
      'The costs must make some wrong call dearer than the right one, but none of them does: the first index is the true class, the second the called one.',
      { costs: costs.map((row) => [...row]) },
    );
}

function refusal(message: string, details: Record<string, unknown>): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message,
    hint: 'For two classes: [[0, cost of a false alarm], [cost of a miss, 0]].',
    details,
  });
}
