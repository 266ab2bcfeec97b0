import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIds } from '../kit/index.ts';
import { dayOfId } from './request-day.ts';

const DAY_MS = 24 * 3600 * 1000;

describe('dayOfId', () => {
  it('reads the time that an id was made at', () => {
    fc.assert(
      fc.property(fc.integer({ min: DAY_MS, max: Date.UTC(2999, 0, 1) }), (ms) => {
        const days = [ms - DAY_MS, ms, ms + DAY_MS].map((each) =>
          new Date(each).toISOString().slice(0, 10),
        );
        expect(dayOfId(createIds({ clock: { now: () => ms } })())).toEqual(days);
      }),
      { seed: 6 },
    );
  });

  it.each([
    '',
    'r1',
    '01KE8Z6J1N3V9W2T5Q7R0C4M8',
    '01KE8Z6J1N3V9W2T5Q7R0C4M8I',
    '81KE8Z6J1N3V9W2T5Q7R0C4M8A',
    '01ke8z6j1n3v9w2t5q7r0c4m8a',
  ])('leaves %j, which is no ULID, open', (id) => {
    expect(dayOfId(id)).toBeUndefined();
  });
});
