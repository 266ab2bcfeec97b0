import type { Estimate, Finding } from '@kaizenml/contracts';
import type { MethodScore } from '@kaizenml/ml/forecast';
import type { Weighed } from '../steps/gate.ts';

/** Series from which on their unseen ends alone decide. */
const ENOUGH_SERIES = 10;
/** Parts of the past in a backtest: they weigh as much beside the unseen end. */
const N_PARTS = 3;
/** OWA over all parts that no unlucky end undoes. A random walk, on which nothing can be better, reaches it in 10 of 100 cases. */
const CLEARLY = 0.9;

/**
 * What a forecast must reach: better than the last season again, in the backtest and on the end that nothing had seen.
 *
 * With few series one end says little: a forecast that is clearly better over all parts passes, and is told to have lost the last one.
 */
export function judgeForecast({
  methods,
  metrics,
  period,
}: {
  readonly methods: readonly MethodScore[];
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly period: number;
}): Weighed {
  const rival = period > 1 ? 'the last season again' : 'the last value again';
  const backtest = methods.find(({ name, nSeries }) => name === 'chosen' && nSeries > 0);
  const unseen = metrics.owa;
  const weak =
    backtest === undefined || unseen === undefined
      ? ['The series is too short to test a forecast on what it has not seen.']
      : [
          ...missed('in the backtest', backtest.owa, rival),
          ...missed('on the end that it had not seen', unseen.value, rival),
        ];
  const isClear =
    backtest !== undefined &&
    unseen !== undefined &&
    backtest.nSeries < ENOUGH_SERIES &&
    backtest.owa !== null &&
    (N_PARTS * backtest.owa + unseen.value) / (N_PARTS + 1) < CLEARLY;
  const told =
    weak.length === 0
      ? [
          `The forecast is better than ${rival}: OWA ${backtest?.owa?.toFixed(3)} in the backtest and ${unseen?.value.toFixed(3)} on the end that it had not seen; below 1 is better.`,
        ]
      : isClear
        ? weak.map((message) => `${message} Over all parts of the past it is clearly better.`)
        : weak;
  const findings = weak.map(
    (message): Finding => ({
      code: 'FORECAST_NOT_BETTER',
      severity: 'warning',
      message,
      hint: isClear
        ? 'Over all parts of the past it is clearly better; see whether its end was an ordinary one.'
        : `Take ${rival}, or add more history.`,
      details: { backtest: backtest?.owa ?? null, unseen: unseen?.value ?? null },
    }),
  );
  const isBetter = weak.length === 0 || isClear;
  return {
    besideGuessing: told.map((sentence) => ({ subject: rival, isBetter, gain: null, sentence })),
    findings,
  };
}

function missed(where: string, owa: number | null, rival: string): string[] {
  if (owa !== null && owa < 1) return [];
  return [
    owa === null
      ? `The forecast is not better than ${rival} ${where}: that was exact.`
      : `The forecast is not better than ${rival} ${where}: OWA ${owa.toFixed(3)}, and below 1 is better.`,
  ];
}
