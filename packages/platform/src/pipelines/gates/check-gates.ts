import type { GateCheck, GateVerdict } from '@kaizenml/contracts';
import { baselineGate } from './baseline.ts';
import type { Candidate } from './candidate.ts';
import { championGate } from './champion.ts';
import { fairnessGate } from './fairness.ts';
import type { Gate } from './gate.ts';
import { latencyGate } from './latency.ts';
import { metricGate } from './metric.ts';
import { securityGate } from './security.ts';
import { sizeGate } from './size.ts';
import { slicesGate } from './slices.ts';

/** Every gate, in the order in which they are told. A new one is a file beside this one and a line here. */
export const ALL_GATES: readonly Gate[] = [
  baselineGate,
  metricGate,
  championGate,
  slicesGate,
  fairnessGate,
  latencyGate,
  sizeGate,
  securityGate,
];

/** Holds everything that a project asks against a packed model. */
export async function checkGates(candidate: Candidate): Promise<GateVerdict> {
  const checks: GateCheck[] = [];
  for (const gate of ALL_GATES) checks.push(...(await gate.check(candidate)));
  const refusing = checks.filter(({ refuses }) => refuses);
  return {
    passed: refusing.length === 0,
    reasons: refusing.map(({ reason }) => reason),
    checks,
  };
}
