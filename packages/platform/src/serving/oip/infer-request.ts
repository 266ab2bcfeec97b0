import type { NamedTensor, Parameters } from './tensor.ts';

/** An output that a caller asks for. */
export interface RequestedOutput {
  readonly name: string;
  /** Whether it is wanted in the binary form; absent: as the request says of all outputs. */
  readonly binary?: boolean;
  /** Number of best classes that are wanted instead of the tensor. */
  readonly classification?: number;
}

/** A request for inference, whatever way it came. */
export interface InferRequest {
  /** Given by the caller, echoed in the answer. */
  readonly id?: string;
  /** What the caller gave besides, without what the protocol itself reads. */
  readonly parameters: Parameters;
  /** Time that the answer may take, microseconds. */
  readonly timeoutUs?: number;
  /** 1 is the most urgent; 0 or absent: the usual one. */
  readonly priority?: number;
  readonly tensors: readonly NamedTensor[];
  /** Absent: all outputs. */
  readonly outputs?: readonly RequestedOutput[];
  /** Whether outputs that do not say are wanted in the binary form. */
  readonly binaryOutput: boolean;
}

/** What a model answered to a request. */
export interface InferAnswer {
  readonly modelName: string;
  readonly modelVersion?: string;
  /** Id under which the answer is in the prediction log; the answer's `id` where the caller gave none. */
  readonly requestId?: string;
  readonly parameters?: Parameters;
  readonly outputs: readonly NamedTensor[];
}

/** What problems of a request are told of. */
export const SUBJECT = 'inference request';

/** Where to look when a request was refused. */
export const HINT =
  'Read the tensors of the model at `GET /v2/models/<name>`; each input has a name, a shape, a datatype and its elements.';
