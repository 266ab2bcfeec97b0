import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Keeps secrets so that who reads the store alone cannot read them. */
export interface Seals {
  seal(secret: string): Promise<string>;
  open(sealed: string): Promise<string>;
}

const FILE = 'webhooks.key';
const N_KEY_BYTES = 32;
const N_IV_BYTES = 12;
const N_TAG_BYTES = 16;

/**
 * Seals under a key that lies beside the store in a file of its own, which only its owner may read and which is made when it is first
 * needed. A copy of the database alone does not hold it.
 *
 * @source NIST SP 800-38D (AES-256-GCM)
 */
export function openSeals(home: string): Seals {
  const path = join(home, FILE);
  let known: Promise<Buffer> | undefined;
  const key = (): Promise<Buffer> => {
    known ??= readOrMakeKey(path);
    return known;
  };
  return {
    async seal(secret) {
      const iv = randomBytes(N_IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', await key(), iv);
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    },
    async open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', await key(), bytes.subarray(0, N_IV_BYTES));
      decipher.setAuthTag(bytes.subarray(N_IV_BYTES, N_IV_BYTES + N_TAG_BYTES));
      const text = bytes.subarray(N_IV_BYTES + N_TAG_BYTES);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    },
  };
}

/** Two processes may make it at once: the file is made by one, and both read it. */
async function readOrMakeKey(path: string): Promise<Buffer> {
  try {
    await writeFile(path, randomBytes(N_KEY_BYTES), { flag: 'wx', mode: 0o600, flush: true });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
  }
  return readFile(path);
}
