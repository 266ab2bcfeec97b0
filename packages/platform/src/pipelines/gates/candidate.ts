import type { Estimate, WeakSegment } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import type { MetricDescription, Outcome } from '@kaizenml/ml/metrics';
import type { Table } from '@kaizenml/ml/table';
import type { Contents } from '../../models/index.ts';
import type { Rival } from '../succession/rival.ts';

/** How a model stands beside what guesses. */
export interface BesideGuessing {
  /** What guesses, for people. */
  readonly subject: string;
  readonly isBetter: boolean;
  /** How much better it is, where that was measured. */
  readonly gain: Estimate | null;
  /** Why, as a sentence. */
  readonly sentence: string;
}

/** The rows that a model was tested on. */
export interface TestedRows {
  /** With all columns, features or not; read where a gate asks for them. */
  readonly rows: () => Promise<Table>;
  /** Of the same rows, in their order. */
  readonly outcome: Outcome;
  /** In the order of the probabilities; empty for numbers. */
  readonly classes: readonly string[];
  /** Where held-out rows of the training showed it to be weak. */
  readonly weakSegments: readonly WeakSegment[];
}

/** A packed model that gates judge. */
export interface Candidate {
  readonly asked: Project['gate'];
  readonly metrics: Readonly<Record<string, Estimate>>;
  /** What chose it. */
  readonly metric: Pick<MetricDescription, 'name' | 'title' | 'better'>;
  /** What it is compared with the champion by, unless the project says otherwise. */
  readonly comparedBy: string;
  readonly describe: (metric: string) => Pick<MetricDescription, 'name' | 'title' | 'better'>;
  readonly besideGuessing: readonly BesideGuessing[];
  readonly rival: Rival;
  /** Absent where it answers no rows, or nothing was tested. */
  readonly tested?: TestedRows;
  readonly sizeBytes: number;
  /** Opens it; each call of what comes back answers one row, or one series. */
  readonly open: () => Promise<() => unknown>;
  readonly contents: () => Promise<Contents>;
  /** What is known of where the run was made, as tags. */
  readonly origin: Readonly<Record<string, string>>;
}
