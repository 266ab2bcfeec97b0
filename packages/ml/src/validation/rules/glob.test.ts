import { expect, test } from 'vitest';
import { matchesGlob } from './glob.ts';

test.each([
  ['abc', 'a*c', true],
  ['abc', 'a?', false],
  ['a*c', 'a[*]c', true],
  ['[x', '[x', true],
  ['b', '[!a-c]', false],
  ['', '*', true],
  ['', '?', false],
  ['🙂', '?', true],
  ['aaaaaaaaaaaaaaaaaaaaaaaab', '*a*a*a*a*a*a*c', false],
])('"%s" matches "%s": %s', (text, pattern, expected) => {
  expect(matchesGlob(text, pattern)).toBe(expected);
});
