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
}

/** What a long piece of work tells while it goes on. */
export interface Progress {
  /** A stage begins; the one before has ended. */
  stage(name: string, detail?: string): void;
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
