import type { Datatype, Tensor } from '../../runtimes/index.ts';

/** Values that go beside tensors and requests. */
export type Parameters = Readonly<Record<string, string | number | boolean>>;

/** A tensor of a request or of an answer. */
export interface NamedTensor extends Tensor {
  readonly name: string;
  readonly parameters?: Parameters;
}

/** What a model says of a tensor. */
export interface TensorMetadata {
  readonly name: string;
  readonly datatype: Datatype;
  /** -1 for a dimension of any length. */
  readonly shape: readonly number[];
  readonly parameters?: Parameters;
}
