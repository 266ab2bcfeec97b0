import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatNumber, formatShare } from '../../charts/index.ts';
import { ScrollTable, Spark } from '../../components/index.ts';

type Profile = OutputOf<Operations['datasets']['profile']>;

/** What each column holds, with a small histogram. */
export function ProfileTable({ profile }: { readonly profile: Profile }) {
  return (
    <ScrollTable
      label="Columns"
      head={['Column', 'Kind', 'Distribution', '#Missing', '#Distinct', 'Values']}
    >
      {profile.columns.map((column) => {
        const counts = column.histogram?.counts ?? column.top.map(({ count }) => count);
        return (
          <tr key={column.name}>
            <td>
              <strong>{column.name}</strong>
            </td>
            <td>{column.kind}</td>
            <td>
              {counts.length > 0 && (
                <Spark title={`Distribution of ${column.name}`} counts={counts} />
              )}
            </td>
            <td class="n">
              {column.nMissing === 0
                ? '0'
                : formatShare(column.nMissing / Math.max(1, profile.nRows))}
            </td>
            <td class="n">{formatNumber(column.nDistinct)}</td>
            <td class="small">{valuesOf(column)}</td>
          </tr>
        );
      })}
    </ScrollTable>
  );
}

function valuesOf({ kind, min, max, mean, quantiles, top }: Profile['columns'][number]): string {
  if (kind === 'number' && typeof min === 'number' && typeof max === 'number') {
    const middle = quantiles ? `, median ${formatNumber(quantiles.p50)}` : '';
    return `${formatNumber(min)} to ${formatNumber(max)}${middle}${mean === null ? '' : `, mean ${formatNumber(mean)}`}`;
  }
  if (kind === 'date' && min !== null && max !== null) return `${dayOf(min)} to ${dayOf(max)}`;
  const words = top.slice(0, 3).map(({ value, count }) => `${cut(value)} (${formatNumber(count)})`);
  return words.join(', ') + (top.length > 3 ? ' …' : '');
}

function dayOf(instant: number | string): string {
  return typeof instant === 'number'
    ? new Date(instant).toISOString().slice(0, 10)
    : instant.slice(0, 10);
}

function cut(value: string): string {
  return value.length > 28 ? `${value.slice(0, 27)}…` : value;
}
