const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U00([0-9a-fA-F]{6})|(["'\\abfnrtv]))/g;

const PLAIN: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/**
 * A text as Python reads it between quotes: lists of a filter are often a tuple that Python has printed. A backslash that
 * begins no escape stands for itself.
 *
 * @source https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences
 */
export function fromPythonText(text: string): string {
  return text.replace(ESCAPE, (whole, byte, short, long, char: string | undefined) => {
    if (char !== undefined) return PLAIN[char] ?? char;
    const point = Number.parseInt(byte ?? short ?? long, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
