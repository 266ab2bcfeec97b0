import { randomBytes as secureRandomBytes } from 'node:crypto';
import { type Clock, systemClock } from './clock.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const N_RANDOM_BYTES = 10;

/** What an id generator stands on. */
export interface IdSource {
  /** Default: the clock of the machine. */
  readonly clock?: Clock;
  /** Gives this many random bytes. Default: the system's secure source. */
  readonly randomBytes?: (length: number) => Uint8Array;
}

/**
 * A generator of ULIDs: 26 characters that sort by time of creation.
 *
 * 10 characters of milliseconds since 1970, then 80 random bits, in Crockford's base 32. Ids of one generator
 * always increase: within one millisecond, or when the clock steps back, the last id is counted up.
 *
 * @source https://github.com/ulid/spec
 */
export function createIds({
  clock = systemClock,
  randomBytes = secureRandomBytes,
}: IdSource = {}): () => string {
  let lastMs = -1;
  let tail: Uint8Array<ArrayBufferLike> = new Uint8Array(N_RANDOM_BYTES);
  return () => {
    const nowMs = Math.floor(clock.now());
    if (nowMs > lastMs) {
      lastMs = nowMs;
      tail = Uint8Array.from(randomBytes(N_RANDOM_BYTES));
    } else if (!countUp(tail)) {
      lastMs += 1;
    }
    return encodeTime(lastMs) + encodeTail(tail);
  };
}

function countUp(bytes: Uint8Array): boolean {
  for (let i = bytes.length - 1; i >= 0; i--) {
    bytes[i] = ((bytes[i] ?? 0) + 1) & 0xff;
    if (bytes[i] !== 0) return true;
  }
  return false;
}

function encodeTime(ms: number): string {
  let text = '';
  for (let rest = ms, i = 0; i < 10; i++, rest = Math.floor(rest / 32))
    text = ALPHABET.charAt(rest % 32) + text;
  return text;
}

function encodeTail(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let nBits = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    nBits += 8;
    while (nBits >= 5) {
      nBits -= 5;
      text += ALPHABET.charAt((bits >> nBits) & 31);
    }
    bits &= (1 << nBits) - 1;
  }
  return text;
}
