import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key as it is sent: `kz_<id>_<secret>`. The id is a ULID, the secret 256 random bits. */
const KEY = /^kz_([0-9A-HJKMNP-TV-Z]{26})_([\w-]{43})$/;

/** A key in its parts. */
export interface ParsedKey {
  readonly id: string;
  readonly secret: string;
}

/** Makes the text of a key, and what is kept of it. */
export function makeKey(id: string): { readonly key: string; readonly sha256: string } {
  const secret = randomBytes(32).toString('base64url');
  return { key: `kz_${id}_${secret}`, sha256: sha256(secret).toString('hex') };
}

/** The parts of a key; undefined for text that is none. */
export function parseKey(text: string): ParsedKey | undefined {
  const [, id, secret] = KEY.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Whether a secret is the one that was hashed, in a time that tells nothing about it. */
export function isSecret(secret: string, kept: string): boolean {
  return timingSafeEqual(sha256(secret), Buffer.from(kept, 'hex'));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
