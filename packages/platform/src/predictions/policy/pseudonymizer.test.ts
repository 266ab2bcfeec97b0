import { createHmac, createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pseudonymizer } from '../index.ts';

const theirs = (key: Uint8Array, text: string) =>
  `p_${createHmac('sha256', key).update(text.trim()).digest('hex').slice(0, 32)}`;

describe('pseudonymizer', () => {
  it('gives the first half of the HMAC-SHA-256 of RFC 4231, cases 1, 2 and 6', () => {
    const cases = [
      [Buffer.alloc(20, 0x0b), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b'],
      [Buffer.from('Jefe'), 'what do ya want for nothing?', '5bdcc146bf60754e6a042426089575c7'],
      [
        Buffer.alloc(131, 0xaa),
        'Test Using Larger Than Block-Size Key - Hash Key First',
        '60e431591ee0b67f0d8a26aacbf5b77f',
      ],
    ] as const;
    for (const [key, text, expected] of cases)
      expect(pseudonymizer(createSecretKey(key))(text)).toBe(`p_${expected}`);
  });

  it('gives what node:crypto gives, of any key and text, one after the other', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('', ' a\n', '\ud800', 'ß'.repeat(1000), '€'.repeat(1000), '€'.repeat(1001)),
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 150 }),
        fc.array(text, { maxLength: 8 }),
        (key, texts) => {
          const pseudonymize = pseudonymizer(createSecretKey(key));
          for (const each of texts) expect(pseudonymize(each)).toBe(theirs(key, each));
        },
      ),
      { seed: 9, numRuns: 100 },
    );
  });
});
