import type { Tensor as OrtTensor } from 'onnxruntime-node';
import type { Datatype, TensorValues } from '../tensor.ts';

interface ArrayType {
  new (buffer: ArrayBuffer): Exclude<TensorValues, readonly (string | null)[]>;
  readonly BYTES_PER_ELEMENT: number;
}

/** What a datatype is elsewhere. */
export interface DatatypeRow {
  readonly datatype: Datatype;
  /** Number in `TensorProto.DataType` of ONNX. */
  readonly elementType: number;
  /** Name in ONNX Runtime. */
  readonly runtime: OrtTensor.Type;
  /** What its values are kept in; undefined for text. */
  readonly array: ArrayType | undefined;
}

/** Every datatype that ONNX Runtime takes from JavaScript. */
export const DATATYPES: readonly DatatypeRow[] = [
  { datatype: 'FP32', elementType: 1, runtime: 'float32', array: Float32Array },
  { datatype: 'UINT8', elementType: 2, runtime: 'uint8', array: Uint8Array },
  { datatype: 'INT8', elementType: 3, runtime: 'int8', array: Int8Array },
  { datatype: 'UINT16', elementType: 4, runtime: 'uint16', array: Uint16Array },
  { datatype: 'INT16', elementType: 5, runtime: 'int16', array: Int16Array },
  { datatype: 'INT32', elementType: 6, runtime: 'int32', array: Int32Array },
  { datatype: 'INT64', elementType: 7, runtime: 'int64', array: BigInt64Array },
  { datatype: 'BYTES', elementType: 8, runtime: 'string', array: undefined },
  { datatype: 'BOOL', elementType: 9, runtime: 'bool', array: Uint8Array },
  { datatype: 'FP16', elementType: 10, runtime: 'float16', array: Uint16Array },
  { datatype: 'FP64', elementType: 11, runtime: 'float64', array: Float64Array },
  { datatype: 'UINT32', elementType: 12, runtime: 'uint32', array: Uint32Array },
  { datatype: 'UINT64', elementType: 13, runtime: 'uint64', array: BigUint64Array },
];

const BY_DATATYPE = new Map(DATATYPES.map((row) => [row.datatype, row]));

/** The row of a datatype that a model has: ONNX Runtime takes no BF16 from JavaScript. */
export function rowOf(datatype: Datatype): DatatypeRow {
  return BY_DATATYPE.get(datatype) as DatatypeRow;
}

/** Whether values are kept in the array of a datatype. */
export function holds(datatype: Datatype, values: TensorValues): boolean {
  const { array } = rowOf(datatype);
  return array === undefined ? Array.isArray(values) : values instanceof array;
}
