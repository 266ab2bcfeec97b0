import type { LinearMemory } from '../web-assembly.ts';

/** Views of linear memory from an address to its end. */
export interface LinearViews {
  bytes(at: number): Uint8Array;
  ints(at: number): Int32Array;
  doubles(at: number): Float64Array;
}

/** Views of a memory as it is now: they end when it grows. */
export function linearViews(memory: LinearMemory): LinearViews {
  return {
    bytes: (at) => new Uint8Array(memory.buffer, at),
    ints: (at) => new Int32Array(memory.buffer, at),
    doubles: (at) => new Float64Array(memory.buffer, at),
  };
}
