import type { Estimate, Finding } from '@kaizenml/contracts';
import { getMetric } from '@kaizenml/ml/metrics';
import { step } from '../step.ts';
import type { Evaluated } from './evaluate.ts';

/** What a model must reach before it is registered. */
export interface GateParams {
  /** Smallest and largest test value by metric. */
  readonly min: Readonly<Record<string, number>>;
  readonly max: Readonly<Record<string, number>>;
  readonly betterThanBaseline: boolean;
  readonly primaryMetric: string;
}

/** Pass or fail, with every reason. */
export interface Verdict {
  readonly passed: boolean;
  readonly reasons: readonly string[];
  readonly findings: readonly Finding[];
}

/** Compares the champion's test metrics with the limits and with the baselines. */
export const gate = step<{ evaluated: Evaluated }, GateParams, Verdict>({
  name: 'gate',
  title: 'Checking the gate',
  url: import.meta.url,
  run: async ({ evaluated }, params) => judge(evaluated, params),
});

/** The rules of the gate. */
export function judge(
  { metrics, baselines }: Pick<Evaluated, 'metrics' | 'baselines'>,
  params: GateParams,
): Verdict {
  const reasons: string[] = [];
  const findings: Finding[] = [];
  for (const [name, limit] of Object.entries(params.min))
    reasons.push(...missed(metrics, name, limit, 'at least'));
  for (const [name, limit] of Object.entries(params.max))
    reasons.push(...missed(metrics, name, limit, 'at most'));
  const { better, title } = getMetric(params.primaryMetric);
  const own = metrics[params.primaryMetric];
  if (!own)
    reasons.push(`${title} could not be measured on the test part: it is not defined there.`);
  for (const baseline of baselines) {
    const theirs = baseline.metrics[params.primaryMetric];
    if (!own || !theirs) continue;
    const gain = better === 'higher' ? own.value - theirs.value : theirs.value - own.value;
    const worstEnd = better === 'higher' ? own.low : own.high;
    const sure =
      worstEnd === null
        ? gain > 0
        : better === 'higher'
          ? worstEnd > theirs.value
          : worstEnd < theirs.value;
    const said = `${title} ${round(own.value)} against ${round(theirs.value)} of ${baseline.title}`;
    if (gain <= 0 && params.betterThanBaseline)
      reasons.push(`It is no better than a baseline: ${said}.`);
    if (gain <= 0 || !sure) {
      findings.push({
        code: 'MODEL_NOT_BETTER',
        severity: 'warning',
        message: `The best model is ${gain <= 0 ? 'no better than' : 'not surely better than'} a baseline: ${said}.`,
        hint: 'The columns may not tell the target: add columns that are known at the time of the prediction, or more rows.',
        details: {
          metric: params.primaryMetric,
          value: own.value,
          baseline: baseline.name,
          baselineValue: theirs.value,
        },
      });
    }
  }
  return { passed: reasons.length === 0, reasons, findings };
}

function missed(
  metrics: Readonly<Record<string, Estimate>>,
  name: string,
  limit: number,
  side: 'at least' | 'at most',
): string[] {
  const { title } = getMetric(name);
  const estimate = metrics[name];
  if (!estimate) return [`${title} must be ${side} ${limit}, but this task does not have it.`];
  const fine = side === 'at least' ? estimate.value >= limit : estimate.value <= limit;
  return fine ? [] : [`${title} must be ${side} ${limit}, got ${round(estimate.value)}.`];
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}
