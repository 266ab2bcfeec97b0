import { describe, expect, it } from 'vitest';
import { readTensor } from './tensor-bytes.ts';

describe('readTensor', () => {
  it('copies out of a view that lies anywhere in its buffer, even where slice copies nothing', () => {
    const around = new Uint8Array(64).fill(9);
    const bytes = around.subarray(24, 40);
    bytes.set(new Uint8Array(Float64Array.of(1.5, -2).buffer));
    bytes.slice = bytes.subarray as typeof bytes.slice;
    const tensor = readTensor({ dtype: 'f64', length: 2, offset: 0 }, bytes);
    around.fill(0);
    expect(tensor).toEqual(Float64Array.of(1.5, -2));
  });
});
