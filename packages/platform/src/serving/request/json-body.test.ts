import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { parseJsonBody } from './json-body.ts';
import { replaceNonFinite } from './replace-non-finite.ts';

const parse = (text: string) => parseJsonBody(new TextEncoder().encode(text), 'request');

describe('a body in JSON', () => {
  it('is read as JSON is, all of it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parse(JSON.stringify(value)).value).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 5 },
    );
  });

  it('may have the numbers that Python writes, and keeps them in texts', () => {
    const text = '{"NaN":[NaN,Infinity,-Infinity,"NaN, \\"Infinity","a\\\\",18446744073709551616]}';
    const expected = [null, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const texts = ['NaN, "Infinity', 'a\\'];
    expect(parse(text).value).toEqual({ NaN: [...expected, ...texts, 2 ** 64] });
    expect(parse(text).exact()).toEqual({ NaN: [...expected, ...texts, 2n ** 64n] });
  });

  it('is read exactly once, however many ask', () => {
    const body = parse('[18446744073709551616]');
    expect(body.exact()).toBe(body.exact());
  });

  it.each(['NaNs', 'aNaN', '-NaN', '+Infinity', '"NaN', '[NaN', ''])('is not %j', (text) => {
    expect(thrownBy(() => parse(text))).toMatchObject({
      code: 'REQUEST_INVALID',
      hint: 'Check quotes and commas; write null for a missing value.',
      details: {
        problems: [{ path: '(body)', problem: expect.stringMatching(/^must be JSON, got /) }],
      },
    });
  });

  it('is left alone where there is nothing to replace', () => {
    expect(replaceNonFinite('{"a":"NaN"}')).toBeUndefined();
    expect(replaceNonFinite('"\\')).toBeUndefined();
  });
});
