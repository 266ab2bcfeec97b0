/** Number of elements of an axis; -1 where every number is taken. */
export type Shape = readonly number[];

/** An input or output of a graph. */
export interface Port {
  readonly name: string;
  /** Number of the element type in `TensorProto.DataType`; undefined where it is no tensor. */
  readonly elementType: number | undefined;
  /** Undefined where it is no tensor, or where the file does not say it. */
  readonly shape: Shape | undefined;
  /** For people: `tensor`, `sequence(map(int64, float))`. */
  readonly type: string;
}

/** Labels of classes as a file holds them. */
export type Labels = readonly (string | number)[];

/** What a model file says of itself. */
export interface OnnxDescription {
  /** `skl2onnx`, `pytorch`; empty where it does not say. */
  readonly producer: string;
  readonly producerVersion: string;
  readonly irVersion: number;
  /** Version by operator set: `ai.onnx`, `ai.onnx.ml`. */
  readonly opsets: Readonly<Record<string, number>>;
  /** Properties that whoever exported it added. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Without those that only give a weight a default. */
  readonly inputs: readonly Port[];
  /** As they are without `ZipMap`, which makes dictionaries of a tensor. */
  readonly outputs: readonly Port[];
  /** Classes in the order of the probabilities; undefined where no operator names them. */
  readonly labels: Labels | undefined;
  /** Files beside it that hold weights. */
  readonly externalFiles: readonly string[];
}
