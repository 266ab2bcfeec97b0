import type { Estimate, Finding } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import type { MethodScore } from '@kaizenml/ml/forecast';
import type { Verdict } from '../steps/gate.ts';
import { judgeLimits } from '../whole-table/judge-limits.ts';

/** What a forecast must reach: better than the last season again, in the backtest and on the end that nothing had seen. */
export function judgeForecast(
  {
    methods,
    metrics,
    period,
  }: {
    readonly methods: readonly MethodScore[];
    readonly metrics: Readonly<Record<string, Estimate>>;
    readonly period: number;
  },
  gate: Project['gate'],
): Verdict {
  const rival = period > 1 ? 'the last season again' : 'the last value again';
  const backtest = methods.find(({ name }) => name === 'chosen');
  const unseen = metrics.owa;
  const weak = [
    ...(backtest === undefined || backtest.nSeries === 0 || unseen === undefined
      ? ['The series is too short to test a forecast on what it has not seen.']
      : [
          ...missed('in the backtest', backtest.owa, rival),
          ...missed('on the end that it had not seen', unseen.value, rival),
        ]),
  ];
  const reasons = [...judgeLimits(metrics, gate), ...(gate.betterThanBaseline ? weak : [])];
  const findings = weak.map(
    (message): Finding => ({
      code: 'FORECAST_NOT_BETTER',
      severity: 'warning',
      message,
      hint: `Take ${rival}, or add more history.`,
      details: { backtest: backtest?.owa ?? null, unseen: unseen?.value ?? null },
    }),
  );
  return { passed: reasons.length === 0, reasons, findings };
}

function missed(where: string, owa: number | null, rival: string): string[] {
  if (owa !== null && owa < 1) return [];
  return [
    owa === null
      ? `The forecast is not better than ${rival} ${where}: that was exact.`
      : `The forecast is not better than ${rival} ${where}: OWA ${owa.toFixed(3)}, and below 1 is better.`,
  ];
}
