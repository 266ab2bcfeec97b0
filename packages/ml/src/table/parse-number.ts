const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

/**
 * A decimal number in text, or NaN when the text is anything else.
 *
 * A point separates decimals; signs, exponents and surrounding blanks are allowed. Hexadecimal,
 * `Infinity`, thousands separators and the empty text are not numbers.
 *
 * @example
 * parseNumber('1e-3'); // 0.001
 * parseNumber('0x10'); // NaN
 */
export function parseNumber(text: string): number {
  if (!NUMBER.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}
