/** What one word of a text does to an answer. */
export interface WordEffect {
  /** As it stands in the text, between blanks. */
  readonly word: string;
  /** The answer to the whole text less the answer without the word, wherever it stands. In the unit of the answer. */
  readonly contribution: number;
}

/** Words of a text that are left out in turn; those after are not asked. */
const MOST_ASKED = 200;
/** Characters of all texts that are asked: of a long text, fewer words. */
const MOST_CHARACTERS = 200_000;
/** Effects that are told. */
const MOST_TOLD = 20;

/**
 * How an answer changes when a word of a text is left out, for every word: largest change first.
 *
 * The effects do not add up to anything: of two words that say the same, each alone may change nothing.
 *
 * @param answersTo The answers to texts that stand in the place of this one.
 * @returns 20 at most, of the first 200 different words; of fewer where the text has more than 1000 characters.
 * @cost One answer per different word.
 * @source Li, Monroe & Jurafsky (2016), "Understanding neural networks through representation erasure",
 * arXiv:1612.08220; Robnik-Šikonja & Kononenko (2008), IEEE TKDE 20, 589-600.
 */
export function wordEffects(
  text: string,
  answersTo: (texts: readonly string[]) => Float64Array,
): WordEffect[] {
  const pieces = text.split(/(\s+)/u);
  const words = pieces.filter((_, at) => at % 2 === 0 && pieces[at] !== '');
  const affordable = Math.max(1, Math.floor(MOST_CHARACTERS / Math.max(1, text.length)));
  const asked = [...new Set(words)].slice(0, Math.min(MOST_ASKED, affordable));
  if (asked.length === 0) return [];
  const without = asked.map((word) => pieces.filter((piece) => piece !== word).join(''));
  const [whole, ...answers] = answersTo([text, ...without]);
  return asked
    .map((word, i) => ({ word, contribution: whole - answers[i] }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, MOST_TOLD);
}
