import type { ArtifactHash } from '@kaizenml/contracts';
import type { Progress } from '../progress.ts';

/** The output of a step: its content hash, and the value when somebody needs it. */
export interface Handle<T> {
  readonly hash: string;
  /** Reads the value; later calls get the same one. */
  load(): Promise<T>;
}

/** What a step may use besides its inputs and parameters; nothing in it may change a complete output. */
export interface StepContext {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Instant (ms since 1970) at which the whole run wants to be over; undefined without a budget. */
  readonly deadlineAt: number | undefined;
  /** Remembers parts of a long step under the step's own key, so that a kill loses little. */
  readonly parts: StepParts;
}

/** Finished parts of a step. */
export interface StepParts {
  find(part: string): Promise<unknown>;
  put(part: string, value: unknown): Promise<void>;
}

/**
 * One arrow of a pipeline: typed inputs and parameters to a typed output.
 *
 * The output is plain JSON with typed arrays; it is cached by the content of everything it depends on: code of the
 * module with all it imports, parameters, input hashes, runtime.
 */
export interface Step<Inputs, Params, Output> {
  readonly name: string;
  /** What happens, for the progress display: `Looking for leaks`. */
  readonly title: string;
  /** `import.meta.url` of the step's module: its code enters the cache key. */
  readonly url: string;
  run(inputs: Inputs, params: Params, context: StepContext): Promise<Output>;
  /** False for an output that the clock cut short: it is used, but not remembered. Default: complete. */
  isComplete?(output: Output): boolean;
  /** What saved parts depend on of the parameters, so that they serve longer steps as well. Default: all of them. */
  partParams?(params: Params): unknown;
  /** Artifacts that the output names; a cache hit counts only while they are whole. */
  references?(output: Output): readonly ArtifactHash[];
}

/** Handles by input name. */
export type Handles<Inputs> = { readonly [K in keyof Inputs]: Handle<Inputs[K]> };

/** Declares a step. */
export function step<Inputs, Params, Output>(
  described: Step<Inputs, Params, Output>,
): Step<Inputs, Params, Output> {
  return described;
}
