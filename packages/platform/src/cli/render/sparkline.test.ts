import { describe, expect, it } from 'vitest';
import { sparkline } from './sparkline.ts';

describe('sparkline', () => {
  it('rises from the least value to the largest, with points where nothing is known', () => {
    expect(sparkline([0, 1, undefined, 4, 7.99, 8])).toBe('▁▂·▅██');
    expect(sparkline([2, 2])).toBe('▄▄');
    expect(sparkline([undefined])).toBe('·');
    expect(sparkline([1, 2, 3], 2)).toBe('▁█');
    expect(sparkline([])).toBe('');
  });
});
