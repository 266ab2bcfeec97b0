import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { readBody } from './message.ts';
import { readBatch } from './read-batch.ts';

const metric = (i: number) => ({ key: `m${i}`, value: i, timestamp: 1, step: i });
const pair = (i: number) => ({ key: `k${i}`, value: 'v' });
const times = <T>(n: number, make: (i: number) => T) =>
  Array.from({ length: n }, (_, i) => make(i));
const read = (message: object, nBytes = 2) => readBatch({ ...message }, nBytes);
const refusalOf = (message: object, nBytes?: number) => {
  const { code, message: said } = thrownBy(() => read(message, nBytes));
  expect(code).toBe('REQUEST_INVALID');
  return said;
};
const tooMany = (limit: number, what: string, n: number) =>
  `A batch logging request can contain at most ${limit} ${what}. Got ${n} ${what}. Please split up ${what} across multiple requests and try again.`;

describe('a batch', () => {
  it('is what was sent, in any form of numbers, without what nobody knows', () => {
    const batch = readBody(
      Buffer.from(
        '{"metrics":[{"key":"a","value":"0.5","timestamp":"12","step":"-3","unknown":1},{"key":"a","value":NaN,"timestamp":13}],"params":[{"key":"p","value":"1"},{"key":"__proto__"}],"tags":[{"key":"t","value":"1"},{"key":"t","value":"2"}],"more":{}}',
      ),
    );
    const { metrics, params, tags } = read(batch);
    expect(metrics).toEqual([
      { key: 'a', value: 0.5, atMs: 12, step: -3 },
      { key: 'a', value: Number.NaN, atMs: 13, step: 0 },
    ]);
    expect(Object.entries(params ?? {})).toEqual([
      ['p', '1'],
      ['__proto__', ''],
    ]);
    expect(tags).toEqual({ t: '2' });
    expect(read({})).toEqual({ metrics: [], params: {}, tags: {} });
  });

  it('keeps every value of a metric', () => {
    const value = fc.double();
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), (values) => {
        const metrics = values.map((each, i) => ({
          ...metric(i),
          value: Number.isFinite(each) ? each : String(each),
        }));
        const sent = readBody(Buffer.from(JSON.stringify({ metrics })));
        expect(read(sent).metrics?.map((point) => point.value)).toEqual(
          values.map((each) => (Object.is(each, -0) ? 0 : each)),
        );
      }),
      { seed: 7 },
    );
  });

  it('tells of which model and dataset a metric is', () => {
    const origin = { model_id: 'm-1', dataset_name: 'iris', dataset_digest: 'abc' };
    const [whole, half] =
      read({
        metrics: [
          { ...metric(0), ...origin },
          { ...metric(1), model_id: '', dataset_digest: 'abc' },
        ],
      }).metrics ?? [];
    expect(whole).toMatchObject({ modelId: 'm-1', dataset: { name: 'iris', digest: 'abc' } });
    expect(half).toEqual({ key: 'm1', value: 1, atMs: 1, step: 1 });
  });

  it('has at most 1000 metrics, 100 params, 100 tags and 1000 of all', () => {
    const most = { metrics: times(800, metric), params: times(100, pair), tags: times(100, pair) };
    expect(read(most).metrics).toHaveLength(800);
    expect(read({ metrics: times(1000, metric) }).metrics).toHaveLength(1000);
    expect(refusalOf({ metrics: times(1001, metric) })).toBe(tooMany(1000, 'metrics', 1001));
    expect(refusalOf({ params: times(101, pair) })).toBe(tooMany(100, 'params', 101));
    expect(refusalOf({ tags: times(101, pair) })).toBe(tooMany(100, 'tags', 101));
    expect(refusalOf({ ...most, metrics: times(801, metric) })).toBe(
      tooMany(1000, 'metrics, params, and tags', 1001),
    );
  });

  it('has at most a million bytes', () => {
    expect(read({}, 1_000_000)).toBeDefined();
    expect(refusalOf({}, 1_000_001)).toBe(
      'Batched logging API requests must be at most 1000000 bytes, got a request of size 1000001.',
    );
  });

  it('cuts values of params at 6000 and of tags at 8000 characters, and never in one', () => {
    const params = (length: number) => read({ params: [{ key: 'p', value: '𝒳'.repeat(length) }] });
    const tags = (length: number) => read({ tags: [{ key: 't', value: '𝒳'.repeat(length) }] });
    for (const length of [5999, 6000]) expect(params(length).params?.p).toBe('𝒳'.repeat(length));
    expect(params(6001).params?.p).toBe('𝒳'.repeat(6000));
    expect(tags(8000).tags?.t).toBe('𝒳'.repeat(8000));
    expect(tags(8001).tags?.t).toBe('𝒳'.repeat(8000));
  });

  it('sets a param once', () => {
    const params = [pair(0), pair(1), pair(0), pair(1), pair(0)];
    expect(refusalOf({ params })).toBe(
      "Duplicate parameter keys have been submitted: ['k0', 'k1', 'k0']. Please ensure the request contains only one param value per param key.",
    );
  });

  it.each([
    [{ metrics: 'foo' }, `Invalid value "foo" for parameter 'metrics' supplied`],
    [{ params: 'foo' }, `Invalid value "foo" for parameter 'params' supplied`],
    [{ tags: { a: 1 } }, `Invalid value {"a":1} for parameter 'tags' supplied`],
    [{ metrics: [1] }, `Invalid value [1] for parameter 'metrics' supplied`],
    [{ params: [null] }, `Invalid value [null] for parameter 'params' supplied`],
    [
      { metrics: [{ value: 1, timestamp: 1 }] },
      `Missing value for required parameter 'metrics[0].key'`,
    ],
    [
      { metrics: [metric(0), { key: 'a', timestamp: 1 }] },
      `Missing value for required parameter 'metrics[1].value'`,
    ],
    [
      { metrics: [{ key: 'mae', value: 2.5 }] },
      `Missing value for required parameter 'metrics[0].timestamp'`,
    ],
    [{ metrics: [{ ...metric(0), key: 7 }] }, `Invalid value 7 for parameter 'metrics[0].key'`],
    [
      { metrics: [{ ...metric(0), value: true }] },
      `Invalid value true for parameter 'metrics[0].value'`,
    ],
    [
      { metrics: [{ ...metric(0), step: 'x' }] },
      `Invalid value "x" for parameter 'metrics[0].step'`,
    ],
    [
      { metrics: [{ ...metric(0), timestamp: -1 }] },
      `Invalid value -1 for parameter 'metrics[0].timestamp' supplied: Timestamp must be a nonnegative long (64-bit integer).`,
    ],
    [
      { metrics: [{ ...metric(0), model_id: 5 }] },
      `Invalid value 5 for parameter 'metrics[0].model_id'`,
    ],
    [{ params: [{ value: 'x' }] }, `Missing value for required parameter 'params[0].key'`],
    [{ params: [{ key: 'a', value: 1 }] }, `Invalid value 1 for parameter 'params[0].value'`],
    [{ tags: [{ key: '../a', value: '' }] }, `Invalid value "../a" for parameter 'tags[0].key'`],
  ])('is refused where it has %j', (message, begin) => {
    expect(refusalOf(message)).toContain(begin);
  });
});
