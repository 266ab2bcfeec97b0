/**
 * The part of the WebAssembly interface that kernels need. The language's own library does not describe
 * it, and the description of browsers would bring the DOM along.
 */
export interface LinearMemory {
  readonly buffer: SharedArrayBuffer | ArrayBuffer;
  grow(pages: number): number;
}

interface WebAssemblyInterface {
  readonly Memory: new (size: {
    initial: number;
    maximum: number;
    shared: boolean;
  }) => LinearMemory;
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { env: { memory: LinearMemory } },
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

/** WebAssembly, where the runtime has it. */
export const webAssembly = (globalThis as unknown as { WebAssembly?: WebAssemblyInterface })
  .WebAssembly;

/** One page of linear memory, bytes. */
export const PAGE_BYTES = 65_536;
