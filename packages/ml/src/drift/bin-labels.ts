import type { ColumnReference } from '@kaizenml/contracts';
import { isoDate } from '../table/index.ts';

/**
 * What people read under each bin: `≤ 25`, `25 – 31.5`, `> 60`; levels and a last `other`.
 *
 * A range is open below and closed above. Numbers have the fewest digits, three or more, that keep
 * neighboring edges apart; whole numbers below a million are written out.
 *
 * @returns One label per count of the reference.
 */
export function binLabels(reference: ColumnReference): string[] {
  if (reference.levels) return [...reference.levels, 'other'];
  if (!reference.edges) return [];
  const edges =
    reference.kind === 'date' ? reference.edges.map(isoDate) : shortNumbers(reference.edges);
  if (edges.length === 0) return ['any'];
  const between = edges.slice(1).map((edge, i) => `${edges[i]} – ${edge}`);
  return [`≤ ${edges[0]}`, ...between, `> ${edges[edges.length - 1]}`];
}

function shortNumbers(edges: readonly number[]): string[] {
  for (let digits = 3; digits < 17; digits++) {
    const texts = edges.map((edge) => shortNumber(edge, digits));
    if (new Set(texts).size === texts.length) return texts;
  }
  return edges.map(String);
}

function shortNumber(x: number, digits: number): string {
  return Number.isInteger(x) && Math.abs(x) < 1e6
    ? String(x)
    : String(Number(x.toPrecision(digits)));
}
