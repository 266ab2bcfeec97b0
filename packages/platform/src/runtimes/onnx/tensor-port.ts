import type { Datatype } from '../tensor.ts';

/** An input or output of a model. */
export interface TensorPort {
  readonly name: string;
  readonly datatype: Datatype;
  /** -1 where an axis takes every length. */
  readonly shape: readonly number[];
  /** The file says no shape: any number of axes is taken, and `shape` is `[-1]`. */
  readonly isShapeless?: true;
}
