import { type ColumnKind, listNames } from '@kaizenml/contracts';

/** Share of the different values up to which those that are no numbers are the odd ones out. */
const SHARE_OF_WORDS = 0.2;
/** Different values by row from which they name rows. */
const SHARE_OF_ONE_EACH = 0.9;
const DECIMAL_COMMA = /^[-+]?\d+(\.\d{3})*,\d+$/;

/** What to do about a target of more values than there are rows for: most often they are numbers. */
export function adviseOnClasses(
  classes: readonly string[],
  { kind, nRows }: { readonly kind: ColumnKind | undefined; readonly nRows: number },
): string {
  const words = classes.filter((name) => !Number.isFinite(Number(name)));
  const isOneEach = classes.length > SHARE_OF_ONE_EACH * nRows;
  if (kind === 'id' && isOneEach)
    return 'Its values name the rows: choose a target whose values repeat or measure something.';
  if (words.length === 0)
    return 'Set `task` to `regression` to predict the number itself, or collect more rows of the rare classes.';
  if (words.every((name) => DECIMAL_COMMA.test(name)))
    return `Write numbers with a decimal point to predict the number: ${listNames(words, 1)} with a comma is read as a word.`;
  if (words.length <= SHARE_OF_WORDS * classes.length)
    return `Most values are numbers, but ${listNames(words)} ${words.length === 1 ? 'is' : 'are'} not: leave ${words.length === 1 ? 'it' : 'them'} empty to predict the number.`;
  return isOneEach
    ? 'Nearly every row has a value of its own: choose a target whose values repeat.'
    : 'Collect more rows of the rare classes, or join them into one.';
}
