import type { Anomaly, DataSchema, SchemaPatch } from '@kaizenml/contracts';
import { SchemaFile } from '@kaizenml/contracts/schema';
import { applyPatch, fitsSchema } from '@kaizenml/ml/validation';

/** A patch that another one has made void. */
export interface WithdrawnPatch {
  readonly patch: string;
  /** Which one, and what to do. */
  readonly says: string;
}

/**
 * The patches that still wait and can no longer be accepted, since the schema says something else by now where they would
 * change it, or would be none with them.
 *
 * @param before The schema that they were proposed for: one that did not fit it either is left to wait.
 */
export function withdrawPatches(
  waiting: readonly Anomaly[],
  { before, after }: { readonly before: DataSchema; readonly after: DataSchema },
): WithdrawnPatch[] {
  return waiting.flatMap(({ patch }) =>
    patch === null || !mayAccept(before, patch) || mayAccept(after, patch)
      ? []
      : [withdrawn(patch)],
  );
}

/** Whether a patch can be accepted: it fits, and what comes out is a schema. */
export function mayAccept(schema: DataSchema, patch: SchemaPatch): boolean {
  return fitsSchema(schema, patch) && SchemaFile.safeParse(applyPatch(schema, patch)).success;
}

export function withdrawn({ id, says, changes }: SchemaPatch): WithdrawnPatch {
  const place = changes[0]?.path.join('.') ?? '';
  return {
    patch: id,
    says: `${says.replace(/\.$/, '')}: withdrawn, since what was accepted says something else at "${place}". Validate again to see what is still needed.`,
  };
}
