import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDateOrder } from './date-order.ts';
import { type PlainDate, readPlainDate } from './plain-date.ts';

const two = (n: number) => String(n).padStart(2, '0');
const time = fc.oneof(
  fc.constant(''),
  fc
    .tuple(
      fc.constantFrom(' ', 'T', 'x'),
      fc.nat(23),
      fc.nat(59),
      fc.constantFrom('', ':07', ':59', ':5'),
    )
    .chain(([by, hour, minute, second]) =>
      fc
        .constantFrom('', 'Z', '+02:00', ' PM')
        .map((zone) => `${by}${two(hour)}:${two(minute)}${second}${zone}`),
    ),
);
const text = fc
  .tuple(fc.integer({ min: 1880, max: 2120 }), fc.nat(14), fc.nat(33), time)
  .map(([year, month, day, rest]) => `${year}-${two(month)}-${two(day)}${rest}`);

describe('readPlainDate', () => {
  it('reads what the closer look reads, and the same', () => {
    let nRead = 0;
    fc.assert(
      fc.property(text, (one) => {
        const bytes = Buffer.from(`,${one},`);
        const date: PlainDate = { year: 0, month: 0, at: 0, style: 'no time' };
        if (!readPlainDate(bytes, 1, bytes.length - 1, date)) return;
        nRead++;
        expect(readDateOrder(one)).toMatchObject({ ...date, order: 'y-m-d', exists: true });
      }),
      { seed: 7, numRuns: 2000 },
    );
    expect(nRead).toBeGreaterThan(300);
  });
});
