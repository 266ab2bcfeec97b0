import type { ClassificationOutcome } from '../../../metrics/index.ts';
import type { Judge } from './judge.ts';
import { rankedJudge } from './ranked.ts';
import { RANKED_AUC, UNDEFINED } from './ranked-metrics.ts';

/** Mean of the areas under the ROC curves of all classes that occur, each against the rest. @cost nClasses times that of one. */
export function oneVersusRestJudge(outcome: ClassificationOutcome): Judge {
  const n = outcome.truth.length;
  const codes = [...new Set(outcome.truth)].sort((a, b) => a - b);
  const judges = codes.map((code) => rankedJudge(RANKED_AUC, outcome, code));
  const part = (all: Float64Array, c: number) => all.subarray(c * n, (c + 1) * n);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    read(answers) {
      const read = new Float64Array(judges.length * n);
      judges.forEach((judge, c) => {
        part(read, c).set(judge.read(answers));
      });
      return read;
    },
    at(sum, size) {
      const steps = judges.map((judge, c) => judge.at(part(sum, c), size));
      return {
        score: (added) => mean(steps.map((step, c) => step.score(part(added, c)))),
        bounds(added) {
          const each = steps.map((step, c) => step.bounds?.(part(added, c)) ?? UNDEFINED);
          return {
            low: mean(each.map(({ low }) => low)),
            high: mean(each.map(({ high }) => high)),
          };
        },
      };
    },
  };
}
