import type { ExperimentName } from '@kaizenml/contracts';
import type { Page, PageRequest } from '../storage/page.ts';

export interface ExperimentRecord {
  readonly name: ExperimentName;
  readonly createdAt: string;
  readonly nRuns: number;
  readonly lastRunAt: string | null;
}

/** Where experiments are kept. */
export interface ExperimentStore {
  /** Creates the experiment unless it exists. */
  ensure(name: ExperimentName): Promise<void>;
  find(name: ExperimentName): Promise<ExperimentRecord | undefined>;
  /** Newest first. @param among Only those of these ids, one at least. Default: all. */
  list(page: PageRequest, among?: ReadonlySet<string>): Promise<Page<ExperimentRecord>>;
}
