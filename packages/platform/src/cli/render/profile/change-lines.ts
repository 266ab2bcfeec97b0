import type { ColumnStatistics } from '@kaizenml/contracts';
import { type ColumnChange, changeWords, levelWords, valueWords } from '@kaizenml/ui/charts';
import type { Look } from '../render.ts';
import { shareOfRows } from './column-parts.ts';
import { fitParts, fitWords, lengthOf } from './fit-words.ts';
import { sharedBars } from './shared-bars.ts';

const MOST = 40;
/** Smaller changes are summed up in a line. */
const NOTHING = 0.001;
/** From here on a change is marked, as the drift tests do. */
const LARGE = 0.1;

/** What changed, the largest change first: its distances, then both distributions and what moved. */
export function changeLines(
  changes: readonly ColumnChange[],
  names: readonly [string, string],
  { style, width }: Look,
): string {
  const moved = changes.filter(({ size }) => size >= NOTHING);
  const shown = moved.slice(0, MOST);
  const longest = Math.max(6, ...shown.map(({ name }) => lengthOf(name)));
  const nameWidth = Math.min(longest, Math.max(12, Math.floor(width * 0.35)));
  const lines = shown.flatMap((change) => {
    const name = fitWords(change.name, nameWidth);
    const mark = change.size >= LARGE ? style.yellow('!') : ' ';
    const words = fitWords(
      changeWords(change, names).replaceAll('\u{a0}', ' '),
      width - nameWidth - 4,
    );
    return [
      `${mark} ${style.bold(name)}${' '.repeat(nameWidth - lengthOf(name))}  ${words}`,
      ...movedLine(change, width).map((line) => `  ${style.dim(line)}`),
    ];
  });
  return [...lines, ...restLines(changes, moved.length - shown.length, width)].join('\n');
}

function movedLine({ before, after }: ColumnChange, width: number): string[] {
  if (!before || !after || before.kind !== after.kind) return [];
  const bars = width >= 76 ? [sharedBars(before, after).join(' → ')] : [];
  const parts =
    before.number && after.number ? numberParts(before, after) : valueParts(before, after);
  const line = fitParts(
    [...bars, ...parts].filter((part) => part.trim() !== '→'),
    width - 2,
    '  ',
  );
  return line === '' ? [] : [line];
}

function numberParts(before: ColumnStatistics, after: ColumnStatistics): string[] {
  const [own, other] = [before.number, after.number];
  if (!own || !other) return [];
  const span = Math.max(own.max ?? 0, other.max ?? 0) - Math.min(own.min ?? 0, other.min ?? 0);
  const figures = [
    ['mean', own.mean, other.mean],
    ['min', own.min, other.min],
    ['max', own.max, other.max],
  ] as const;
  return figures.flatMap(([term, from, to]) => {
    if (from === null || to === null) return [];
    const [left, right] = [valueWords(from, before.kind, span), valueWords(to, before.kind, span)];
    return left === right ? [] : [`${term} ${left} → ${right}`];
  });
}

function valueParts(before: ColumnStatistics, after: ColumnStatistics): string[] {
  const earlier = countsOf(before);
  const later = countsOf(after);
  const share = (count: number, { nRows, nMissing }: ColumnStatistics) =>
    count / Math.max(1, nRows - nMissing);
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .map((value) => ({ value, from: earlier.get(value) ?? 0, to: later.get(value) ?? 0 }))
    .sort(
      (a, b) =>
        Math.abs(share(b.to, after) - share(b.from, before)) -
        Math.abs(share(a.to, after) - share(a.from, before)),
    )
    .slice(0, 3)
    .map(
      ({ value, from, to }) =>
        `${fitWords(levelWords(value), 20)} ${shareOfRows(from, before)} → ${shareOfRows(to, after)}`,
    );
}

function countsOf({ values, top }: ColumnStatistics): Map<string, number> {
  return new Map((values ?? top).map(({ value, count }) => [value, count]));
}

function restLines(changes: readonly ColumnChange[], hidden: number, width: number): string[] {
  const same = changes.filter(({ size }) => size < NOTHING);
  const names = same.map(({ name }) => name).join(', ');
  return [
    ...(hidden > 0 ? [`And ${hidden} more; \`--html profile.html\` shows them all.`] : []),
    ...(same.length > 0
      ? [fitWords(`As before: ${same.length} of ${changes.length} columns (${names})`, width)]
      : []),
  ];
}
