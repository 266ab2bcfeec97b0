import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../math/index.ts';
import { PERSONAL_KINDS } from '../kinds/index.ts';
import { maskParts } from './mask-parts.ts';

/** The rule without shortcuts: every pattern over every text. */
function maskPlainly(text: string): string {
  if (!/\s\S+\s\S+\s\S/.test(text)) return '[masked]';
  const masked = PERSONAL_KINDS.reduce(
    (before, { inText, isValid, name }) =>
      inText
        ? before.replaceAll(inText, (found) => (isValid?.(found) === false ? found : `[${name}]`))
        : before,
    text,
  );
  return masked === text ? '[masked]' : masked;
}

const random = seededRandom(5);
const pick = (from: readonly string[] | string): string => from[random.below(from.length)] ?? '';
/** A shape as a text: `9` is a digit, `x` a hexadecimal one, `A` a capital, `a` a letter, `-` a sign or nothing. */
const filled = (shape: string) =>
  shape.replaceAll(/[9Aax-]/g, (sign) => {
    if (sign === '9') return pick('0123456789');
    if (sign === 'A') return pick('ABCDEFGHJKLMNPRSTXYZ');
    if (sign === 'a') return pick('abcdefghij');
    if (sign === 'x') return pick('0123456789abcdef');
    return sign === '-' ? pick(['-', ' ', '.', '', ':', '+', '(']) : sign;
  });
const SHAPES = [
  'aa.a@aaa.org',
  '4999-9999-9999-9999',
  '3799-999999-99999',
  'DE99 9999 9999 9999 9999 99',
  'GB99AAAA99999999999999',
  '199-99-9999',
  'CE 99 99 99 D',
  '199 09 2A 999 999 99',
  '2 99 09 99 999 999 99',
  '99999999-A',
  'X-9999999-A',
  'AAAAAA99A99A999A',
  '529.982.247-25',
  '999.999.999-99',
  '999999-9999',
  '99.99.99-999.99',
  '756.9999.9999.99',
  '+49-30-9999999',
  '+1-(2)-9-9-9-9-9-9-9-9',
  '(299)-399-9999',
  '0999999999',
  '192.168.9.99',
  'xx:xx:xx:xx:xx:xx',
  '99 Baker Street',
  '[us-ssn]',
  'number',
  '',
];

describe('maskParts', () => {
  it('answers as every pattern over every text would', () => {
    const texts = Array.from({ length: 6000 }, () =>
      Array.from({ length: 4 + random.below(5) }, () => filled(pick(SHAPES))).join(pick(' ,;\n/')),
    );
    expect(texts.filter((text) => maskParts(text) !== maskPlainly(text))).toEqual([]);
    const seen = new Set(texts.flatMap((text) => maskParts(text).match(/\[[a-z-]+\]/g) ?? []));
    const inText = PERSONAL_KINDS.filter((kind) => kind.inText).map(({ name }) => `[${name}]`);
    expect(inText.filter((mask) => !seen.has(mask))).toEqual([]);
  });

  it.each([
    ['write to jo@x.org or call +44 20 7946 0123', 'write to [email] or call [phone]'],
    ['the card 4111 1111 1111 1111 was lost', 'the card [card] was lost'],
    ['the card 4111 1111 1111 1112 was lost', '[masked]'],
    ['of the host aa:bb:cc:dd:ee:ff only', 'of the host [mac-address] only'],
    ['nothing of note in 2019', '[masked]'],
    ['jo@x.org', '[masked]'],
  ])('%s', (text, masked) => {
    expect(maskParts(text)).toBe(masked);
  });

  it('masks a text of unusual length as a whole', () => {
    expect(maskParts(`write to jo@x.org or ${'x'.repeat(100_000)}`)).toBe('[masked]');
  });
});
