import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatShape } from './flat-shape.ts';

const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(true, false, null),
);

describe('the shape of flat objects', () => {
  it('is told of every one that is written with these keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 4 }), value), (object) => {
        const keys = Object.keys(object);
        expect(flatShape(keys)(JSON.stringify(object))).toBe(true);
        const spread = JSON.stringify(object, null, 1).replaceAll('\n', ' \t');
        expect(flatShape(keys)(spread)).toBe(true);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('is not told of anything that parses otherwise', () => {
    const part = fc.constantFrom(
      '{',
      '}',
      '"a"',
      '"b"',
      ':',
      ',',
      '1',
      '01',
      '-',
      '1.',
      '.5',
      '1e5',
      '"x',
      '"\\q"',
      '"\\u00e9"',
      '"\t"',
      'null',
      'nul',
      '[1]',
      ' ',
      '\u00a0',
    );
    const damaged = fc
      .tuple(fc.array(part, { maxLength: 3 }), fc.nat(8), fc.nat(3))
      .map(([parts, at, n]) =>
        ['{', '"a"', ':', '1', ',', '"b"', ':', '"x"', '}'].toSpliced(at, n, ...parts).join(''),
      );
    const isTold = flatShape(['a', 'b']);
    let nTold = 0;
    fc.assert(
      fc.property(damaged, (line) => {
        if (!isTold(line)) return;
        nTold++;
        const parsed = JSON.parse(line) as Record<string, unknown>;
        expect(Object.keys(parsed)).toEqual(['a', 'b']);
        expect(Object.values(parsed).every((one) => typeof one !== 'object' || one === null)).toBe(
          true,
        );
      }),
      { seed: 8, numRuns: 1000 },
    );
    expect(nTold).toBeGreaterThan(50);
  });
});
