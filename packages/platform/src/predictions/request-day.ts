const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const TIME_CHARACTERS = 10;
const DAY_MS = 24 * 3600 * 1000;

/** The UTC day of an instant, as `2026-01-31`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * The days on which a request may lie whose id is a ULID, which says when it was made: that day, the next one for a
 * request at midnight, and the one before for an id that a caller made by a clock ahead of ours. Undefined for any other id.
 */
export function dayOfId(requestId: string): readonly string[] | undefined {
  if (!ULID.test(requestId)) return undefined;
  let ms = 0;
  for (const character of requestId.slice(0, TIME_CHARACTERS))
    ms = ms * ALPHABET.length + ALPHABET.indexOf(character);
  return [dayOf(ms - DAY_MS), dayOf(ms), dayOf(ms + DAY_MS)];
}
