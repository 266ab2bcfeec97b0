import { describe, expect, it } from 'vitest';
import { isMissingMarker } from './missing-markers.ts';
import { parseNumber } from './parse-number.ts';

describe('isMissingMarker', () => {
  it.each(['', ' ', '?', 'NA', 'n/a', 'NaN', 'null', 'NULL', '-', '#N/A', ' ? '])(
    'knows "%s"',
    (text) => {
      expect(isMissingMarker(text)).toBe(true);
    },
  );

  it.each(['None', 'unknown', '0', 'no', '-1', 'Nan Bread'])('keeps the answer "%s"', (text) => {
    expect(isMissingMarker(text)).toBe(false);
  });
});

describe('parseNumber', () => {
  it.each([
    ['1', 1],
    [' -2.50 ', -2.5],
    ['+.5e1', 5],
    ['0012', 12],
  ])('reads "%s"', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each(['', ' ', '0x10', 'Infinity', '1,5', '1e999', '1 2', 'e3', '--1'])(
    'refuses "%s"',
    (text) => {
      expect(parseNumber(text)).toBeNaN();
    },
  );
});
