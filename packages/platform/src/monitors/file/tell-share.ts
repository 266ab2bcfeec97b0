import type { AtMachine } from '../../at-machine.ts';

/** Tells how far long work has come: the stage once, then its share for a live line. */
export function tellShare(
  machine: AtMachine | undefined,
  name: string,
): ((share: number) => void) | undefined {
  if (machine?.stage === undefined) return undefined;
  machine.stage(name);
  return (share) => machine.update?.(name, `${Math.floor(100 * share)} %`);
}
