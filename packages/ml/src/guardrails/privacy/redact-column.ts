import { AppError } from '@kaizenml/contracts';
import { type Column, cell, columnLength, encodeText } from '../../table/index.ts';
import { type Pseudonymize, type Redaction, redactValue } from './redact-value.ts';

/**
 * A column after a redaction, or nothing where it is dropped; missing values stay missing.
 *
 * Years and bands are numbers, masked values and pseudonyms categories.
 *
 * @param pseudonymize A keyed hash; its key belongs to the caller and is never seen here.
 * @throws ARGUMENT_INVALID for pseudonyms without a keyed hash, and for a band that is not wider than 0.
 * @cost O(n), and one hash per row for pseudonyms
 * @source ISO/IEC 20889:2018, "Privacy enhancing data de-identification".
 */
export function redactColumn(
  column: Column,
  redaction: Redaction,
  pseudonymize?: Pseudonymize,
): Column | undefined {
  if (redaction.kind === 'drop') return undefined;
  const { name } = column;
  if (redaction.kind === 'pseudonym' && !pseudonymize) throw noKey(name);
  if (redaction.kind === 'band' && !(redaction.width > 0)) throw noWidth(name, redaction.width);
  const texts = Array.from({ length: columnLength(column) }, (_, row) => {
    const value = cell(column, row);
    if (value === null) return null;
    const redacted = redactValue(String(value), redaction, pseudonymize);
    return redacted === '' ? null : redacted;
  });
  if (redaction.kind === 'mask' || redaction.kind === 'pseudonym')
    return encodeText(name, 'category', texts);
  const values = Float64Array.from(texts, (text) => (text === null ? Number.NaN : Number(text)));
  return { name, kind: 'number', values };
}

function noKey(column: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `Pseudonyms of column "${column}" must be made with a key, got none.`,
    hint: 'Name a file with a key of 16 bytes or more.',
    details: { column },
  });
}

function noWidth(column: string, width: number): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The band of column "${column}" must be wider than 0, got ${width}.`,
    hint: 'Give a width such as 10.',
    details: { column, width },
  });
}
