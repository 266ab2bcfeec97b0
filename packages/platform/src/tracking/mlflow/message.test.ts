import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { readBody, readQuery } from './message.ts';

const read = (text: string) => readBody(Buffer.from(text));

describe('the message of a body', () => {
  it('is its JSON, also where that is a text of JSON, and empty where there is none', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (message) => {
        const once = JSON.stringify(message);
        const expected = JSON.parse(once);
        expect(read(once)).toEqual(expected);
        expect(read(JSON.stringify(once))).toEqual(expected);
      }),
      { seed: 7, numRuns: 60 },
    );
    for (const nothing of ['', 'null', '"null"', '{}']) expect(read(nothing)).toEqual({});
  });

  it('may have what JSON has no word for, between quotes or not', () => {
    expect(read('{"a":NaN,"b":-Infinity,"c":[Infinity,"NaN",{"d": NaN }]}')).toEqual({
      ...{ a: 'NaN', b: '-Infinity' },
      c: ['Infinity', 'NaN', { d: 'NaN' }],
    });
    expect(read('{"key":"a \\"NaN\\" and Infinity","value":NaN}')).toEqual({
      ...{ key: 'a "NaN" and Infinity', value: 'NaN' },
    });
  });

  it.each([
    ['[]', 'The request body must be a JSON object.'],
    ['1', 'The request body must be a JSON object.'],
    ['"[]"', 'The request body must be a JSON object.'],
    ['{"a":', 'The request body must be JSON: '],
    ['{"a":NaN', 'The request body must be JSON: '],
    ['"{"', 'The request body must be JSON: '],
  ])('is refused where it is %s', (text, begin) => {
    const { code, message } = thrownBy(() => read(text));
    expect([code, message.slice(0, begin.length)]).toEqual(['REQUEST_INVALID', begin]);
  });
});

describe('the message of a long body', () => {
  it.each([
    ['quotes that do not close', `NaN"${'\\"'.repeat(100_000)}`],
    ['lists in lists', `NaN${'['.repeat(100_000)}`],
    ['words', 'NaN '.repeat(50_000)],
  ])('is read in time that grows as it does: %s', (_, text) => {
    expect(thrownBy(() => readBody(Buffer.from(text))).code).toBe('REQUEST_INVALID');
  });
});

describe('the message of a query', () => {
  it('has a list where the protocol has one, and else what was said first', () => {
    const query = { run_ids: 'a', metric_key: ['x', 'y'], tags: ['p', 'q'], path: 'z' };
    expect(readQuery(query, ['run_ids', 'tags'])).toEqual({
      ...{ run_ids: ['a'], metric_key: 'x', tags: ['p', 'q'], path: 'z' },
    });
  });
});
