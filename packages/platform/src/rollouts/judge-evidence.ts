import { decide, type Finding } from '@kaizenml/ml/sequential';
import {
  type ArmCounts,
  addCounts,
  addEvidence,
  NO_EVIDENCE,
  type StepEvidence,
} from './evidence.ts';
import { type GuardEvidence, toGuardEvidence } from './guard-evidence.ts';
import type { RolloutRecord, RolloutSettings, RolloutView } from './rollout.ts';
import { sayFinding } from './say-finding.ts';
import type { Evidence } from './store.ts';
import { stratified } from './stratified.ts';
import { toVerdict } from './to-verdict.ts';
import { decidedBy, watchedIn } from './watched.ts';

/** What the evidence of a rollout says. */
export interface Judged {
  readonly guards: readonly RolloutView['guards'][number][];
  /** The same as numbers, one per guard. */
  readonly evidence: readonly GuardEvidence[];
  /** Over all steps. */
  readonly counts: { readonly champion: ArmCounts; readonly candidate: ArmCounts };
  /** Requests that the new version answered, or failed to, in the step that the rollout is on. */
  readonly nInStep: number;
  readonly nLabels: number;
  readonly verdict: RolloutView['verdict'];
}

/** Adds up what every process counted, step by step, and asks every guard. */
export function judgeEvidence(
  rollout: RolloutRecord,
  counted: readonly { readonly step: number; readonly evidence: Evidence }[],
): Judged {
  const { settings } = rollout;
  const steps = new Map<number, StepEvidence>();
  for (const { step, evidence } of counted) {
    const before = steps.get(step) ?? NO_EVIDENCE;
    steps.set(step, addEvidence(before, evidence as unknown as StepEvidence, settings));
  }
  const inOrder = [...steps.keys()].sort((a, b) => a - b).flatMap((step) => steps.get(step) ?? []);
  const watched = watchedIn(settings);
  const { findings, outcome, because } = decide(
    watched.map(({ name, guard, tolerance = 0, margin, weight }) => ({
      ...{ name, margin, tolerance, weight },
      guard: stratified(guard, settings.steps.length),
      state: inOrder.flatMap(({ states }) => states[name] ?? []),
    })),
    { level: settings.level },
  );
  const guards = findings.map((finding, i) => {
    const each = watched[i];
    const isBlamed = outcome === 'harm' && because.includes(finding.name);
    const said = isBlamed ? 'harm' : outcomeOf(finding, settings);
    const sentence = each === undefined ? '' : sayFinding(each, finding, { ...rollout, said });
    const { difference, interval, harm } = finding.verdict;
    return { name: finding.name, outcome: said, sentence, difference, ...interval, p: harm.p };
  });
  const evidence = findings.flatMap((finding, i) => toGuardEvidence(watched[i], finding) ?? []);
  const now = steps.get(rollout.step)?.candidate ?? NO_EVIDENCE.candidate;
  const nInStep = now.nAnswered + now.nFailed;
  const countsOf = (arm: 'champion' | 'candidate'): ArmCounts =>
    inOrder.reduce((sum, step) => addCounts(sum, step[arm]), NO_EVIDENCE[arm]);
  return {
    guards,
    evidence,
    counts: { champion: countsOf('champion'), candidate: countsOf('candidate') },
    nInStep,
    nLabels: inOrder.reduce((sum, step) => sum + step.nLabels, 0),
    verdict: toVerdict(rollout, { findings, guards, states: inOrder.at(-1)?.states ?? {} }),
  };
}

/** A version is better when even the worst end of what the difference may be is on its side. */
function outcomeOf(
  { name, verdict }: Finding,
  settings: RolloutSettings,
): RolloutView['guards'][number]['outcome'] {
  const { interval, outcome } = verdict;
  const { low, high } = interval;
  const isLowWorse = name === 'metric' && settings.metric?.worse === 'lower';
  const isSure = isLowWorse ? low !== null && low > 0 : high !== null && high < 0;
  const isBetter = ['labels', decidedBy(settings)].includes(name) && isSure;
  return isBetter ? 'better' : outcome;
}
