import type { AnomalyName, SchemaChange, SchemaPatch } from '@kaizenml/contracts';
import { hashText } from '../sketches/index.ts';

/** What a patch is made of. */
export interface PatchParts {
  readonly anomaly: AnomalyName;
  /** Null when it is about the whole table. */
  readonly column: string | null;
  /** The change in one sentence. */
  readonly says: string;
  readonly changes: readonly SchemaChange[];
  /** What else makes it another question: the values to allow, the environment. Default: nothing. */
  readonly about?: unknown;
}

/**
 * A change of the schema that a person may accept or reject.
 *
 * Its id depends on the anomaly, the column, and what the schema says at the places that change, not on the bound that is proposed: who
 * rejects a larger maximum is not asked again when tomorrow's data ask for a still larger one.
 */
export function makePatch({
  anomaly,
  column,
  says,
  changes,
  about = null,
}: PatchParts): SchemaPatch {
  const places = changes.map(({ path, from = null }) => [path, from]);
  return { id: shortHash(JSON.stringify([anomaly, column, places, about])), says, changes };
}

/** Eight hexadecimal digits. */
function shortHash(text: string): string {
  const [high, low] = hashText(text);
  return ((high ^ low) >>> 0).toString(16).padStart(8, '0');
}
