import type { Chance } from '../../test/planted/fault.ts';

/** Changes bytes at one place: cut, left out, repeated, put in, one bit flipped, or four that may be a length. */
export function spoilBytes(given: Buffer, chance: Chance): Buffer {
  const at = chance.below(given.length + 1);
  const to = Math.min(given.length, at + chance.below(16));
  const [before, after] = [given.subarray(0, at), given.subarray(at)];
  switch (chance.below(6)) {
    case 0:
      return before;
    case 1:
      return Buffer.concat([before, given.subarray(to)]);
    case 2:
      return Buffer.concat([given.subarray(0, to), after]);
    case 3:
      return Buffer.concat([before, Buffer.from([0xff, 0x00, 0xc3]), after]);
    case 4: {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(chance.pick([0, 1, 255, 65_536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]));
      return Buffer.concat([before, length, given.subarray(Math.min(given.length, at + 4))]);
    }
    default: {
      const flipped = Buffer.from(given);
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << chance.below(8));
      return flipped;
    }
  }
}
