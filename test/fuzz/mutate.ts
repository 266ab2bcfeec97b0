import type { Chance } from '../planted/fault.ts';

/** Pieces of text that readers of delimited text trip over. */
const PIECES = [
  '"',
  '""',
  '"""',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r',
  '\r\n',
  '\r\r\n',
  ' ',
  '  ',
  '\0',
  '\ufeff',
  '\u00a0',
  '\u2028',
  '#',
  'sep=;\n',
  '\n\n',
  ',,',
  '",\n"',
  '" ,',
  ', "',
  '"x',
  'x"',
  'é',
  '😀',
  '\ud800',
  '1e999',
  '-',
  '?',
  'NA',
  '1.5',
  '2021-02-30',
  "'",
  '\\',
  '\\"',
  '{',
  '[',
  '%',
  '@data\n',
  'null',
  ' \n ',
  '\v',
  '\u0085',
];

/** Changes bytes at random, with a liking for those that mean something. */
export function mutate(bytes: Uint8Array, chance: Chance): Uint8Array {
  let given: Buffer = Buffer.from(bytes);
  for (let n = chance.below(5); n > 0; n--) given = mutateOnce(given, chance);
  return given;
}

function mutateOnce(bytes: Buffer, chance: Chance): Buffer {
  const at = chance.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + chance.below(12));
  switch (chance.below(7)) {
    case 0:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
    case 1:
    case 2:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(chance.pick(PIECES)),
        bytes.subarray(at),
      ]);
    case 3:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
    case 4: {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[chance.below(copy.length)] = chance.below(256);
      return copy;
    }
    case 5:
      return bytes.subarray(0, at);
    default: {
      const other = chance.below(bytes.length + 1);
      const piece = bytes.subarray(other, other + chance.below(40));
      return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
    }
  }
}

/** A random table as text, in a random dialect, regular unless it is changed. */
export function makeText(chance: Chance): string {
  const delimiter = chance.pick([',', ',', ',', ';', '\t', '|']);
  const end = chance.pick(['\n', '\n', '\r\n', '\r']);
  const [nColumns, nRows] = [1 + chance.below(5), chance.below(8)];
  const cell = () =>
    chance.pick([
      String(chance.below(100)),
      'a',
      'b c',
      '',
      'x,y',
      'q"q',
      'l\nm',
      'é',
      '2020-01-02',
      ' p ',
      '?',
      chance.pick(PIECES),
    ]);
  const quote = (text: string) =>
    /["\r\n]/.test(text) || text.includes(delimiter) || chance.next() < 0.1
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const line = (cells: readonly string[]) => cells.map(quote).join(delimiter);
  const names = Array.from({ length: nColumns }, (_, j) =>
    chance.pick([`c${j}`, `c${j}`, 'a', '']),
  );
  const rows = Array.from({ length: nRows }, () => Array.from({ length: nColumns }, cell));
  return [names, ...rows].map(line).join(end) + chance.pick([end, '']);
}
