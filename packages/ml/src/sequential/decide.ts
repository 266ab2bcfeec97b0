import { AppError } from '@kaizenml/contracts';
import { log } from '../math/index.ts';
import type { AnyGuard, Evidence, JudgeOptions, Outcome, Verdict } from './guard.ts';
import { logSum } from './log-sum.ts';
import { enoughFor, toEvidence } from './verdict.ts';

/** One guard on duty. */
export interface Watch extends Omit<JudgeOptions, 'level'> {
  /** What it watches, as people call it: `errors`, `p95 of latency`. */
  readonly name: string;
  readonly guard: AnyGuard;
  readonly state: unknown;
  /** How much of the level it gets, against the other watches. Default 1. */
  readonly weight?: number;
}

/** What one watch says within a decision. */
export interface Finding {
  readonly name: string;
  /** Part of the level that it has for harm: the shares of all watches add up to 1. */
  readonly share: number;
  /** Judged at `level * share`, so that the intervals of all watches hold together; the outcome `no-harm` needs the whole level only. */
  readonly verdict: Verdict;
}

/** What all watches say together. */
export interface Decision {
  readonly outcome: Outcome;
  readonly level: number;
  /** Against "no watch is worse by more than its tolerance". */
  readonly harm: Evidence;
  readonly findings: readonly Finding[];
  /** Names that decided: of harm the ones that show it, else the strongest; of no decision those that are not sure yet. */
  readonly because: readonly string[];
}

/**
 * One decision over several guards, with one level for false alarms over all of them and all looks.
 *
 * Harm: the weighted mean of the e-values passes 1/level. It does whenever one guard passes its own part (Bonferroni), and may before. No harm: each
 * guard refutes its margin at the whole level, since a harmful version is promoted only if the very guard that sees it errs.
 * A guard that is sure of no harm adds nothing to harm.
 *
 * @param watches At least one.
 * @throws ARGUMENT_INVALID without a watch, for a weight that is not above 0, and for a level out of range.
 * @source Vovk & Wang (2021), "E-values: Calibration, combination and applications", Annals of Statistics 49, 1736-1754; Berger (1982),
 * "Multiparameter hypothesis testing and acceptance sampling", Technometrics 24, for no harm.
 */
export function decide(watches: readonly Watch[], { level }: { readonly level: number }): Decision {
  const weights = watches.map(({ weight = 1 }) => weight);
  if (weights.length === 0 || !weights.every((weight) => weight > 0 && weight < Infinity)) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `A decision must have watches of weights above 0, got ${weights.length === 0 ? 'none' : weights.join(', ')}.`,
      hint: 'Leave a watch out instead of giving it no weight.',
      details: { weights: weights.map(String) },
    });
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const findings = watches.map(({ name, guard, state, ...options }, i) => {
    const share = weights[i] / sum;
    const verdict = guard.judge(state, { ...options, level: level * share });
    const isHarmless = verdict.noHarm.logE >= enoughFor(level);
    const outcome: Outcome = isHarmless ? 'no-harm' : verdict.outcome;
    return { name, share, verdict: { ...verdict, outcome } };
  });
  const parts = findings.map(({ share, verdict }) =>
    verdict.outcome === 'no-harm' ? Number.NEGATIVE_INFINITY : log(share) + verdict.harm.logE,
  );
  const logE = logSum(parts);
  const namesOf = (outcome: Outcome) =>
    findings.filter(({ verdict }) => verdict.outcome === outcome).map(({ name }) => name);
  const report = { level, harm: toEvidence(Math.max(logE, -Number.MAX_VALUE)), findings };
  if (logE >= enoughFor(level)) {
    const harmed = namesOf('harm');
    const strongest = findings[parts.indexOf(Math.max(...parts))].name;
    return { outcome: 'harm', ...report, because: harmed.length > 0 ? harmed : [strongest] };
  }
  const waiting = namesOf('undecided');
  return waiting.length === 0
    ? { outcome: 'no-harm', ...report, because: namesOf('no-harm') }
    : { outcome: 'undecided', ...report, because: waiting };
}
