/** Suggestions shown, at most. */
const MOST = 8;

/** What may stand where somebody types a filter, and the text with one of them in its place. */
export interface Completion {
  readonly name: string;
  readonly text: string;
  /** Where the caret goes. */
  readonly caret: number;
}

/**
 * Names of fields that the word before the caret begins, or is a part of; those that begin with it come first.
 *
 * @param names Fields as searches write them.
 */
export function completionsOf(
  { text, caret }: { readonly text: string; readonly caret: number },
  names: readonly string[],
): readonly Completion[] {
  const before = text.slice(0, caret);
  if (isInQuotes(before)) return [];
  const word = /[\w.`]*$/.exec(before)?.[0] ?? '';
  const sought = word.toLowerCase();
  const isExpected = word !== '' || /(^|\b(and|or|not)|\()\s*$/i.test(before);
  if (!isExpected || names.includes(word)) return [];
  const rank = (name: string) => name.toLowerCase().indexOf(sought);
  return names
    .filter((name) => rank(name) !== -1)
    .sort((a, b) => Math.sign(rank(a)) - Math.sign(rank(b)))
    .slice(0, MOST)
    .map((name) => {
      const head = before.slice(0, before.length - word.length) + name;
      const rest = text.slice(caret);
      return { name, text: `${head}${rest === '' ? ' ' : rest}`, caret: head.length + 1 };
    });
}

function isInQuotes(before: string): boolean {
  let quote: string | undefined;
  for (const letter of before) {
    if (quote === undefined && (letter === "'" || letter === '"')) quote = letter;
    else if (letter === quote) quote = undefined;
  }
  return quote !== undefined;
}
