import { formatNumber, type ShiftBar } from '../../charts/index.ts';
import type { ShownColumn } from './monitor-types.ts';

const DAY_MS = 86_400_000;

/** Bars of a column as the chart takes them: ranges have their lower edge on the axis, levels their name. */
export function shiftBars({ bars, kind }: Pick<ShownColumn, 'bars' | 'kind'>): readonly ShiftBar[] {
  return bars.map((bar) => ({
    ...{ label: bar.label, before: bar.shareReference, after: bar.shareWindow },
    edge: bar.kind === 'range' ? edgeOf(bar, kind) : '',
    isNew: bar.kind === 'new-level',
  }));
}

function edgeOf({ low, high }: ShownColumn['bars'][number], kind: ShownColumn['kind']): string {
  if (low === null) return ' ';
  if (kind !== 'date') return formatNumber(low);
  const text = new Date(low).toISOString();
  return high !== null && high - low < DAY_MS ? text.slice(11, 16) : text.slice(0, 10);
}
