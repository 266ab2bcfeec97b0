import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { VerdictRecord } from './store.ts';

/** A verdict on the wire, of all columns or of one. */
export function toVerdict(
  { findings, ...verdict }: VerdictRecord,
  column?: string,
): OutputOf<Operations['monitors']['history']>['items'][number] {
  const asked =
    column === undefined ? findings : findings.filter((found) => found.column === column);
  return { ...verdict, findings: asked.map((finding) => ({ ...finding })) };
}
