import type { Estimate } from '@kaizenml/contracts';
import { formatScore } from '../charts/index.ts';
import { metricTitle } from './metric-words.ts';
import { ScrollTable } from './scroll-table.tsx';

/** Metrics on unseen rows with their intervals. */
export function MetricTable({ metrics }: { readonly metrics: Readonly<Record<string, Estimate>> }) {
  return (
    <ScrollTable label="Metrics" head={['Metric', '#Value', '#95 % interval']}>
      {Object.entries(metrics).map(([name, { value, low, high }]) => (
        <tr key={name}>
          <td>{metricTitle(name)}</td>
          <td class="n">{formatScore(value)}</td>
          <td class="n soft">
            {low === null || high === null ? '–' : `${formatScore(low)} – ${formatScore(high)}`}
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}
