import { type Finding, listNames } from '@kaizenml/contracts';
import type { MarkerCount } from '../engine/source-column.ts';

/** The finding that says which texts were read as missing, and where; none when there were none. */
export function missingMarkersFinding(found: readonly MarkerCount[]): Finding[] {
  if (found.length === 0) return [];
  const markers = [...new Set(found.map(({ marker }) => marker))];
  const columns = [...new Set(found.map(({ column }) => column))];
  const count = found.reduce((sum, one) => sum + one.count, 0);
  return [
    {
      code: 'MISSING_MARKERS',
      severity: 'info',
      message: `Column${columns.length === 1 ? '' : 's'} ${listNames(columns)} ${columns.length === 1 ? 'holds' : 'hold'} ${listNames(markers)}, which ${count === 1 ? 'is' : 'are'} read as missing in ${count} cell${count === 1 ? '' : 's'}.`,
      hint: 'Write another word where it is an answer of its own.',
      details: { columns, markers, count, found },
    },
  ];
}
