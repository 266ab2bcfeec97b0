/** One candidate of a search. */
export interface TrialProgress {
  /** Candidates finished so far, from 1. */
  readonly n: number;
  /** Candidates in all, where that is known. */
  readonly of?: number;
  readonly name: string;
  /** Its score, in the unit of the metric. */
  readonly score?: number;
  /** The best score so far. */
  readonly best?: number;
  /** Time that the search still has, milliseconds. */
  readonly msLeft?: number;
  /** What is known of it besides its score; absent where only a count is told. */
  readonly trial?: TrialDetails;
}

/** What became of a candidate, for those who watch. */
export interface TrialDetails {
  /** What it is, for people. */
  readonly title: string;
  readonly status: 'finished' | 'failed' | 'skipped';
  /** Tried to be beaten, not to win. */
  readonly isBaseline: boolean;
  /** Name of the metric of its score. */
  readonly metric: string;
  /** Standard deviation of the score over the folds; absent where it has none. */
  readonly scoreSd?: number;
  /** Folds that were finished. */
  readonly nFolds: number;
  /** Mean fit time of a fold, milliseconds; null when nothing was fitted. */
  readonly fitMs: number | null;
  /** Why it failed or was skipped. */
  readonly error?: string;
}

/** What a long piece of work tells while it goes on. */
export interface Progress {
  /** A stage begins; the one before has ended. */
  stage(name: string, detail?: string): void;
  /** How far a stage has come, which begins if it has not: for a live line alone. */
  update?(name: string, detail: string): void;
  /** A candidate has been tried. */
  trial(trial: TrialProgress): void;
  /** A line that stays. */
  note(text: string): void;
  /** The work has ended, well or not; clears the live line. */
  done(): void;
}

/** Progress that nobody watches. */
export const silentProgress: Progress = {
  stage: () => undefined,
  trial: () => undefined,
  note: () => undefined,
  done: () => undefined,
};
