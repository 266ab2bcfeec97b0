import type { DatasetStatistics, Finding } from '@kaizenml/contracts';

/** What the page of a profile is made of. */
export interface ProfileInput {
  /** `name@version` of a dataset, or the file. */
  readonly name: string;
  /** File name that it was read from. */
  readonly source: string;
  /** Column whose associations are told first; null without one. */
  readonly target: string | null;
  readonly statistics: DatasetStatistics;
  /** Of what it is compared with, which is shown as what was before. */
  readonly against: DatasetStatistics | null;
  readonly againstName: string | null;
  readonly findings: readonly Finding[];
}
