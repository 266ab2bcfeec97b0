import { toAppError } from '@kaizenml/contracts';

const CODES: ReadonlySet<string> = new Set(['INPUT_SCHEMA_MISMATCH', 'GRAPH_UNROUTED']);

/** Whether a failure says that a row is none for the model: no sample row needs to be one. */
export function isNotTaken(thrown: unknown): boolean {
  return CODES.has(toAppError(thrown).code);
}
