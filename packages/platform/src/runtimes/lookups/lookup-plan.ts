import type { InputField } from '@kaizenml/contracts';
import type { AskSettings } from '../remote/index.ts';

/** A value that stands in a row. */
export type LookupCell = string | number | boolean | null;

/** How rows are completed, as an artifact keeps it. */
export interface LookupPlan {
  /** Column of the row that says whose values are wanted. */
  readonly key: InputField;
  /** Columns that are added. */
  readonly columns: readonly InputField[];
  /** Value by column where nothing is known of a key; missing where it has none. */
  readonly defaults: Readonly<Record<string, LookupCell>>;
  readonly from: /** `reference` without a version follows the newest one. */
    | { readonly kind: 'dataset'; readonly reference: string }
    | { readonly kind: 'http'; readonly remote: AskSettings };
}

/** Completes rows by a key. */
export interface Lookup {
  /**
   * The values of the columns for each key, in their order; undefined where nothing is known of it.
   *
   * @param keys As text; undefined where a row has none.
   * @throws REMOTE_FAILED, REMOTE_UNAVAILABLE, REMOTE_TIMEOUT
   */
  find(keys: readonly (string | undefined)[]): Promise<readonly (LookupValues | undefined)[]>;
  close(): void;
}

/** Values by column; a column that is not there is not known. */
export type LookupValues = Readonly<Record<string, LookupCell | undefined>>;
