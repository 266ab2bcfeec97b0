const ACCENTS = /\p{Mn}+/gu;
const BEYOND_ASCII = /[^\p{ASCII}]/u;

/**
 * A text as its grams see it: in lower case, and without accents where that is asked.
 *
 * Case and decomposition are those of the Unicode standard, not of a language: every engine has the same.
 */
export function foldText(text: string, foldAccents: boolean): string {
  const lower = text.toLowerCase();
  if (!foldAccents || !BEYOND_ASCII.test(lower)) return lower;
  return lower.normalize('NFKD').replace(ACCENTS, '');
}
