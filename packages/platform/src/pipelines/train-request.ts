import type { Project } from '@kaizenml/contracts/project';
import type { Progress } from '../progress.ts';

/** What a training run is asked for. */
export interface TrainRequest {
  readonly project: Project;
  readonly target: string;
  /** Folder that `project.data` is relative to. */
  readonly folder: string;
  /** Wall time of the whole run, milliseconds; undefined: no limit. */
  readonly budgetMs: number | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}
