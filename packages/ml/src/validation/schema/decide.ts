import type { Anomaly, DataSchema, SchemaDecision, SchemaPatch } from '@kaizenml/contracts';
import { applyPatch } from './apply-patch.ts';

/** Who decided what, when and why. */
export interface Decision {
  /** `edited` is an accepted change that nobody proposed. */
  readonly decision: 'accepted' | 'rejected' | 'edited';
  readonly by: string;
  /** ISO 8601 instant. */
  readonly at: string;
  readonly why?: string | undefined;
  /** The anomaly that proposed the patch. */
  readonly anomaly?: Pick<Anomaly, 'name' | 'column'> | undefined;
}

/**
 * The schema after a decision: changed unless the patch was rejected, with the decision in its history either way.
 *
 * @throws ARGUMENT_INVALID when an accepted patch does not fit the schema any more.
 */
export function decide(schema: DataSchema, patch: SchemaPatch, decision: Decision): DataSchema {
  const decided = decision.decision === 'rejected' ? schema : applyPatch(schema, patch);
  return { ...decided, history: [...(schema.history ?? []), historyEntry(patch, decision)] };
}

/** A decision as the history of a schema keeps it. */
export function historyEntry(
  { id, says }: SchemaPatch,
  { decision, by, at, why, anomaly }: Decision,
): SchemaDecision {
  return {
    at,
    by,
    decision,
    ...(anomaly && { anomaly: anomaly.name }),
    ...(anomaly && anomaly.column !== null && { column: anomaly.column }),
    ...(decision !== 'edited' && { patch: id }),
    says,
    ...(why !== undefined && { why }),
  };
}
