import { type ColumnCheck, countOf, quoted } from '../check.ts';

/** Missing values of one column written in several ways. */
export const mixedMarkers: ColumnCheck = (column, { at }) => {
  const { name, nCells, nEmpty, nMissing, markers } = column;
  const written = [...markers]
    .filter(([, { count }]) => count > 0)
    .sort(([, a], [, b]) => b.count - a.count);
  const nWays = written.length + (nEmpty > 0 ? 1 : 0);
  if (nWays < 2 || nMissing === nCells) return undefined;
  const [, main] = written[0] ?? [];
  if (main === undefined) return undefined;
  const isEmptyUsual = nEmpty > main.count;
  const rare = isEmptyUsual ? written : written.slice(1);
  const count = nMissing - Math.max(nEmpty, main.count);
  const lines = rare.flatMap(([, { first }]) => first.map(({ line }) => line));
  const shown = [
    ...(nEmpty > 0 ? [`empty (${nEmpty})`] : []),
    ...written.slice(0, 6).map(([text, seen]) => `${quoted(text)} (${seen.count})`),
  ];
  return {
    code: 'MISSING_MARKERS_MIXED',
    severity: 'warning',
    column: name,
    message: `Column '${name}' says in ${nWays} ways that a value is missing, ${shown.join(', ')}; other than the usual in ${countOf(count, nCells)}${lines.length === 0 ? '' : `, first in ${at} ${Math.min(...lines)}`}`,
    hint: 'Leave all of these cells empty, unless the words mean different things.',
    lines: lines.toSorted((a, b) => a - b).slice(0, 5),
    details: {
      count,
      total: nCells,
      share: count / nCells,
      markers: written.slice(0, 20).map(([text, seen]) => ({ value: text, count: seen.count })),
      nEmpty,
    },
  };
};
