import type { Estimate, Finding } from '@kaizenml/contracts';
import { describeMetric, getMetric } from '@kaizenml/ml/metrics';
import type { LearningChecks } from '../honesty/learning-checks.ts';
import { notPredictable } from '../honesty/not-predictable.ts';
import { inDigits } from '../in-digits.ts';
import { step } from '../step.ts';
import type { Evaluated } from './evaluate.ts';
import { suspicionsOf } from './suspicions-of.ts';

/** What a model must reach before it is registered. */
export interface GateParams {
  /** Smallest and largest test value by metric. */
  readonly min: Readonly<Record<string, number>>;
  readonly max: Readonly<Record<string, number>>;
  /** The champion must be better than every baseline, surely: the 95 % bound of the gain is above 0. */
  readonly betterThanBaseline: boolean;
  readonly primaryMetric: string;
}

/** Pass or fail, with every reason. */
export interface Verdict {
  readonly passed: boolean;
  readonly reasons: readonly string[];
  readonly findings: readonly Finding[];
}

/** Compares the champion's test metrics with the limits and with the baselines, and says where there is nothing to predict. */
export const gate = step<
  { evaluated: Evaluated; checks: LearningChecks },
  GateParams & { readonly target: string },
  Verdict
>({
  name: 'gate',
  title: 'Checking the gate',
  url: import.meta.url,
  async run({ evaluated, checks }, params) {
    const { passed, reasons, findings } = judge(evaluated, params);
    const nothing = notPredictable({
      target: params.target,
      checks,
      testGains: evaluated.gains.map(({ gain }) => gain),
    });
    const refuses = nothing !== undefined && params.betterThanBaseline;
    return {
      passed: passed && !refuses,
      reasons: refuses ? [nothing.verdict, ...reasons] : reasons,
      findings: [...suspicionsOf(evaluated), ...(nothing ? [nothing.finding] : []), ...findings],
    };
  },
});

/** The rules of the gate. */
export function judge(
  { metrics, baselines, gains }: Pick<Evaluated, 'metrics' | 'baselines' | 'gains'>,
  params: GateParams,
): Verdict {
  const reasons: string[] = [];
  const findings: Finding[] = [];
  for (const [name, limit] of Object.entries(params.min))
    reasons.push(...missed(metrics, name, limit, 'at least'));
  for (const [name, limit] of Object.entries(params.max))
    reasons.push(...missed(metrics, name, limit, 'at most'));
  const { title } = getMetric(params.primaryMetric);
  const own = metrics[params.primaryMetric];
  if (!own)
    reasons.push(`${title} could not be measured on the test part: it is not defined there.`);
  for (const { baseline, title: rival, gain } of gains) {
    const isBetter = gain.value > 0;
    const isSure = isBetter && (gain.low === null || gain.low > 0);
    if (isSure) continue;
    const how = isBetter ? 'not surely better than' : 'no better than';
    const said = `${title} ${round(own?.value)} against ${round(metricOf(baselines, baseline, params.primaryMetric))} of ${rival}`;
    if (params.betterThanBaseline) reasons.push(`It is ${how} a baseline: ${said}.`);
    findings.push({
      code: 'MODEL_NOT_BETTER',
      severity: 'warning',
      message: `The best model is ${how} a baseline: ${said}.`,
      hint: 'The columns may not tell the target: add columns that are known at the time of the prediction, or more rows.',
      details: { metric: params.primaryMetric, baseline, gain },
    });
  }
  return { passed: reasons.length === 0, reasons, findings };
}

function missed(
  metrics: Readonly<Record<string, Estimate>>,
  name: string,
  limit: number,
  side: 'at least' | 'at most',
): string[] {
  const { title } = describeMetric(name);
  const estimate = metrics[name];
  if (!estimate) return [`${title} must be ${side} ${limit}, but this task does not have it.`];
  const fine = side === 'at least' ? estimate.value >= limit : estimate.value <= limit;
  return fine ? [] : [`${title} must be ${side} ${limit}, got ${round(estimate.value)}.`];
}

function metricOf(
  baselines: Evaluated['baselines'],
  name: string,
  metric: string,
): number | undefined {
  return baselines.find((each) => each.name === name)?.metrics[metric]?.value;
}

function round(value: number | undefined): string {
  return value === undefined ? 'nothing' : inDigits(value, 4);
}
