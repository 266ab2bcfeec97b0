import type { Signature } from '@kaizenml/contracts';
import type { RowColumn, TensorPort } from '../onnx/index.ts';

/** How the rows of a signature are put to a server of the Open Inference Protocol, and its answers read. */
export interface TensorForm {
  readonly inputs: readonly TensorPort[];
  /** Where each column of the signature goes, in its order. */
  readonly columns: readonly RowColumn[];
  readonly outputs: {
    /** Output with a number or a class per row; undefined: the most probable class is called. */
    readonly prediction: string | undefined;
    /** Output with the probabilities of every class, in the order of the signature. */
    readonly probabilities: string | undefined;
  };
}

/** How rows are put to another server; `tensors` only of those that take tensors. */
export interface RemoteForm {
  readonly signature: Signature;
  readonly tensors?: TensorForm;
}
