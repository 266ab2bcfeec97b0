import { parentPort } from 'node:worker_threads';
import { openHeap } from '../../packages/ml/src/kernels/heap.ts';
import { checkAgainstTwin } from '../../packages/ml/src/kernels/trees/testing/check-against-twin.ts';
import { TWIN_CASES } from '../../packages/ml/src/kernels/trees/testing/twin-cases.ts';
import type { TreeKernels } from '../../packages/ml/src/kernels/trees.ts';
import { compileKernels } from '../generate/kernels.ts';
import type { Mutant } from './mutants.ts';

/** What a thread is asked: to compile a mutant, or to compare the kernels of the last one with their twins. */
export type Question = { readonly compile: Mutant } | 'compare';

/** What became of a mutant: what gave it away, or nothing; an invalid one does not compile. */
export interface Verdict {
  readonly kind: 'killed' | 'survived' | 'invalid';
  readonly by?: string;
}

let wasm: Uint8Array | undefined;

parentPort?.on('message', async (question: Question) => {
  if (question === 'compare') parentPort?.postMessage(verdict());
  else {
    const { file, source } = question.compile;
    const sources = { [`${file}.ts`]: source };
    wasm = await compileKernels(file, { sources, level: 0 }).catch(() => undefined);
    parentPort?.postMessage('compiled');
  }
});

function verdict(): Verdict {
  if (wasm === undefined) return { kind: 'invalid' };
  const heap = openHeap(2 ** 21);
  const memory = heap.memory as unknown as WebAssembly.Memory;
  const module = new WebAssembly.Module(new Uint8Array(wasm));
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports;
  // A file may also give functions to other files; they are held through those.
  for (const name of Object.keys(kernels).filter((each) => Object.hasOwn(TWIN_CASES, each))) {
    try {
      checkAgainstTwin(name as keyof TreeKernels, heap, kernels as unknown as TreeKernels);
    } catch (thrown) {
      return { kind: 'killed', by: thrown instanceof Error ? thrown.message : String(thrown) };
    }
  }
  return { kind: 'survived' };
}
