import { KEPT, SHOWN_CHARACTERS, type Sightings } from './sightings.ts';

/** Bytes at an end of a cell that are blanks, or belong to a character that may be one. */
export function isEdge(byte: number): boolean {
  return byte <= 32 || (byte >= 127 && byte !== 0xc3);
}

/** Counts a sighting; its text is made only where it is kept. */
export function seeLazily(
  sightings: Sightings,
  bytes: Buffer,
  from: number,
  to: number,
  line: number,
  index: number,
): void {
  sightings.count++;
  if (sightings.first.length < KEPT)
    sightings.first.push({ line, index, value: shown(bytes, from, to) });
}

/** The start of a cell, as findings show it. */
export function shown(bytes: Buffer, from: number, to: number): string {
  return bytes
    .toString('utf8', from, Math.min(to, from + 4 * SHOWN_CHARACTERS))
    .slice(0, SHOWN_CHARACTERS);
}

/** Largest numbers of 16 and 32 bits, which stand for no value. */
export function isExtreme(mantissa: number): boolean {
  return (
    mantissa >= 32767 &&
    (mantissa === 32767 ||
      mantissa === 32768 ||
      mantissa === 65535 ||
      mantissa === 2147483647 ||
      mantissa === 2147483648 ||
      mantissa === 4294967295)
  );
}
