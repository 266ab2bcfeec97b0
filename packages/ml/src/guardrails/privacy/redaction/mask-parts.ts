import { PERSONAL_KINDS } from '../kinds/index.ts';
import { hasMarks, NO_MARKS, textMarks } from './text-marks.ts';

const PATTERNS = PERSONAL_KINDS.flatMap(({ inText, needs, isValid, name }) =>
  inText ? [{ inText, needed: { ...NO_MARKS, ...needs }, isValid, mask: `[${name}]` }] : [],
);

/** Longest text in which personal data is masked part by part; a longer one is masked as a whole. */
const LONGEST = 100_000;
const THREE_WORDS = /\s\S+\s\S+\s\S/;

/**
 * A text with `[email]`, `[phone]` … in the place of what looks like it; `[masked]` where nothing does, and for texts
 * of a few words.
 *
 * Patterns are tried only on texts whose marks leave them a chance.
 */
export function maskParts(text: string): string {
  if (text.length > LONGEST || !THREE_WORDS.test(text)) return '[masked]';
  let marks = textMarks(text);
  let masked = text;
  for (const { inText, needed, isValid, mask } of PATTERNS) {
    if (!hasMarks(marks, needed)) continue;
    const before = masked;
    masked = before.replace(inText, (found) => (isValid?.(found) === false ? found : mask));
    if (masked !== before) marks = textMarks(masked);
  }
  return masked === text ? '[masked]' : masked;
}
