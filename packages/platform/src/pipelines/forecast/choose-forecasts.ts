import type { Estimate, Finding } from '@kaizenml/contracts';
import {
  type MadeForecasts,
  type MethodScore,
  makeForecasts,
  scoreMethods,
  scoreUnseen,
} from '@kaizenml/ml/forecast';
import { seededRandom } from '@kaizenml/ml/math';
import { step } from '../step.ts';
import type { SeriesSet } from './set-up-series.ts';

/** How much may be tried. */
export interface ChooseParams {
  /** Visits of points that all trials may take together, each some 20 ns. */
  readonly visits: number;
  readonly seed: number;
}

/** Forecasts, and how good they are. */
export interface ForecastsMade extends MadeForecasts {
  /** Every method in the backtests, best first. */
  readonly methods: readonly MethodScore[];
  /** Of the ends that nothing had seen. */
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly findings: readonly Finding[];
}

/** Visits that the trials of one series take at most. */
const MOST_VISITS = 60_000_000;
/** Share of the truth that 95 % intervals hold, below which they are too narrow. */
const LEAST_COVERAGE = 0.85;
/** Points below which coverage says little. */
const FEW_POINTS = 24;

/** Chooses a forecaster for every series, and tests it on the end of the series. */
export const chooseForecasts = step<{ set: SeriesSet }, ChooseParams, ForecastsMade>({
  name: 'forecast',
  title: 'Comparing forecasters in backtests',
  url: import.meta.url,
  async run({ set: { plan } }, { visits, seed }) {
    const budget = Math.min(MOST_VISITS, Math.floor(visits / plan.series.length));
    const made = makeForecasts(plan, { budget });
    const metrics = scoreUnseen(made.series, seededRandom(seed));
    return {
      ...made,
      methods: scoreMethods(made.series),
      metrics,
      findings: intervalFindings(made, metrics.coverage_95),
    };
  },
});

function intervalFindings({ series }: MadeForecasts, coverage: Estimate | undefined): Finding[] {
  const nPoints = series.reduce((sum, { unseen }) => sum + (unseen?.steps ?? 0), 0);
  if (coverage === undefined || nPoints < FEW_POINTS || coverage.value >= LEAST_COVERAGE) return [];
  const percent = Math.round(100 * coverage.value);
  return [
    {
      code: 'INTERVALS_MISS',
      severity: 'warning',
      message: `The 95 % intervals held ${percent} % of ${nPoints} points that the forecast had not seen: they are too narrow.`,
      hint: 'Plan for wider ranges than the intervals say; the end of the series may differ from its past.',
      details: { coverage: coverage.value, nPoints },
    },
  ];
}
