import { sha256 } from '../../kit/index.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The UUID of a run, the same for the same id: the 128 bits of a ULID, or of 32 hexadecimal digits; of any other id the first ones of
 * its SHA-256.
 *
 * @source RFC 9562; https://github.com/ulid/spec
 */
export function runUuid(id: string): string {
  return dashed(hexOf(id));
}

function hexOf(id: string): string {
  if (/^[\da-f]{32}$/.test(id)) return id;
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)) return sha256(Buffer.from(id)).slice(0, 32);
  const bits = [...id].reduce((sum, sign) => sum * 32n + BigInt(ALPHABET.indexOf(sign)), 0n);
  return bits.toString(16).padStart(32, '0');
}

function dashed(hex: string): string {
  return [0, 8, 12, 16, 20].map((from, i, at) => hex.slice(from, at[i + 1] ?? 32)).join('-');
}
