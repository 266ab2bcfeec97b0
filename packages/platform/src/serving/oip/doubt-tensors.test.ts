import { describe, expect, it } from 'vitest';
import { answerDoubts, doubtsAsked, doubtTensors } from './index.ts';

const NUMBERS = {
  signature: { output: { name: 'price', task: 'regression' } },
  doubt: { intervals: { nRows: 99, bins: [{ upTo: null, spans: [] }] } },
} as const;
const SETTINGS = { flags: false, alarmRate: 0.01 };

describe('doubtTensors', () => {
  it('are those that the artifact knows: ends of intervals of numbers, nothing of an older artifact', () => {
    expect(doubtTensors(NUMBERS).map(({ name, datatype }) => [name, datatype])).toEqual([
      ['interval_low', 'FP64'],
      ['interval_high', 'FP64'],
    ]);
    expect(doubtTensors({ signature: NUMBERS.signature })).toEqual([]);
  });
});

describe('doubtsAsked', () => {
  it('takes the level of the request, else that of the endpoint, else 0.9, where an end is named', () => {
    const outputs = [{ name: 'interval_low' }];
    const asked = (parameters: Record<string, string | number>, settings: object = {}) =>
      doubtsAsked({ parameters, outputs }, { ...SETTINGS, ...settings });
    expect(asked({ interval: '0.5' }, { interval: 0.8 })).toEqual({ interval: 0.5 });
    expect(asked({}, { interval: 0.8 })).toEqual({ interval: 0.8 });
    expect(asked({})).toEqual({ interval: 0.9 });
    expect(doubtsAsked({ parameters: {} }, { ...SETTINGS, interval: 0.8 })).toEqual({});
  });
});

describe('answerDoubts', () => {
  it('gives the ends of each row, NaN where a rule made the answer, and nothing unasked', () => {
    const trust = [{ interval: { level: 0.8, low: 1.5, high: 4 } }, {}];
    const [low, high, ...others] = answerDoubts(
      NUMBERS,
      { trust },
      { asked: { interval: 0.8 }, nRows: 2 },
    );
    expect(others).toEqual([]);
    expect(low).toMatchObject({ name: 'interval_low', shape: [2], parameters: { level: 0.8 } });
    expect([low?.values, high?.values]).toEqual([
      Float64Array.of(1.5, Number.NaN),
      Float64Array.of(4, Number.NaN),
    ]);
    expect(answerDoubts(NUMBERS, { trust }, { asked: {}, nRows: 2 })).toEqual([]);
  });
});
