import { modelFileInvalid } from './model-file-invalid.ts';

/**
 * The finite number that a text says.
 *
 * @param subject Starts the sentence of a refusal: `Line "num_class" of the LightGBM model`.
 * @throws MODEL_ARTIFACT_INVALID
 */
export function parseNumber(text: string, subject: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw modelFileInvalid({ subject, expectation: 'be a finite number', received: text });
}

/** The whole number from `least` to `most` that a text says. @throws MODEL_ARTIFACT_INVALID */
export function parseWhole(
  text: string,
  subject: string,
  [least, most]: readonly [number, number],
): number {
  const value = parseNumber(text, subject);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const expectation = `be a whole number from ${least} to ${most}`;
  throw modelFileInvalid({ subject, expectation, received: text });
}

/** The finite numbers of a line, between blanks. @throws MODEL_ARTIFACT_INVALID */
export function parseNumbers(text: string, subject: string): Float64Array {
  return Float64Array.from(wordsOf(text), (word) => parseNumber(word, subject));
}

/** The numbers of a line, also `inf` and `-inf`. @throws MODEL_ARTIFACT_INVALID */
export function parseThresholds(text: string, subject: string): Float64Array {
  return Float64Array.from(wordsOf(text), (word) => {
    if (word === 'inf') return Number.POSITIVE_INFINITY;
    return word === '-inf' ? Number.NEGATIVE_INFINITY : parseNumber(word, subject);
  });
}

/** The words of a line, between blanks. */
export function wordsOf(line: string): readonly string[] {
  const text = line.trim();
  return text === '' ? [] : text.split(/ +/);
}
