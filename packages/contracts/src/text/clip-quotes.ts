/** Characters of a quotation that a sentence can hold and still be read. */
const MOST = 300;
const KEPT_AT_START = 120;
const KEPT_AT_END = 20;
const LONG_QUOTATION = new RegExp(`"([^"]{${MOST + 1},})"`, 'g');

/**
 * A sentence whose quotations of more than 300 characters are cut in their middle, and say how long they were: what somebody sent is
 * not sent back whole.
 *
 * @example clipQuotes('The table has no column "aaaa…".')
 * @cost O(length).
 */
export function clipQuotes(sentence: string): string {
  if (sentence.length <= MOST) return sentence;
  return sentence.replace(
    LONG_QUOTATION,
    (_, quoted: string) =>
      `"${quoted.slice(0, KEPT_AT_START)}…${quoted.slice(-KEPT_AT_END)}" (${quoted.length} characters)`,
  );
}
