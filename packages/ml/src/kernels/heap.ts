import { AppError } from '@kaizenml/contracts';
import { type LinearMemory, PAGE_BYTES, webAssembly } from './web-assembly.ts';

const ALIGNMENT = 64;
const MAX_PAGES = 65_536;

/**
 * Linear memory that kernels work on, given out like a stack: take marks a place, `release` gives back
 * everything taken since.
 *
 * Views do not see what the memory grows by: make them after the last `take` of a piece of work. The first page
 * belongs to the kernels' own constants.
 */
export interface Heap {
  readonly memory: LinearMemory;
  /** Where it ends at most: what is taken lies below. */
  readonly maxBytes: number;
  /** Address of `nBytes` bytes, a multiple of 64. Their content is whatever lay there. @throws MEMORY_EXHAUSTED */
  take(nBytes: number): number;
  /** Where the next bytes would lie. */
  mark(): number;
  /** Gives back everything taken since that mark. */
  release(mark: number): void;
  bytes(at: number, length: number): Uint8Array;
  ints(at: number, length: number): Int32Array;
  floats(at: number, length: number): Float32Array;
  doubles(at: number, length: number): Float64Array;
  /** Where numbers lie that `doubles` has given; undefined for others. */
  addressOf(values: Float64Array): number | undefined;
}

/**
 * A heap of its own; it grows as it is used.
 *
 * @param maxBytes Upper end. Default: the 4 GiB that 32-bit addresses reach.
 */
export function openHeap(maxBytes: number = MAX_PAGES * PAGE_BYTES): Heap {
  const limit = webAssembly ? MAX_PAGES * PAGE_BYTES : FALLBACK_BYTES;
  const nPages = Math.ceil(Math.min(limit, maxBytes) / PAGE_BYTES);
  return heapOver(newMemory(nPages), PAGE_BYTES, nPages * PAGE_BYTES);
}

/** A heap over the part of a memory that begins at `start`: how threads share one memory. */
export function heapOver(memory: LinearMemory, start: number, maxBytes: number): Heap {
  let end = start;
  // A shared memory has a new buffer whenever it has grown; views of former ones see the same bytes.
  const buffers = new WeakSet<ArrayBufferLike>();
  return {
    memory,
    maxBytes,
    take(nBytes) {
      const at = end;
      const next = Math.ceil((at + nBytes) / ALIGNMENT) * ALIGNMENT;
      reach(memory, next);
      end = next;
      return at;
    },
    mark: () => end,
    release(mark) {
      end = mark;
    },
    bytes: (at, length) => new Uint8Array(memory.buffer, at, length),
    ints: (at, length) => new Int32Array(memory.buffer, at, length),
    floats: (at, length) => new Float32Array(memory.buffer, at, length),
    doubles(at, length) {
      buffers.add(memory.buffer);
      return new Float64Array(memory.buffer, at, length);
    },
    addressOf: ({ buffer, byteOffset }) => (buffers.has(buffer) ? byteOffset : undefined),
  };
}

/** Without WebAssembly, growing would move the bytes: the fallback takes all of a fixed size at once. */
const FALLBACK_BYTES = 2 ** 30;

function newMemory(maximum: number): LinearMemory {
  if (webAssembly) return new webAssembly.Memory({ initial: 1, maximum, shared: true });
  const buffer = new ArrayBuffer(PAGE_BYTES, {
    maxByteLength: maximum * PAGE_BYTES,
  });
  return {
    buffer,
    grow(pages) {
      const before = buffer.byteLength / PAGE_BYTES;
      buffer.resize(buffer.byteLength + pages * PAGE_BYTES);
      return before;
    },
  };
}

function reach(memory: LinearMemory, nBytes: number): void {
  const missing = Math.ceil((nBytes - memory.buffer.byteLength) / PAGE_BYTES);
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new AppError('MEMORY_EXHAUSTED', {
      message: `The kernels' memory must stay below its limit, got a need of ${Math.ceil(nBytes / 2 ** 20)} MiB.`,
      hint: 'Learn from a sample of the rows, or leave columns out: WebAssembly addresses 4 GiB.',
      details: { neededBytes: nBytes, presentBytes: memory.buffer.byteLength },
      cause: thrown,
    });
  }
}
