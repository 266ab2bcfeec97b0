import type { ColumnStatistics, DatasetStatistics } from '@kaizenml/contracts';
import { formatNumber, formatShare } from '../../charts/index.ts';
import { ScrollTable, Spark } from '../../components/index.ts';

/** What each column holds, with a small histogram. */
export function ProfileTable({ statistics }: { readonly statistics: DatasetStatistics }) {
  return (
    <ScrollTable
      label="Columns"
      head={['Column', 'Kind', 'Distribution', '#Missing', '#Distinct', 'Values']}
    >
      {statistics.columns.map((column) => {
        const counts = column.number?.equalWidth?.counts ?? column.top.map(({ count }) => count);
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
                : formatShare(column.nMissing / Math.max(1, statistics.nRows))}
            </td>
            <td class="n">{formatNumber(column.distinct.count)}</td>
            <td class="small">{valuesOf(column)}</td>
          </tr>
        );
      })}
    </ScrollTable>
  );
}

function valuesOf({ kind, number, date, top }: ColumnStatistics): string {
  if (kind === 'number' && number && number.min !== null && number.max !== null) {
    const middle = number.quantiles.find(({ share }) => share === 0.5);
    const parts = [
      `${formatNumber(number.min)} to ${formatNumber(number.max)}`,
      ...(middle ? [`median ${formatNumber(middle.value)}`] : []),
      ...(number.mean === null ? [] : [`mean ${formatNumber(number.mean)}`]),
    ];
    return parts.join(', ');
  }
  if (date) return `${date.first.slice(0, 10)} to ${date.last.slice(0, 10)}`;
  const words = top.slice(0, 3).map(({ value, count }) => `${cut(value)} (${formatNumber(count)})`);
  return words.join(', ') + (top.length > 3 ? ' …' : '');
}

function cut(value: string): string {
  return value.length > 28 ? `${value.slice(0, 27)}…` : value;
}
