import { expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { nameFrequency, parseFrequency } from './name-frequency.ts';

it.each([
  'second',
  '30 minutes',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  '2 weeks',
  '2 months',
  'business-day',
])('reads and names %s', (name) => expect(nameFrequency(parseFrequency(name))).toBe(name));

it('names what no unit measures by its size, and refuses other words', () => {
  expect(nameFrequency({ kind: 'fixed', stepMs: 1 })).toBe('step');
  expect(nameFrequency(parseFrequency('7 days'))).toBe('week');
  for (const word of ['fortnight', '0 days', '2 business-days'])
    expect(thrownBy(() => parseFrequency(word)).message).toBe(
      `A frequency must be a unit of time with or without a number, got "${word}".`,
    );
});
