import type { Datatype } from '../../../runtimes/index.ts';
import type { ContentsField } from '../datatypes.ts';

/** Messages of the protocol as they are decoded; 64-bit integers are decimal text. */

/** Value of a parameter; `parameter_choice` names the key that holds it. */
export interface InferParameter {
  readonly parameter_choice?: string;
  readonly bool_param?: boolean;
  readonly int64_param?: string;
  readonly string_param?: string;
  readonly double_param?: number;
  readonly uint64_param?: string;
}

export type InferParameters = Readonly<Record<string, InferParameter>>;

export type InferTensorContents = Readonly<
  Partial<Record<ContentsField, readonly (boolean | number | string | Uint8Array)[]>>
>;

export interface InferInputTensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly string[];
  readonly parameters: InferParameters;
  readonly contents: InferTensorContents | null;
}

export interface ModelInferRequest {
  readonly model_name: string;
  readonly model_version: string;
  readonly id: string;
  readonly parameters: InferParameters;
  readonly inputs: readonly InferInputTensor[];
  readonly outputs: readonly { readonly name: string; readonly parameters: InferParameters }[];
  readonly raw_input_contents: readonly Uint8Array[];
}

export interface ModelInferResponse {
  readonly model_name: string;
  readonly model_version: string;
  readonly id: string;
  readonly parameters: InferParameters;
  readonly outputs: readonly InferOutputTensor[];
  readonly raw_output_contents: readonly Uint8Array[];
}

export interface InferOutputTensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly parameters: InferParameters;
  readonly contents?: InferTensorContents;
}

/** A request that names a model. */
export interface NamedRequest {
  readonly name: string;
  readonly version: string;
}
