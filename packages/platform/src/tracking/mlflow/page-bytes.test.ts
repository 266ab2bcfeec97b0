import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pageBody } from './page-body.ts';
import { pageBytes } from './page-bytes.ts';

it('is the page as JSON writes it, however long its items are', () => {
  const item = fc.oneof(
    fc.record({ text: fc.string({ unit: 'binary' }), n: fc.double() }),
    fc.nat({ max: 40_000 }).map((n) => ({ text: 'é'.repeat(n) })),
  );
  const page = fc.record(
    { items: fc.array(item, { maxLength: 6 }), next: fc.string() },
    { requiredKeys: ['items'] },
  );
  fc.assert(
    fc.property(page, (one) => {
      const how = { name: 'runs', toBody: (each: object) => each };
      expect(pageBytes(one, how).toString()).toBe(
        Buffer.from(JSON.stringify(pageBody(one, how))).toString(),
      );
    }),
  );
});
