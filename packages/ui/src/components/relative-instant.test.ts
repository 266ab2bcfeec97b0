import { expect, it } from 'vitest';
import { exactInstant } from './exact-instant.ts';
import { relativeInstant } from './relative-instant.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

it.each([
  ['2026-11-23T12:00:00.000Z', 'just now'],
  ['2026-11-23T11:59:00.001Z', 'just now'],
  ['2026-11-23T11:59:00.000Z', '1 min ago'],
  ['2026-11-23T09:30:00Z', '2 h ago'],
  ['2026-11-21T12:00:00Z', '2 d ago'],
  ['2026-10-24T12:00:00Z', '2026-10-24'],
  ['2026-11-23T12:00:30Z', 'in a moment'],
  ['2026-11-23T12:20:00Z', 'in 20 min'],
  ['2026-11-25T13:00:00Z', 'in 2 d'],
  ['not known', 'not known'],
])('says of %s that it is %s', (at, words) => {
  expect(relativeInstant(at, NOW)).toBe(words);
});

it('says an instant to the second', () => {
  expect(exactInstant('2026-11-23T12:39:04.123Z')).toBe('2026-11-23 12:39:04 UTC');
});
