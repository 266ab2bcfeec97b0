import type { TfIdf, TfIdfPart } from './tf-idf.ts';

const LINE_FEED = 0x0a;

/** Whether a value from an artifact is a learned weighing. */
export function isTfIdf(value: unknown): value is TfIdf {
  if (!isRecord(value)) return false;
  return (
    isCount(value.fewestLetters) &&
    typeof value.foldAccents === 'boolean' &&
    typeof value.sublinear === 'boolean' &&
    Array.isArray(value.parts) &&
    value.parts.every(isPart)
  );
}

function isPart(value: unknown): value is TfIdfPart {
  if (!isRecord(value)) return false;
  const { unit, low, high, terms, idf } = value;
  return (
    (unit === 'words' || unit === 'characters') &&
    isCount(low) &&
    isCount(high) &&
    low >= 1 &&
    low <= high &&
    terms instanceof Uint16Array &&
    idf instanceof Float64Array &&
    idf.every(Number.isFinite) &&
    terms.filter((unitCode) => unitCode === LINE_FEED).length === idf.length
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
