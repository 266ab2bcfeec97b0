import type { AnyGuard, JudgeOptions, Verdict } from '@kaizenml/ml/sequential';

/**
 * A guard over the steps of a rollout, each judged for itself; its state is the list of the states of the steps.
 *
 * Adding the requests of all steps up would be wrong: when something else goes wrong while the share is large, most of the
 * requests of the new version are from that time, and few of the old one's. Within a step both meet the same world.
 *
 * Of harm, the e-values of steps multiply; the mean over the step from which one begins to multiply keeps good days from
 * hiding a later harm, and is an e-value again, since every product is one. That there is no harm is asked of the newest step alone.
 *
 * @param nSteps Steps of the whole rollout: those to come count as e-value 1.
 */
export function stratified(guard: AnyGuard, nSteps: number): AnyGuard {
  return {
    ...guard,
    judge: (states: readonly unknown[], options: JudgeOptions): Verdict => {
      const verdicts = states.map((state): Verdict => guard.judge(state, options));
      const last = verdicts.at(-1) ?? guard.judge(guard.empty(), options);
      const logE = meanOverStarts(
        verdicts.map(({ harm }) => harm.logE),
        nSteps,
      );
      const isHarm = last.outcome !== 'no-harm' && logE >= -Math.log(options.level);
      return {
        ...last,
        harm: { logE, p: Math.min(1, Math.exp(-logE)) },
        outcome: isHarm ? 'harm' : last.outcome === 'harm' ? 'undecided' : last.outcome,
      };
    },
  };
}

/** ln of the mean, over the steps from which one may begin, of the product of the e-values from there on. */
function meanOverStarts(logs: readonly number[], nSteps: number): number {
  const products = logs.map((_, i) => logs.slice(i).reduce((total, log) => total + log, 0));
  const toCome = new Array<number>(Math.max(0, nSteps - logs.length)).fill(0);
  const terms = [...products, ...toCome];
  if (terms.length === 0) return 0;
  const largest = Math.max(...terms);
  const sum = terms.reduce((total, term) => total + Math.exp(term - largest), 0);
  return largest + Math.log(sum / terms.length);
}
