import type { Anomaly, DataSchema } from '@kaizenml/contracts';

/** The same anomalies; a patch that the schema's history last rejected is not offered again. */
export function offerPatches(anomalies: readonly Anomaly[], schema: DataSchema): Anomaly[] {
  const rejected = rejectedPatches(schema);
  return anomalies.map((anomaly) =>
    anomaly.patch !== null && rejected.has(anomaly.patch.id)
      ? { ...anomaly, patch: null }
      : anomaly,
  );
}

function rejectedPatches({ history = [] }: DataSchema): ReadonlySet<string> {
  const rejected = new Set<string>();
  for (const { patch, decision } of history) {
    if (patch === undefined) continue;
    if (decision === 'rejected') rejected.add(patch);
    else rejected.delete(patch);
  }
  return rejected;
}
