import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import {
  findMessages,
  findText,
  findTexts,
  findWord,
  getRunId,
  getText,
  readLimit,
  toNumber,
  toWhole,
} from './fields.ts';

const SEE = 'See the API docs for more information about request parameters.';
const hint = (value: string, name: string, type: string) =>
  `Invalid value ${value} for parameter '${name}' supplied. Hint: Value was of type '${type}'. ${SEE}`;
const messageOf = (read: () => unknown) => {
  const { code, message } = thrownBy(read);
  expect(code).toBe('REQUEST_INVALID');
  return message;
};

describe('a field', () => {
  it.each([
    [31, '31', 'int'],
    [9.5, '9.5', 'float'],
    [true, 'true', 'bool'],
    [['a'], '["a"]', 'list'],
    [{ a: 1 }, '{"a":1}', 'dict'],
  ])('that should be a text is told what it was: %j', (value, shown, type) => {
    expect(messageOf(() => findText({ name: value }, 'name'))).toBe(hint(shown, 'name', type));
  });

  it('that must be there is missing where it is unset, null or empty', () => {
    for (const message of [{}, { name: null }, { name: '' }])
      expect(messageOf(() => getText(message, 'name', { within: 'tags[3].' }))).toBe(
        `Missing value for required parameter 'tags[3].name'. ${SEE}`,
      );
  });

  it('with the id of a run may have its old name', () => {
    expect(getRunId({ run_id: 'a', run_uuid: 'b' })).toBe('a');
    expect(getRunId({ run_id: '', run_uuid: 'b' })).toBe('b');
    expect(getRunId({ run_uuid: 'b' })).toBe('b');
    expect(messageOf(() => getRunId({ run_id: null }))).toContain("parameter 'run_id'");
  });

  it('with a list has nothing else in it', () => {
    expect(findTexts({ ids: ['a'] }, 'ids')).toEqual(['a']);
    expect(findTexts({}, 'ids')).toEqual([]);
    expect(messageOf(() => findTexts({ ids: ['a', 1] }, 'ids'))).toBe(
      hint('["a",1]', 'ids', 'list'),
    );
    expect(messageOf(() => findMessages({ tags: '5' }, 'tags'))).toBe(hint('"5"', 'tags', 'str'));
    expect(messageOf(() => findMessages({ tags: [[]] }, 'tags'))).toBe(
      hint('[[]]', 'tags', 'list'),
    );
  });

  it('with a word takes its name and its number', () => {
    const words = { RUNNING: 'r', SCHEDULED: 's' };
    const read = (status: unknown) => findWord({ status }, 'status', { words });
    expect(['RUNNING', 1, '2', undefined, null, ''].map(read)).toEqual([
      ...['r', 'r', 's'],
      ...[undefined, undefined, undefined],
    ]);
    for (const wrong of ['running', 0, 3, '9', true, 'toString', {}])
      expect(messageOf(() => read(wrong))).toContain("for parameter 'status' supplied");
  });
});

describe('a number', () => {
  it('is the same as a number and as a text', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (whole) => {
        expect(toWhole(whole, 'step')).toBe(whole);
        expect(toWhole(String(whole), 'step')).toBe(whole);
      }),
      { seed: 7 },
    );
    fc.assert(
      fc.property(fc.double(), (number) => {
        expect(toNumber(String(number), 'value')).toBe(Object.is(number, -0) ? 0 : number);
        expect(toNumber(number, 'value')).toBe(number);
      }),
      { seed: 7 },
    );
  });

  it('that is whole is kept as it is, or refused', () => {
    const most = Number.MAX_SAFE_INTEGER;
    for (const edge of [most, -most, 0]) expect(toWhole(edge, 'step')).toBe(edge);
    for (const beyond of [most + 1, -most - 1, 0.5, '0.5', '', 'foo', '1e3', true, null, [1], NaN])
      expect(messageOf(() => toWhole(beyond, 'step'))).toContain("for parameter 'step' supplied");
  });

  it('has no other words than the three', () => {
    expect(['NaN', 'Infinity', '-Infinity'].map((word) => toNumber(word, 'value'))).toEqual([
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
    for (const wrong of ['nan', 'inf', '0x10', ' 1', '', '1_000', true, null, {}])
      expect(messageOf(() => toNumber(wrong, 'value'))).toContain("for parameter 'value' supplied");
  });

  it('of results is at least one, and not more than the protocol has', () => {
    const limits = { fallback: 1000, most: 50_000 };
    const read = (max_results: unknown) => readLimit({ max_results }, limits);
    expect([undefined, 1, '50000'].map(read)).toEqual([1000, 1, 50_000]);
    const said = "for parameter 'max_results' supplied: It must be";
    expect(messageOf(() => read(0))).toBe(`Invalid value 0 ${said} a positive integer.`);
    expect(messageOf(() => read(50_001))).toBe(`Invalid value 50001 ${said} at most 50000.`);
  });
});
