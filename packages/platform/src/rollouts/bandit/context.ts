import { AppError, type InputField, listNames, type Row } from '@kaizenml/contracts';
import type { Answerer } from '../../models/index.ts';
import type { ContextColumn } from './standing.ts';

/** Numbers that describe a request, at most; the work of a choice grows with their square. */
const MOST_FEATURES = 32;
/** Levels of a category that are told apart, the most frequent ones; all others count as none. */
const MOST_LEVELS = 8;
/** How far beyond the usual a number counts. */
const REACH = 3;

/**
 * How a contextual bandit reads requests: numbers scaled by where training had them, categories as one number per level.
 *
 * @param asked Names with commas. Default: every number, category and truth value that the model reads.
 * @throws COLUMN_UNKNOWN, ARGUMENT_INVALID when a column has too many meanings, or there are too many.
 */
export function toContext(
  { signature, explain }: Pick<Answerer, 'signature' | 'explain'>,
  asked: string | undefined,
): readonly ContextColumn[] {
  const wanted = asked?.split(',').map((name) => name.trim());
  const read = wanted?.map((name) => findInput(signature.inputs, name)) ?? signature.inputs;
  const columns = read.flatMap((input): ContextColumn[] => {
    const { name: column, kind, levels = [] } = input;
    if (kind === 'number') return [{ column, kind, ...scaleOf(input, explain) }];
    if (kind === 'category' || kind === 'boolean')
      return [{ column, kind: 'category', levels: levels.slice(0, MOST_LEVELS) }];
    if (wanted === undefined) return [];
    throw refused(`numbers, categories and truth values, got "${column}", of kind ${kind}`);
  });
  const nFeatures = countFeatures(columns);
  if (columns.length === 0) throw refused('one column at least, got none');
  if (nFeatures > MOST_FEATURES)
    throw refused(`${MOST_FEATURES} numbers at most to describe a request, got ${nFeatures}`);
  return columns;
}

/** Numbers of a context, with the 1 that stands for every request. */
export function countFeatures(columns: readonly ContextColumn[]): number {
  return columns.reduce((n, each) => n + (each.kind === 'number' ? 1 : each.levels.length), 1);
}

/**
 * The numbers that describe a request: the mean of its rows. What is missing counts as usual.
 *
 * @returns A 1, then about -1 to 1 each.
 * @cost O(rows × features).
 */
export function contextOf(rows: readonly Row[], columns: readonly ContextColumn[]): number[] {
  const sums = new Array<number>(countFeatures(columns)).fill(0);
  for (const row of rows) {
    sums[0] = (sums[0] ?? 0) + 1;
    let at = 1;
    for (const column of columns) {
      const value = row[column.column];
      if (column.kind === 'number') {
        sums[at] = (sums[at] ?? 0) + scaled(value, column);
        at += 1;
      } else {
        const level = column.levels.indexOf(String(value));
        if (level >= 0) sums[at + level] = (sums[at + level] ?? 0) + 1;
        at += column.levels.length;
      }
    }
  }
  return sums.map((sum) => sum / Math.max(1, rows.length));
}

function scaled(
  value: Row[string] | undefined,
  { center, scale }: { readonly center: number; readonly scale: number },
): number {
  const number = value === null || value === undefined || value === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) return 0;
  return Math.min(REACH, Math.max(-REACH, (number - center) / scale));
}

/** The middle and half the width of where most training values lay. */
function scaleOf(
  { name, range: [low, high] = [-1, 1] }: InputField,
  { reference }: Answerer['explain'],
): { readonly center: number; readonly scale: number } {
  const edges = reference.find(({ column }) => column === name)?.edges ?? [];
  const [first = low, last = high] = edges.length > 1 ? [edges[0], edges.at(-1)] : [low, high];
  return { center: (first + last) / 2, scale: (last - first) / 2 || 1 };
}

function findInput(inputs: readonly InputField[], name: string): InputField {
  const found = inputs.find((input) => input.name === name);
  if (found !== undefined) return found;
  const columns = inputs.map((input) => input.name);
  throw new AppError('COLUMN_UNKNOWN', {
    message: `\`context\` must be columns that the model reads, got "${name}".`,
    hint: `It reads ${listNames(columns)}.`,
    details: { column: name, columns },
  });
}

function refused(expected: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The context of a bandit must be ${expected}.`,
    hint: 'Name the columns that may tell which version suits a request, such as `--context plan,months`.',
    details: { expected },
  });
}
