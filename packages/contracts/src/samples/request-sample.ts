import type { InputField, Row } from '../signature.ts';

/** A tensor that a model takes. */
export interface SampleTensor {
  readonly name: string;
  /** In the words of the Open Inference Protocol: `FP32`. */
  readonly datatype: string;
  /** -1 where an axis takes every length. */
  readonly shape: readonly number[];
}

/** What is asked of a model. */
export type SampleQuestion =
  | {
      readonly kind: 'row';
      readonly row: Row;
      readonly inputs: readonly Pick<InputField, 'name' | 'kind'>[];
    }
  | { readonly kind: 'forecast'; readonly horizon: number }
  | { readonly kind: 'tensors'; readonly tensors: readonly SampleTensor[] };

/** A request as programs send it. */
export interface SampleRequest {
  /** Root of the server as its callers reach it, without a slash at the end. */
  readonly url: string;
  /** Name of the model, with `/version` where one is meant. */
  readonly model: string;
  readonly question: SampleQuestion;
}

/** Lines that send a request and print the answer. They read the key from the environment variable `KAIZEN_KEY`. */
export interface RequestSample {
  /** Stable, such as `curl` or `python-requests`. */
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  readonly language: 'shell' | 'typescript' | 'python';
  readonly code: string;
  /** What must be installed or known, where anything must. */
  readonly needs?: string | undefined;
}
