/**
 * How much changed from one version of a model to another: callers break (`major`); data, method or parameters are others
 * (`minor`); only what prepares the rows, the code or the environment is (`pipeline`). `first` where there was none before.
 */
export const CHANGE_LEVELS = ['first', 'major', 'minor', 'pipeline'] as const;

export type ChangeLevel = (typeof CHANGE_LEVELS)[number];

/** What a version means for those who ask its model, beside its number. */
export interface VersionAdvice {
  /** MAJOR.MINOR.PIPELINE; no two versions of a model have the same. */
  readonly number: string;
  readonly level: ChangeLevel;
  /** The version that it was compared with: the champion of then, or the newest before it; null for the first. */
  readonly comparedWith: number | null;
  /** Why, as a sentence. */
  readonly reason: string;
}
