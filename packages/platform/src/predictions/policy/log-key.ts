import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { errnoOf, type Home, syncFile, toWriteError } from '../../kit/index.ts';

/** Name of the key in its home. */
const KEY_FILE = 'log.key';
const KEY_BYTES = 32;
/** Shortest key: 128 bits. @source NIST SP 800-107 rev. 1, 5.3 */
const FEWEST_BYTES = 16;

/**
 * The key of the pseudonyms of a home, made when there is none: 256 random bits that only its owner may read.
 *
 * Who puts a key of `kaizen datasets redact` there gets the same pseudonyms. Of several processes that make one, all get the same.
 *
 * @throws HOME_NOT_WRITABLE, DISK_FULL; HOME_DAMAGED for a key that is too short
 */
export async function ensureLogKey({
  path,
  newTempPath,
}: Pick<Home, 'path' | 'newTempPath'>): Promise<KeyObject> {
  const keyPath = join(path, KEY_FILE);
  const found = await readIfThere(keyPath);
  if (found !== undefined) return toKey(found, keyPath);
  const temp = newTempPath();
  try {
    await writeFile(temp, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600 });
    await syncFile(temp);
    await link(temp, keyPath);
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EEXIST') throw toWriteError(thrown, keyPath);
  } finally {
    await rm(temp, { force: true });
  }
  return toKey(await readFile(keyPath), keyPath);
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return undefined;
    throw toWriteError(thrown, path);
  }
}

/** A line break at its end is left out, as `kaizen datasets redact` does. */
function toKey(bytes: Buffer, path: string): KeyObject {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
  if (end >= FEWEST_BYTES) return createSecretKey(bytes.subarray(0, end));
  throw new AppError('HOME_DAMAGED', {
    message: `The key "${path}" must hold ${FEWEST_BYTES} bytes or more, got ${end}.`,
    hint: 'Put the key back from a backup, or remove the file for a new one: pseudonyms then differ from those before.',
    details: { path, nBytes: end, needed: FEWEST_BYTES },
  });
}
