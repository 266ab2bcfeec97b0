import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatEstimate,
  formatInstant,
  formatNumber,
  formatShare,
} from './format.ts';

describe('format', () => {
  it('gives an estimate as many decimals as its interval allows', () => {
    expect(formatEstimate({ value: 0.8421739, low: 0.8311, high: 0.8532 })).toBe('0.842 ± 0.011');
    expect(formatEstimate({ value: 21_345.678, low: 20_000, high: 22_690 })).toBe('21346 ± 1345');
    expect(formatEstimate({ value: 0.5, low: null, high: null })).toBe('0.5000');
    expect(formatEstimate({ value: 1, low: 1, high: 1 })).toBe('1');
  });

  it('gives numbers four significant digits, and whole numbers all', () => {
    expect([1234.5678, 0.012345, 42, 0.5, 1e9 + 0.5, 1.5e-9, Number.NaN].map(formatNumber)).toEqual(
      ['1235', '0.01235', '42', '0.5000', '1.00e+9', '1.50e-9', '–'],
    );
  });

  it('says shares, bytes, spans and instants with their unit', () => {
    expect([0, 0.004, 0.123, 1].map(formatShare)).toEqual(['0 %', '0.4 %', '12 %', '100 %']);
    expect([0, 999, 3400, 12_000_000].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '3.4 kB',
      '12 MB',
    ]);
    expect([null, 0.2, 12, 3400, 125_000].map(formatDuration)).toEqual([
      '–',
      '< 1 ms',
      '12 ms',
      '3.4 s',
      '2 min 05 s',
    ]);
    expect(formatInstant('2026-03-01T09:30:12.345Z')).toBe('2026-03-01T09:30Z');
    expect(formatInstant(null)).toBe('–');
  });
});
