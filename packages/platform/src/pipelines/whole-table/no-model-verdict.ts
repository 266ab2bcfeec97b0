import type { GateVerdict } from '@kaizenml/contracts';
import type { BesideGuessing } from '../gates/index.ts';

/** The verdict where there is nothing to answer from, so that no gate is reached. @param why A sentence. */
export function noModelVerdict(
  why: string,
  besideGuessing: readonly BesideGuessing[],
): GateVerdict {
  const against = besideGuessing.filter(({ isBetter }) => !isBetter);
  const reasons = [why, ...against.map(({ sentence }) => sentence)];
  return {
    passed: false,
    reasons,
    checks: reasons.map((reason) => ({
      ...{ gate: 'baseline', subject: 'Whether there is a model', status: 'failed', refuses: true },
      ...{ limit: null, measured: null, unit: null, reason },
    })),
  };
}
