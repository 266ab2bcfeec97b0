import type { MethodScore, UnseenScores } from '@kaizenml/ml/forecast';
import {
  countOf,
  forecastChart,
  formatNumber,
  formatScore,
  formatShare,
  intervalDots,
  type TimedBand,
  type TimedValues,
} from '@kaizenml/ui/charts';
import { type Html, html } from '../html.ts';
import { FORECAST_METHODS } from './forecast-methods.ts';
import { card, renderTableReport, type TableReport, tableCard } from './table-report.ts';

/** What the report of a forecast is made of. */
export interface ForecastReport extends TableReport {
  readonly target: string;
  /** Column of time; null where rows lie in order. */
  readonly time: string | null;
  /** Column that tells series apart; null for one series. */
  readonly by: string | null;
  readonly isDate: boolean;
  readonly frequency: string;
  readonly season: number;
  readonly horizon: number;
  readonly nSeries: number;
  /** Series whose end was held back. */
  readonly nTested: number;
  readonly why: readonly string[];
  /** In the backtests, best first. */
  readonly methods: readonly MethodScore[];
  /** The most important series first. */
  readonly pictures: readonly {
    readonly name: string;
    readonly reason: string;
    readonly unseen: UnseenScores | null;
    readonly history: TimedValues;
    readonly forecast: TimedBand;
    readonly tested: TimedBand | null;
  }[];
}

/** The report of a forecast as one HTML document. */
export function renderForecastReport(input: ForecastReport): string {
  const { target, horizon, run, nSeries, season, dataset } = input;
  return renderTableReport(input, {
    headline: headline(input),
    facts: [
      ['Series', formatNumber(nSeries)],
      ['One point per', input.frequency],
      ['Season', season === 1 ? 'none' : `${season} steps`],
      ['Horizon', `${horizon} steps`],
    ],
    body: [pictures(input), unseen(input), backtests(input)],
    whenNot: [
      `Beyond ${horizon} steps nothing was tested; it forecasts further, and intervals grow, but nobody looked.`,
      'It goes on with what the series did before: it knows of no promotion, no strike and no new competitor.',
      ...(input.nTested < 10
        ? [
            'Only one end of each series was held back: with few series the figures hang on whether that end was an ordinary one.',
          ]
        : []),
    ],
    method: [
      ...input.why,
      `The last ${horizon} steps of each series, at most a quarter, were held back. On what was left, every method forecast up to three parts of the past from what came before them.`,
      'A series gets the median of its three best methods, or one that is clearly better; the widths of intervals come from the mistakes of the backtest.',
      'What was chosen was tested once on the steps held back, then learned from the whole series in the same form.',
    ],
    commands: [
      `kaizen run ${dataset.name}.csv --task forecast --target ${target}${input.time === null ? '' : ` --time ${input.time}`}${input.by === null ? '' : ` --series ${input.by}`}`,
      ...(run.version === null
        ? []
        : [
            `kaizen predict ${run.model} --horizon ${horizon} --out forecast.csv`,
            `kaizen predict ${run.model} newer-rows.csv --out forecast.csv   # goes on after newer points`,
          ]),
    ],
  });
}

function headline({ target, horizon, nSeries, metrics, season }: ForecastReport): string {
  const what = nSeries === 1 ? `\`${target}\`` : `\`${target}\` of ${nSeries} series`;
  const { owa } = metrics;
  if (owa === undefined)
    return `The next ${horizon} steps of ${what} are forecast, but the past is too short to say how well.`;
  const rival = season > 1 ? 'repeating the last season' : 'repeating the last value';
  const share = Math.abs(1 - owa.value);
  const how =
    owa.value < 1
      ? `makes ${formatShare(share)} smaller mistakes than ${rival}`
      : `makes mistakes ${formatShare(share)} larger than ${rival}`;
  return `The forecast of ${what} ${how}, on an end of the series that it had not seen.`;
}

function pictures({ pictures: list, target, isDate, by, nSeries }: ForecastReport): Html {
  return html`<section><h2>What is expected</h2>
${nSeries > list.length && html`<p class="soft">The ${countOf(list.length, 'series', 'series')} with the largest newest values, of ${formatNumber(nSeries)}.</p>`}
<div class="${list.length === 1 ? '' : 'grid'}">${list.map(
    ({ name, reason, unseen: scores, history, forecast, tested }) =>
      html`${card(
        forecastChart(
          {
            target: name === '' ? target : `${target}, ${by} ${name}`,
            axis: isDate ? 'date' : 'number',
            history,
            forecast,
            ...(tested && { tested }),
            caption: `${reason}${scores ? ` On the steps held back: sMAPE ${formatNumber(scores.smape)} against ${formatNumber(scores.referenceSmape)} of the last season again.` : ''}`,
          },
          { width: list.length === 1 ? 520 : 420 },
        ),
      )}`,
  )}</div></section>`;
}

function unseen({ metrics, season, nTested, horizon }: ForecastReport): Html {
  const { owa, coverage_80: eighty, coverage_95: most } = metrics;
  if (owa === undefined)
    return html`<section><h2>How good it is</h2><p>The series are too short to hold an end back: nothing is known.</p></section>`;
  const rival = season > 1 ? 'Last season again' : 'Last value again';
  const row = (title: string, own: string, reference: string, what: string) => {
    const [a, b] = [metrics[own], metrics[reference]];
    return {
      cells: [
        title,
        a ? formatScore(a.value) : '–',
        a && a.low !== null && a.high !== null
          ? `${formatScore(a.low)} – ${formatScore(a.high)}`
          : '–',
        b ? formatScore(b.value) : '–',
        what,
      ],
    };
  };
  return html`<section><h2>How good it is</h2><p>Measured on the last ${horizon} steps (at most a quarter) of ${countOf(nTested, 'series', 'series')}, which no method had seen.</p>
${tableCard(
  ['Measure', 'Forecast', '95 % interval', rival, 'What it says'],
  [
    row('OWA ↓', 'owa', '', 'Mean of the two below relative to the reference: below 1 is better'),
    row(
      'MASE ↓',
      'mase',
      'reference_mase',
      'Mistakes in units of the mean change from season to season',
    ),
    row(
      'sMAPE ↓',
      'smape',
      'reference_smape',
      'Mistakes in percent of truth and forecast, 0 to 200',
    ),
  ],
  [1, 2, 3],
)}
${
  most &&
  html`<div class="below">${card(
    intervalDots(
      {
        title: 'How often intervals held the truth',
        axis: 'share of the points',
        unit: 'share',
        dots: [
          ...(eighty ? [{ label: '80 % interval', ...eighty }] : []),
          { label: '95 % interval', ...most },
        ],
      },
      { width: 420 },
    ),
  )}</div>`
}</section>`;
}

function backtests({ methods, nSeries }: ForecastReport): Html {
  const known = methods.filter((method) => method.nSeries > 0);
  if (known.length === 0)
    return html`<section><h2>Methods in the backtest</h2><p>The series are too short for a backtest: the last value goes on.</p></section>`;
  return html`<section><h2>Methods in the backtest</h2>
<p>Each forecasts parts of the past from what came before them. OWA is relative to the last season again on the same series.</p>
${tableCard(
  ['Method', 'OWA', 'MASE', 'sMAPE', 'Tried on', 'Chosen for'],
  known.map((method) => ({
    isFirst: method.name === 'chosen',
    cells: [
      FORECAST_METHODS[method.name] ?? method.name,
      method.owa === null ? '–' : formatScore(method.owa),
      method.mase === null ? '–' : formatScore(method.mase),
      formatScore(method.smape),
      `${method.nSeries} of ${nSeries}`,
      String(method.nChosen),
    ],
  })),
  [1, 2, 3, 4, 5],
)}</section>`;
}
