import type { Row } from '@kaizenml/contracts';
import type { OutlierReason } from '@kaizenml/ml/outliers';
import type { LeftOut } from '@kaizenml/ml/unlabeled';
import { formatNumber, formatShare, rarityChart } from '@kaizenml/ui/charts';
import { type Html, html } from '../html.ts';
import { card, renderTableReport, type TableReport, tableCard } from './table-report.ts';

/** What the report of a search for unusual rows is made of. */
export interface AnomaliesReport extends TableReport {
  readonly detector: 'isolation-forest' | 'robust-distance';
  readonly nFlagged: number;
  /** Rows that would be flagged were all ordinary. */
  readonly nExpected: number;
  /** Share of ordinary rows above the threshold; null where nothing is. */
  readonly thresholdShare: number | null;
  /** Most unusual first. */
  readonly strongest: readonly {
    /** From 1. */
    readonly row: number;
    readonly isFlagged: boolean;
    readonly falseAlarmShare: number;
    readonly reasons: readonly OutlierReason[];
    readonly values: Row;
  }[];
  /** Of every row -log10 of the share of ordinary rows that are as unusual. */
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  readonly columns: readonly { readonly column: string; readonly nRows: number }[];
  readonly leftOut: readonly LeftOut[];
}

const MOST_ROWS = 30;

/** The report of a search for unusual rows as one HTML document. */
export function renderAnomaliesReport(input: AnomaliesReport): string {
  const { nFlagged, nExpected, dataset, run, detector, metrics } = input;
  const [first] = input.strongest;
  const about = first
    ? ` The strongest is row ${first.row}: ${first.reasons[0]?.text ?? 'no single column makes it so'}.`
    : '';
  return renderTableReport(input, {
    headline: `${formatNumber(nFlagged)} of ${formatNumber(dataset.nRows)} rows of ${dataset.name} stand out; were all ordinary, about ${formatNumber(Math.round(nExpected))} would.${about}`,
    facts: [
      ['Flagged', `${formatNumber(nFlagged)} (${formatShare(nFlagged / dataset.nRows)})`],
      ['Expected by chance', formatNumber(Math.round(nExpected))],
      ['Another draw agrees on', formatShare(metrics.agreement?.value ?? 1)],
    ],
    body: [scores(input), strongest(input)],
    whenNot: [
      'Unusual is not wrong: a flagged row is one to look at, and a fault that is common is ordinary here.',
      'Without labels nobody knows how many anomalies were missed. Where you have some labels, train a model on them instead.',
      'Rows are compared one by one: an unusual order of usual rows is not seen. Series have `--task forecast`.',
    ],
    method: [
      detector === 'isolation-forest'
        ? 'An isolation forest: 100 trees of random questions; a row that few questions set apart is unusual.'
        : 'A robust distance: how far a row lies from the half of the rows that lies closest together, with what they spread together taken into account.',
      'Scores become the share of ordinary rows that would score as high, from the middle of the scores, which anomalies move little.',
      'The parts of each column in a score are the reasons.',
    ],
    commands: [
      `kaizen run ${dataset.name}.csv --task anomalies`,
      ...(run.version === null
        ? []
        : [`kaizen predict ${run.model} new-rows.csv --out flags.csv`, 'kaizen serve']),
    ],
  });
}

function scores({ histogram, thresholdShare, columns, nFlagged }: AnomaliesReport): Html {
  const threshold = thresholdShare === null ? null : -Math.log10(Math.max(thresholdShare, 1e-12));
  const limit =
    thresholdShare === null
      ? 'No row is above any threshold: too many rows are equal.'
      : `Right of the dashed line rows are flagged: fewer than one in ${formatNumber(Math.round(1 / thresholdShare))} ordinary rows is as unusual. The vertical axis counts in powers of ten.`;
  return html`<section><h2>How unusual the rows are</h2><div class="grid">${card(
    rarityChart({ ...histogram, threshold, caption: limit }, { width: 420 }),
  )}${
    columns.length > 0 &&
    tableCard(
      ['Column', 'A reason for flagged rows', 'Share'],
      columns.slice(0, 12).map(({ column, nRows }) => ({
        cells: [column, formatNumber(nRows), formatShare(nRows / Math.max(1, nFlagged))],
      })),
      [1, 2],
    )
  }</div></section>`;
}

function strongest({ strongest: rows }: AnomaliesReport): Html {
  if (rows.length === 0) return html`<section><h2>The strongest rows</h2><p>None.</p></section>`;
  return html`<section><h2>The strongest rows</h2>${tableCard(
    ['Row', 'As rare as', 'Flagged', 'What makes it so'],
    rows.slice(0, MOST_ROWS).map(({ row, isFlagged, falseAlarmShare, reasons }) => ({
      cells: [
        formatNumber(row),
        rarity(falseAlarmShare),
        isFlagged ? 'yes' : 'no',
        reasons.map(({ text }) => text).join('; ') || 'no single column',
      ],
    })),
    [0, 1],
  )}<p class="soft small">Rows are counted from 1, without the header. “As rare as” is how many ordinary rows one has to see, on average, to meet one as unusual.</p></section>`;
}

function rarity(share: number): string {
  if (share < 1e-9) return '1 in over a billion';
  return `1 in ${formatNumber(Math.round(1 / share))}`;
}
