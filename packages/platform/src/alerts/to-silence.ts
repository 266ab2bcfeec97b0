import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { Silence } from '../notices/index.ts';

/** A silence on the wire. */
export function toSilenceView(
  { id, match, fromMs, untilMs, who, why }: Silence,
  nowMs: number,
): OutputOf<Operations['alerts']['silence']> {
  return {
    ...{ id, match, who, why, isOver: untilMs <= nowMs },
    fromAt: new Date(fromMs).toISOString(),
    untilAt: new Date(untilMs).toISOString(),
  };
}
