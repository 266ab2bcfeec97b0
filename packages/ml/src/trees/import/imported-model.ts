import type { Task } from '@kaizenml/contracts';
import type { Link, TreeEnsemble } from '../ensemble/index.ts';

/** From raw answers to answers; `signed-square` is sign(z) z^2, for a target that was learned as its square root. */
export type AnswerLink = Link | 'signed-square';

export const LINKS = [
  'identity',
  'exp',
  'logistic',
  'softmax',
  'logistic-each',
  'signed-square',
] as const satisfies readonly AnswerLink[];

/** One column that an imported model reads, in the order of the model. */
export interface ImportedFeature {
  readonly name: string;
  /** Smallest and largest training value, where the file says. */
  readonly range?: readonly [low: number, high: number];
  /** A category: its levels by code, where the file names them. Absent for numbers and for nameless codes. */
  readonly levels?: readonly string[];
}

/** A model of another library. */
export interface ImportedModel {
  readonly library: 'LightGBM' | 'XGBoost';
  /** What the file says of its version: the format of LightGBM (`v4`), the release of XGBoost (`3.2.0`). */
  readonly version: string;
  /** As the library calls it: `binary`, `reg:gamma`. */
  readonly objective: string;
  readonly task: Task;
  readonly features: readonly ImportedFeature[];
  readonly ensemble: TreeEnsemble;
  readonly link: AnswerLink;
  /** What is worth knowing before one relies on it, as sentences. */
  readonly remarks: readonly string[];
}
