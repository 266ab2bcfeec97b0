import { createHmac, createSecretKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '@kaizenml/contracts';
import type { Pseudonymize } from '@kaizenml/ml/guardrails';
import { errnoOf } from '../../kit/index.ts';

/** Shortest key: 128 bits. */
const FEWEST_BYTES = 16;

/**
 * Pseudonyms by HMAC-SHA-256 with the key of a file, a line break at its end left out.
 *
 * The key stays in this function: no error, output or log holds it.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, ARGUMENT_INVALID for a short key.
 * @source RFC 2104, HMAC; NIST SP 800-107 rev. 1, 5.3 (keys of 128 bits).
 */
export async function readKey(path: string): Promise<Pseudonymize> {
  const bytes = await readFile(path).catch((thrown: unknown) => {
    const isAbsent = errnoOf(thrown) === 'ENOENT';
    throw new AppError(isAbsent ? 'FILE_NOT_FOUND' : 'FILE_NOT_READABLE', {
      message: isAbsent
        ? `Key file "${path}" does not exist.`
        : `Key file "${path}" must be readable, got ${errnoOf(thrown)}.`,
      hint: 'Make one with `head -c 32 /dev/urandom > key` and keep it apart from the data.',
      details: { path },
    });
  });
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
  if (end < FEWEST_BYTES) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `Key file "${path}" must hold ${FEWEST_BYTES} bytes or more, got ${end}.`,
      hint: 'Make one with `head -c 32 /dev/urandom > key` and keep it apart from the data.',
      details: { path, nBytes: end, needed: FEWEST_BYTES },
    });
  }
  const key = createSecretKey(bytes.subarray(0, end));
  return (text) => createHmac('sha256', key).update(text, 'utf8').digest('hex');
}
