import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { renderSections, renderTable } from '../table.ts';
import type { Look } from './render.ts';

type Selection = OutputOf<Operations['datasets']['select']>;
type Way = Selection['ways'][number];

/** Features that are named under each way at most. */
const MOST_NAMED = 8;

/** One line per way to choose features, what it kept, and what the table says. */
export function renderSelection(output: Selection, { style }: Look): string {
  const { model, nRows, nFolds, metrics, ways, advice, target } = output;
  const table = renderTable<Way>(
    ways,
    [
      { title: 'way', cell: ({ title }) => title },
      { title: 'kind', cell: ({ kind }) => (kind === 'none' ? '' : kind) },
      { title: 'features', align: 'right', cell: ({ nFeatures }) => toText(nFeatures, 1) },
      ...metrics.map((metric) => ({
        title: metric.replaceAll('_', ' '),
        align: 'right' as const,
        cell: (way: Way) => figure(way.metrics[metric]),
      })),
      {
        title: 'gain',
        align: 'right',
        cell: ({ kind, gain }) => (kind === 'none' ? '' : signed(gain)),
      },
    ],
    style,
  );
  const kept = ways
    .filter(({ kind }) => kind !== 'none')
    .map(({ title, features }) => `  ${title}: ${named(features)}`)
    .join('\n');
  return renderSections(
    [
      ['', `What ${model} makes of "${target}": ${nRows} rows, ${nFolds} folds, ± standard error.`],
      ['', table],
      ['Kept in most folds', kept],
      ['', advice],
    ],
    style,
  );
}

function named(features: Way['features']): string {
  const shown = features.slice(0, MOST_NAMED).map(({ name }) => name);
  const more = features.length - shown.length;
  return shown.join(', ') + (more > 0 ? `, and ${more} more` : '');
}

function figure(value: Way['gain'] | undefined): string {
  if (value === undefined) return '';
  const digits = Math.abs(value.mean) >= 100 ? 1 : 3;
  return `${toText(value.mean, digits)} ± ${toText(value.standardError, digits)}`;
}

function signed({ mean, standardError }: Way['gain']): string {
  return `${mean < 0 ? '' : '+'}${toText(mean, 3)} ± ${toText(standardError, 3)}`;
}

function toText(value: number, digits: number): string {
  return Number.isInteger(value) && digits === 1 ? String(value) : value.toFixed(digits);
}
