import { fromBase64 } from './base64.ts';
import { type LinearMemory, webAssembly } from './web-assembly.ts';

/** One area of kernels: compiled code, and a twin in TypeScript that does the same to the last bit. */
export interface KernelArea<Kernels> {
  /** The compiled module in base64, from a generated file. */
  readonly wasm: string;
  /** The same functions over the same memory, in plain TypeScript: oracle of the tests, and fallback. */
  readonly twin: (memory: LinearMemory) => Kernels;
}

/** Compiling the same area twice would take milliseconds each; a module holds no state. */
const MODULES = new Map<string, object>();

/** The functions of an area over a memory: compiled where the runtime has WebAssembly, else the twin. */
export function loadKernels<Kernels>(area: KernelArea<Kernels>, memory: LinearMemory): Kernels {
  if (!webAssembly) return area.twin(memory);
  let module = MODULES.get(area.wasm);
  if (module === undefined) {
    module = new webAssembly.Module(fromBase64(area.wasm));
    MODULES.set(area.wasm, module);
  }
  return new webAssembly.Instance(module, { env: { memory } }).exports as Kernels;
}
