import { invariant, type TensorEntry } from '@kaizenml/contracts';
import { artifactInvalid } from './artifact-invalid.ts';
import {
  DTYPES,
  dtypeOf,
  elementBytes,
  readTensor,
  type Tensor,
  writeTensor,
} from './tensor-bytes.ts';

/** A state as JSON plus bytes. */
export interface PackedState {
  /**
   * The state with `{ "$tensor": i }` in the place of typed array i, and `{ "$plain": object }` in the place
   * of an object that has a key `$tensor` or `$plain` of its own.
   */
  readonly json: unknown;
  readonly tensors: readonly TensorEntry[];
  /** Content of `weights.bin`; its length is a multiple of 8. */
  readonly bytes: Uint8Array;
}

const MARK = '$tensor';
/** Marks an object whose keys are taken as they are. */
const PLAIN = '$plain';
const ALIGNMENT = 8;

/**
 * Takes the typed arrays out of a state.
 *
 * Arrays lie one after the other, little-endian, each at a multiple of 8 bytes; gaps are zeros. The same
 * state gives the same bytes.
 *
 * @param state Plain JSON and typed arrays, without NaN, infinities or undefined outside typed arrays.
 * @throws INTERNAL when the state holds anything else.
 */
export function packState(state: unknown): PackedState {
  const found: Tensor[] = [];
  const tensors: TensorEntry[] = [];
  let offset = 0;
  const take = (tensor: Tensor, dtype: TensorEntry['dtype']): unknown => {
    tensors.push({ dtype, length: tensor.length, offset });
    offset = Math.ceil((offset + tensor.byteLength) / ALIGNMENT) * ALIGNMENT;
    return { [MARK]: found.push(tensor) - 1 };
  };
  const json = withoutTensors(state, take, 'state');
  const bytes = new Uint8Array(offset);
  found.forEach((tensor, i) => {
    writeTensor(tensor, bytes, tensors[i].offset);
  });
  return { json, tensors, bytes };
}

function withoutTensors(
  value: unknown,
  take: (tensor: Tensor, dtype: TensorEntry['dtype']) => unknown,
  path: string,
): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    invariant(Number.isFinite(value), `${path} is a finite number`);
    return value;
  }
  invariant(typeof value === 'object', `${path} is JSON or a typed array, got ${typeof value}`);
  const dtype = dtypeOf(value);
  if (dtype !== undefined) return take(value as Tensor, dtype);
  if (Array.isArray(value))
    return value.map((item, i) => withoutTensors(item, take, `${path}[${i}]`));
  const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(value));
  invariant(isPlain, `${path} is a plain object`);
  const packed = mapValues(value, (item, name) => withoutTensors(item, take, `${path}.${name}`));
  return Object.hasOwn(value, MARK) || Object.hasOwn(value, PLAIN) ? { [PLAIN]: packed } : packed;
}

/** `Object.fromEntries` defines its keys, so that "__proto__" is one like any other. */
function mapValues(value: object, change: (item: unknown, name: string) => unknown): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, change(item, name)]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Puts the typed arrays back into a state; the reverse of `packState`.
 *
 * The arrays are copies, so the bytes may come from any buffer at any offset.
 *
 * @throws MODEL_ARTIFACT_INVALID when an array does not lie within the bytes or a mark names none.
 */
export function unpackState(
  json: unknown,
  tensors: readonly TensorEntry[],
  bytes: Uint8Array,
): unknown {
  const read = tensors.map((entry, i) => {
    checkEntry(entry, i, bytes.length);
    return readTensor(entry, bytes);
  });
  return withTensors(json, read);
}

function checkEntry({ dtype, length, offset }: TensorEntry, i: number, nBytes: number): void {
  const refuse = (field: string, expectation: string, received: unknown) =>
    artifactInvalid({
      file: 'manifest.json',
      path: `tensors[${i}].${field}`,
      expectation,
      received,
    });
  if (!DTYPES.includes(dtype)) throw refuse('dtype', `be one of ${DTYPES.join(', ')}`, dtype);
  if (!Number.isSafeInteger(length) || length < 0)
    throw refuse('length', 'be a whole number of at least 0', length);
  if (!Number.isSafeInteger(offset) || offset < 0 || offset % ALIGNMENT !== 0)
    throw refuse('offset', `be a multiple of ${ALIGNMENT}`, offset);
  if (offset + length * elementBytes(dtype) > nBytes)
    throw refuse('length', `fit into the ${nBytes} bytes of weights.bin from ${offset}`, length);
}

function withTensors(value: unknown, read: readonly Tensor[]): unknown {
  if (Array.isArray(value)) return value.map((item) => withTensors(item, read));
  if (!isObject(value)) return value;
  if (Object.hasOwn(value, MARK)) return tensorAt(value[MARK], read);
  const plain = Object.hasOwn(value, PLAIN) ? value[PLAIN] : value;
  if (!isObject(plain)) throw stateInvalid(`hold an object under "${PLAIN}"`, plain);
  return mapValues(plain, (item) => withTensors(item, read));
}

function tensorAt(index: unknown, read: readonly Tensor[]): Tensor {
  if (Number.isSafeInteger(index) && Object.hasOwn(read, index as number))
    return read[index as number];
  throw stateInvalid(`name one of ${read.length} tensors`, index);
}

function stateInvalid(expectation: string, received: unknown) {
  return artifactInvalid({
    file: 'manifest.json',
    path: 'estimator.state',
    expectation,
    received,
  });
}
