import type { Finding } from '../monitors/index.ts';
import type { MovedAnswers } from './moved-answers.ts';
import type { SinceWhen } from './since-when.ts';

/** One column that moved, and what that does. */
export interface ColumnCause {
  readonly column: string;
  /** What moved, in words. */
  readonly moved: string;
  readonly effect: number;
  /** Share of all importance of the columns that the model reads, 0 to 1; null where nobody measured it. */
  readonly importance: number | null;
  readonly since: SinceWhen | null;
  /** What it does to the answers alone; null where the model could not be asked. */
  readonly answers: MovedAnswers | null;
}

/** Something else that changed at that time. */
export interface UpstreamChange {
  readonly at: string;
  /** `<noun>:<name>`. */
  readonly subject: string;
  /** What happened, as a sentence. */
  readonly what: string;
  /** Columns of a dataset that it is about. Default: none is named. */
  readonly columns?: readonly string[];
}

/** Why an endpoint is not what it was. */
export interface Causes {
  /** What matters most first. */
  readonly columns: readonly ColumnCause[];
  /** How the answers moved, in words; null where they did not. */
  readonly answers: string | null;
  /** What of quality and performance is beyond its bounds. */
  readonly beside: readonly Finding[];
  /** Columns that moved as they did a season ago. */
  readonly natural: readonly string[];
  readonly upstream: readonly UpstreamChange[];
  /** Begin of the first windows that moved; null where nobody knows. */
  readonly since: string | null;
  /** Why, as sentences. */
  readonly cause: string;
  /** What it does to the answers, as sentences; empty where nothing is known. */
  readonly impact: string;
  /** All of it for a person, with what to do next. */
  readonly paragraph: string;
  /** Command that comes next. */
  readonly next: string;
}
