import type { RunId } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import type { Progress } from '../progress.ts';
import type { Tunes } from './tuning/tunes.ts';

/**
 * What becomes of a version that passed its gates: it is the `champion` unless it is surely worse; or a `challenger` in any case; or it
 * stands `beside` them, without an alias.
 */
export type RegisteredAs = 'champion' | 'challenger' | 'beside';

/** What a training run is asked for. */
export interface TrainRequest {
  readonly project: Project;
  readonly target: string;
  /** Folder that `project.data` is relative to. */
  readonly folder: string;
  /** Wall time of the whole run, milliseconds; undefined: no limit. */
  readonly budgetMs: number | undefined;
  /** Instant that the budget counts from, milliseconds since 1970. Default: when the run begins. */
  readonly startedAt?: number | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Dataset version that is read, `name` or `name@version`, and then `project.data` names it as well. Default: the file `project.data`. */
  readonly dataset?: string | undefined;
  /** Columns that callers send whether or not the model reads them. Default: those that it reads. */
  readonly accepts?: readonly string[] | undefined;
  /** Model that is fine-tuned in the place of a search. Default: one is learned from the start. */
  readonly tunes?: Tunes | undefined;
  /** Default: `champion`. */
  readonly registers?: RegisteredAs | undefined;
  /** Run that was recorded for this request already. Default: one is. */
  readonly runId?: RunId | undefined;
}
