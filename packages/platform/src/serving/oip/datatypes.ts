import type { Datatype } from '../../runtimes/index.ts';
/** How the elements of a tensor are counted and written. */
export interface DatatypeFacts {
  /** Bytes of an element; undefined for texts, which differ. */
  readonly sizeBytes: 1 | 2 | 4 | 8 | undefined;
  readonly kind: 'boolean' | 'integer' | 'float' | 'bytes';
  /** Smallest and largest element. Only for `integer`. */
  readonly range?: readonly [low: bigint, high: bigint];
  /** Name in a model configuration. */
  readonly configName: `TYPE_${string}`;
  /** Field of `InferTensorContents` that holds it; absent where the protocol has none. */
  readonly contents?: ContentsField;
}

/** The lists of `InferTensorContents`, one per family of datatypes. */
export type ContentsField =
  | 'bool_contents'
  | 'int_contents'
  | 'int64_contents'
  | 'uint_contents'
  | 'uint64_contents'
  | 'fp32_contents'
  | 'fp64_contents'
  | 'bytes_contents';

const signed = (bits: bigint) => [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n] as const;
const unsigned = (bits: bigint) => [0n, 2n ** bits - 1n] as const;

/**
 * The datatypes of tensors.
 *
 * @source Open Inference Protocol v2, "Tensor Data Types"; BF16 and the names of configurations are Triton's.
 */
export const DATATYPES = {
  BOOL: { sizeBytes: 1, kind: 'boolean', configName: 'TYPE_BOOL', contents: 'bool_contents' },
  UINT8: {
    sizeBytes: 1,
    kind: 'integer',
    range: unsigned(8n),
    configName: 'TYPE_UINT8',
    contents: 'uint_contents',
  },
  UINT16: {
    sizeBytes: 2,
    kind: 'integer',
    range: unsigned(16n),
    configName: 'TYPE_UINT16',
    contents: 'uint_contents',
  },
  UINT32: {
    sizeBytes: 4,
    kind: 'integer',
    range: unsigned(32n),
    configName: 'TYPE_UINT32',
    contents: 'uint_contents',
  },
  UINT64: {
    sizeBytes: 8,
    kind: 'integer',
    range: unsigned(64n),
    configName: 'TYPE_UINT64',
    contents: 'uint64_contents',
  },
  INT8: {
    sizeBytes: 1,
    kind: 'integer',
    range: signed(8n),
    configName: 'TYPE_INT8',
    contents: 'int_contents',
  },
  INT16: {
    sizeBytes: 2,
    kind: 'integer',
    range: signed(16n),
    configName: 'TYPE_INT16',
    contents: 'int_contents',
  },
  INT32: {
    sizeBytes: 4,
    kind: 'integer',
    range: signed(32n),
    configName: 'TYPE_INT32',
    contents: 'int_contents',
  },
  INT64: {
    sizeBytes: 8,
    kind: 'integer',
    range: signed(64n),
    configName: 'TYPE_INT64',
    contents: 'int64_contents',
  },
  FP16: { sizeBytes: 2, kind: 'float', configName: 'TYPE_FP16' },
  FP32: { sizeBytes: 4, kind: 'float', configName: 'TYPE_FP32', contents: 'fp32_contents' },
  FP64: { sizeBytes: 8, kind: 'float', configName: 'TYPE_FP64', contents: 'fp64_contents' },
  BF16: { sizeBytes: 2, kind: 'float', configName: 'TYPE_BF16' },
  BYTES: {
    sizeBytes: undefined,
    kind: 'bytes',
    configName: 'TYPE_STRING',
    contents: 'bytes_contents',
  },
} as const satisfies Record<Datatype, DatatypeFacts>;

/** The names, in the order of the specification. */
export const DATATYPE_NAMES = Object.keys(DATATYPES) as readonly Datatype[];

/** What is known about a datatype. */
export function datatypeOf(name: Datatype): DatatypeFacts {
  return DATATYPES[name];
}

/** Whether a value names a datatype. */
export function isDatatype(value: unknown): value is Datatype {
  return typeof value === 'string' && Object.hasOwn(DATATYPES, value);
}
