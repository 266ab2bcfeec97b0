import { expect, test } from 'vitest';
import { addValue, canonicalKey, emptyValueSet, hasValue } from './value-set.ts';

test('a set knows what was added, and nothing else', () => {
  const set = emptyValueSet();
  const values = Array.from({ length: 20_000 }, (_, k) => `key ${k}`);
  expect(values.some((value) => addValue(set, value))).toBe(false);
  expect(values.every((value) => addValue(set, value) && hasValue(set, value))).toBe(true);
  expect(values.some((value) => hasValue(set, `${value} `))).toBe(false);
});

test.each([
  ['1.0', '1'],
  [' 1e2 ', '100'],
  ['-0', '0'],
  ['+5', '5'],
  ['007', '007'],
  ['9007199254740993', '9007199254740993'],
  ['1e999', '1e999'],
  ['abc ', 'abc'],
  ['0x10', '0x10'],
])('"%s" is the key "%s"', (text, key) => {
  expect(canonicalKey(text)).toBe(key);
});
