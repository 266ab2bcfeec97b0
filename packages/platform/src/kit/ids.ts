import { randomBytes as secureRandomBytes } from 'node:crypto';
import { type Clock, systemClock } from './clock.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const N_RANDOM_BYTES = 10;
/** The first half, which changes once in 2^40 ids of a millisecond. */
const N_START_BYTES = 5;

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
  randomBytes = pooledRandomBytes,
}: IdSource = {}): () => string {
  let lastMs = -1;
  let head = '';
  let tail: Uint8Array<ArrayBufferLike> = new Uint8Array(N_RANDOM_BYTES);
  let start = '';
  return () => {
    const nowMs = Math.floor(clock.now());
    if (nowMs > lastMs) {
      lastMs = nowMs;
      head = encodeTime(lastMs);
      tail = Uint8Array.from(randomBytes(N_RANDOM_BYTES));
      start = encodeTail(tail, 0, N_START_BYTES);
    } else if (!countUp(tail)) {
      lastMs += 1;
      head = encodeTime(lastMs);
      start = encodeTail(tail, 0, N_START_BYTES);
    } else if (tail[N_RANDOM_BYTES - 1] === 0) {
      start = encodeTail(tail, 0, N_START_BYTES);
    }
    return head + start + encodeTail(tail, N_START_BYTES, N_RANDOM_BYTES);
  };
}

/** Random bytes that are drawn at once, since a call of the system costs more than most of them. */
const N_POOLED_BYTES = 4000;
let pool: Uint8Array = new Uint8Array(0);
let nTaken = 0;

function pooledRandomBytes(length: number): Uint8Array {
  if (nTaken + length > pool.length) {
    pool = secureRandomBytes(N_POOLED_BYTES);
    nTaken = 0;
  }
  nTaken += length;
  return pool.subarray(nTaken - length, nTaken);
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

/** Bytes from `from` to `to` in base 32; both are multiples of five, as 5 bytes are 8 characters. */
function encodeTail(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  let bits = 0;
  let nBits = 0;
  for (let i = from; i < to; i++) {
    bits = (bits << 8) | (bytes[i] ?? 0);
    nBits += 8;
    while (nBits >= 5) {
      nBits -= 5;
      text += ALPHABET.charAt((bits >> nBits) & 31);
    }
    bits &= (1 << nBits) - 1;
  }
  return text;
}
