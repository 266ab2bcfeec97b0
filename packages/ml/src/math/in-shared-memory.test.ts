import { afterEach, describe, expect, it, vi } from 'vitest';
import { inSharedMemory, sharedBytes, sharedDoubles } from './in-shared-memory.ts';

afterEach(() => vi.unstubAllGlobals());

describe('inSharedMemory', () => {
  it.each([
    Float64Array.of(1, Number.NaN, -0),
    Int32Array.of(3, -1),
    Float64Array.of(7, 8, 9).subarray(1),
  ])('copies once', (values) => {
    const shared = inSharedMemory<Float64Array | Int32Array>(values);
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(shared.constructor).toBe(values.constructor);
    expect([...shared]).toEqual([...values]);
    expect(inSharedMemory(shared)).toBe(shared);
  });

  it('is the array itself, and room is plain room, where the runtime shares no memory', () => {
    vi.stubGlobal('SharedArrayBuffer', undefined);
    const values = Float64Array.of(1, 2);
    expect(inSharedMemory(values)).toBe(values);
    expect(sharedDoubles(3)).toEqual(new Float64Array(3));
    expect(sharedBytes(3).buffer).toBeInstanceOf(ArrayBuffer);
  });
});
