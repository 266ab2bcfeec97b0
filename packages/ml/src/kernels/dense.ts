import { WASM } from './dense.generated.ts';
import type { KernelArea } from './load-kernels.ts';
import type { LinearMemory } from './web-assembly.ts';

/** Kernels on dense arrays. Addresses are bytes, lengths are elements. */
export interface DenseKernels {
  /** Sum of a[i] * b[i] over n doubles. */
  dotDoubles(a: number, b: number, n: number): number;
}

/** Kernels on dense arrays of numbers. */
export const DENSE: KernelArea<DenseKernels> = { wasm: WASM, twin: denseTwin };

function denseTwin(memory: LinearMemory): DenseKernels {
  return {
    dotDoubles(a, b, n) {
      const x = new Float64Array(memory.buffer, a, n);
      const y = new Float64Array(memory.buffer, b, n);
      const sums = [0, 0, 0, 0];
      const whole = n & ~3;
      for (let i = 0; i < whole; i++) sums[i & 3] += x[i] * y[i];
      let sum = sums[0] + sums[2] + (sums[1] + sums[3]);
      for (let i = whole; i < n; i++) sum += x[i] * y[i];
      return sum;
    },
  };
}
