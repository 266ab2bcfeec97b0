import type { Chance } from '../../test/planted/fault.ts';

/** Ways to write a number that JSON does not have, or that readers take for another one. */
const NUMBERS = [
  ...['NaN', 'nan', 'Infinity', '-Infinity', 'inf', '+1', '.5', '1.', '01', '-', '-0', '1e999'],
  ...['-1e-999', '0x10', '1_0', "'1'", '9'.repeat(400), `0.${'1'.repeat(2000)}`, '1e+', '٣'],
];
const STRINGS = [
  ...['"\\ud800"', '"\\u0000"', '"\\x41"', '"\t"', '"a', "'a'", 'a', '"\\"', '"\ufeff"', '"\\u12"'],
];
const PIECES = [
  ...[',', ',,', '[', ']', '{', '}', ':', 'null', 'undefined', '/* a */', '// a\n', '\0', '\ufeff'],
  ...['\n', '\r\n', '\r', '"', '""', ';', '\t', '\u2028', '#', '=', '\v', '%', '&', ' '],
];

/** Changes JSON as text, where a value cannot be wrong: keys twice, numbers and texts that JSON does not have, brackets. */
export function spoilJson(text: string, chance: Chance): string {
  const kind = chance.below(8);
  if (kind === 0)
    return replaceOne(text, /(?<=[:[,]\s*)-?\d[\d.eE+-]*/g, chance.pick(NUMBERS), chance);
  if (kind === 1) return replaceOne(text, /(?<=[:[,]\s*)"[^"]*"/g, chance.pick(STRINGS), chance);
  if (kind === 2) return twice(text, chance);
  if (kind === 3) return insert(text, '['.repeat(chance.pick([10, 1000, 100_000])), chance);
  if (kind === 4) return text + chance.pick([text, '}', ']', ' x', '\0', '\n\n', '{}']);
  if (kind === 5) return chance.pick(['\ufeff', ' \n\t', '\0', ")]}'\n"]) + text;
  if (kind === 6) return insert(text, chance.pick(PIECES), chance);
  return text.slice(0, chance.below(text.length + 1));
}

/** Changes lines of text, such as CSV: ragged, quoted, repeated, empty, of one column or of many. */
export function spoilLines(text: string, chance: Chance): string {
  const lines = text.split('\n');
  const at = chance.below(lines.length);
  const line = lines[at] ?? '';
  const kind = chance.below(9);
  if (kind === 0) return lines.toSpliced(at, 1).join('\n');
  if (kind === 1) return lines.toSpliced(at, 0, line).join('\n');
  if (kind === 2) return lines.with(at, `${line},${chance.pick(NUMBERS)}`).join('\n');
  if (kind === 3) return lines.with(at, line.split(',').slice(1).join(',')).join('\n');
  if (kind === 4)
    return [lines[0], ...Array<string>(chance.pick([9_999, 10_001])).fill(line)].join('\n');
  if (kind === 5) return replaceOne(text, /\d+/g, chance.pick(NUMBERS), chance);
  if (kind === 6) return lines.with(at, `${'a,'.repeat(chance.pick([100, 20_000]))}b`).join('\n');
  if (kind === 7) return text.replaceAll('\n', chance.pick(['\r\n', '\r', '\n\n', '\0', ' ']));
  return insert(text, chance.pick(PIECES), chance);
}

function insert(text: string, piece: string, chance: Chance): string {
  const at = chance.below(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at);
}

function replaceOne(text: string, what: RegExp, by: string, chance: Chance): string {
  const found = [...text.matchAll(what)];
  if (found.length === 0) return insert(text, by, chance);
  const { index, 0: old } = chance.pick(found);
  return text.slice(0, index) + by + text.slice(index + old.length);
}

/** Writes a key of an object a second time, with another value. */
function twice(text: string, chance: Chance): string {
  const found = [...text.matchAll(/"[^"]*"(?=:)/g)];
  if (found.length === 0) return text;
  const { index, 0: key } = chance.pick(found);
  return `${text.slice(0, index)}${key}:${chance.pick(NUMBERS.slice(10))},${text.slice(index)}`;
}
