import { fromBase64 } from './base64.ts';
import { type LinearMemory, webAssembly } from './web-assembly.ts';

/** One area of kernels: compiled code, and a twin in TypeScript that does the same to the last bit. */
export interface KernelArea<Kernels> {
  /** The compiled module in base64, from a generated file. */
  readonly wasm: string;
  /** The same functions over the same memory, in plain TypeScript: oracle of the tests, and fallback. */
  readonly twin: (memory: LinearMemory) => Kernels;
}

/** Compiling an area takes milliseconds; a module holds no state. `null` where the runtime lacks SIMD or threads. */
const MODULES = new Map<string, object | null>();
/** Functions over a memory, by area: making them anew would cost a single row more than its answer. */
const LOADED = new WeakMap<LinearMemory, Map<string, unknown>>();

/** The functions of an area over a memory: compiled where the runtime can, else the twin. */
export function loadKernels<Kernels>(area: KernelArea<Kernels>, memory: LinearMemory): Kernels {
  const loaded = LOADED.get(memory) ?? new Map<string, unknown>();
  LOADED.set(memory, loaded);
  let kernels = loaded.get(area.wasm) as Kernels | undefined;
  if (kernels === undefined) {
    kernels = instantiate(area, memory);
    loaded.set(area.wasm, kernels);
  }
  return kernels;
}

function instantiate<Kernels>({ wasm, twin }: KernelArea<Kernels>, memory: LinearMemory): Kernels {
  const module = compile(wasm);
  if (!webAssembly || module === null) return twin(memory);
  return new webAssembly.Instance(module, { env: { memory } }).exports as Kernels;
}

function compile(wasm: string): object | null {
  if (!webAssembly) return null;
  let module = MODULES.get(wasm);
  if (module === undefined) {
    const bytes = fromBase64(wasm);
    module = webAssembly.validate(bytes) ? new webAssembly.Module(bytes) : null;
    MODULES.set(wasm, module);
  }
  return module;
}
