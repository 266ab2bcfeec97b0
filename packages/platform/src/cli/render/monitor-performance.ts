import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant, formatShare } from '../format.ts';
import { type PrintedColumn, renderPairs, renderSections, renderTable } from '../table.ts';
import type { Look } from './render.ts';
import { sparkline } from './sparkline.ts';

type Shown = OutputOf<Operations['monitors']['performance']>;
type Window = Shown['items'][number];
type Estimate = NonNullable<Window['realised']>;

/** Windows that a terminal shows; all of them are in the line. */
const MOST_WINDOWS = 24;

/** How good the answers of an endpoint are over time. */
export function renderPerformance(shown: Shown, { style }: Look): string {
  const { items, metric, training, currency, total, verdicts } = shown;
  if (metric === null || total === null)
    return `Nothing is counted yet of ${shown.endpoint}. Windows are, once they are over; labels come with \`kaizen predictions label\`.`;
  const realised = items.map(({ realised: one }) => one?.value);
  const estimated = items.map(({ estimated: one }) => one?.value);
  const head = renderPairs(
    [
      ['performance', `${shown.endpoint}/${total.version}, ${metric} (${shown.better} is better)`],
      ['in training', show(training)],
      ['by labels', `${show(total.realised)} of ${total.nLabelled} of ${total.nRows} rows`],
      ['over time', sparkline(realised)],
      ...(estimated.every((one) => one === undefined)
        ? []
        : ([['before labels', sparkline(estimated)]] as [string, string][])),
    ],
    style,
  );
  const business = [...new Set(items.flatMap(({ business: of }) => of.map((one) => one.metric)))];
  const columns: PrintedColumn<Window>[] = [
    { title: 'to', cell: ({ end }) => formatInstant(end) },
    { title: 'rows', align: 'right', cell: ({ nRows }) => String(nRows) },
    {
      title: 'labels',
      align: 'right',
      cell: ({ nRows, nLabelled }) => formatShare(nRows === 0 ? 0 : nLabelled / nRows),
    },
    { title: metric, align: 'right', cell: ({ realised: one }) => show(one) },
    { title: 'before labels', align: 'right', cell: ({ estimated: one }) => show(one) },
    ...(currency === null
      ? []
      : ([
          { title: `cost (${currency})`, align: 'right', cell: ({ cost }) => show(cost) },
        ] satisfies PrintedColumn<Window>[])),
    ...business.slice(0, 3).map(
      (name): PrintedColumn<Window> => ({
        ...{ title: name, align: 'right' },
        cell: ({ business: of }) => show(of.find((one) => one.metric === name)?.perRequest ?? null),
      }),
    ),
  ];
  const slices = total.slices.map(({ name, nLabelled, realised: one }) => [
    name,
    `${show(one)} of ${nLabelled} rows`,
  ]);
  const found = verdicts.flatMap(({ basis, status, findings }) =>
    findings
      .filter(({ verdict }) => verdict === 'drift')
      .map(({ check, column, why }) => [
        style.red(check),
        `${column}: ${why ?? 'moved'} (${basis}, ${status})`,
      ]),
  );
  const pairs = (rows: readonly (readonly string[])[]) =>
    renderPairs(
      rows.map(([name = '', text = '']) => [name, text] as const),
      style,
    );
  return renderSections(
    [
      ['', head],
      ['', renderTable(items.slice(-MOST_WINDOWS), columns, style)],
      ...(slices.length === 0 ? [] : ([['Slices', pairs(slices)]] as [string, string][])),
      ...(found.length === 0 ? [] : ([['Found', pairs(found)]] as [string, string][])),
    ],
    style,
  );
}

function show(one: Estimate | null): string {
  if (one === null) return '–';
  const text = (value: number) => String(Number(value.toPrecision(3)));
  if (one.low === null || one.high === null) return text(one.value);
  return `${text(one.value)} (${text(one.low)}–${text(one.high)})`;
}
