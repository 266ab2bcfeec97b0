import type { Anomaly } from '@kaizenml/contracts';
import type { Page, PageRequest } from '../storage/page.ts';

export interface SchemaRecord {
  /** Name of the dataset that it is for. */
  readonly name: string;
  /** 1, 2, 3 … within the name. */
  readonly version: number;
  /** YAML, as people wrote it. */
  readonly text: string;
  readonly createdAt: string;
}

/** Where schemas are kept, and the patches that wait for a decision. */
export interface SchemaStore {
  /**
   * Adds a version unless the newest one has the same text.
   *
   * @param after The version that the text was made from; undefined is returned when another one is the newest by now. Default:
   * whichever is the newest.
   */
  add(
    schema: Pick<SchemaRecord, 'name' | 'text'>,
    after?: number,
  ): Promise<{ readonly record: SchemaRecord; readonly isNew: boolean } | undefined>;
  /** The newest version of a name, or the one of `name@version`. */
  find(reference: string): Promise<SchemaRecord | undefined>;
  /** Every version of a name, newest first. */
  versions(name: string): Promise<readonly SchemaRecord[]>;
  /** Newest version of each name, by name. */
  list(page: PageRequest): Promise<Page<SchemaRecord>>;
  /** Keeps the anomalies of a validation that have a patch, in place of those of the validation before. */
  propose(subject: string, anomalies: readonly Anomaly[]): Promise<void>;
  /** Anomalies whose patches wait for a decision, in the order in which they were proposed. */
  proposals(subject: string): Promise<readonly Anomaly[]>;
  /** Forgets patches that were decided on. */
  settle(subject: string, patches: readonly string[]): Promise<void>;
}
