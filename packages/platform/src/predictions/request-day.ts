const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const TIME_CHARACTERS = 10;
const DAY_MS = 24 * 3600 * 1000;

/** The UTC day of an instant, as `2026-01-31`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * The days on which a request may lie whose id was made here: that of the id, and the next one for a request at
 * midnight. Undefined for an id of somebody else.
 */
export function dayOfId(requestId: string): readonly string[] | undefined {
  if (!ULID.test(requestId)) return undefined;
  let ms = 0;
  for (const character of requestId.slice(0, TIME_CHARACTERS))
    ms = ms * ALPHABET.length + ALPHABET.indexOf(character);
  const isDate = ms <= 8.64e15 - DAY_MS;
  return isDate ? [dayOf(ms), dayOf(ms + DAY_MS)] : undefined;
}
