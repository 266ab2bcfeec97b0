import type { Finding } from '@kaizenml/contracts';
import { getMetric } from '@kaizenml/ml/metrics';
import type { BesideGuessing } from '../gates/index.ts';
import type { LearningChecks } from '../honesty/learning-checks.ts';
import { notPredictable } from '../honesty/not-predictable.ts';
import { inDigits } from '../in-digits.ts';
import { step } from '../step.ts';
import type { Evaluated } from './evaluate.ts';
import { suspicionsOf } from './suspicions-of.ts';

/** What speaks for and against a model before it is packed. */
export interface Weighed {
  readonly besideGuessing: readonly BesideGuessing[];
  readonly findings: readonly Finding[];
}

/** Holds the model against the baselines, and says where there is nothing to predict; what a project asks is judged once it is packed. */
export const gate = step<
  { evaluated: Evaluated; checks: LearningChecks },
  { readonly primaryMetric: string; readonly target: string },
  Weighed
>({
  name: 'gate',
  title: 'Checking the gate',
  url: import.meta.url,
  async run({ evaluated, checks }, { primaryMetric, target }) {
    const { besideGuessing, findings } = weigh(evaluated, primaryMetric);
    const nothing = notPredictable({
      target,
      checks,
      testGains: evaluated.gains.map(({ gain }) => gain),
    });
    const unpredictable: BesideGuessing[] =
      nothing === undefined
        ? []
        : [{ subject: 'guessing', isBetter: false, gain: null, sentence: nothing.verdict }];
    return {
      besideGuessing: [...unpredictable, ...besideGuessing],
      findings: [...suspicionsOf(evaluated), ...(nothing ? [nothing.finding] : []), ...findings],
    };
  },
});

/** The model beside each baseline: it is better where the lower end of the gain is above 0. */
export function weigh(
  { metrics, baselines, gains }: Pick<Evaluated, 'metrics' | 'baselines' | 'gains'>,
  primaryMetric: string,
): Weighed {
  const { title } = getMetric(primaryMetric);
  const figure = (value: number | undefined) =>
    value === undefined ? 'nothing' : inDigits(value, 4);
  const own = figure(metrics[primaryMetric]?.value);
  const weighed = gains.map(({ baseline, title: rival, gain }) => {
    const isHigher = gain.value > 0;
    const isBetter = isHigher && (gain.low === null || gain.low > 0);
    const how = isBetter
      ? 'surely better than'
      : isHigher
        ? 'not surely better than'
        : 'no better than';
    const theirs = baselines.find(({ name }) => name === baseline)?.metrics[primaryMetric]?.value;
    const said = `${how} a baseline: ${title} ${own} against ${figure(theirs)} of ${rival}.`;
    return { baseline, rival, gain, isBetter, said };
  });
  return {
    besideGuessing: weighed.map(({ rival, gain, isBetter, said }) => ({
      ...{ subject: rival, isBetter, gain },
      sentence: `It is ${said}`,
    })),
    findings: weighed
      .filter(({ isBetter }) => !isBetter)
      .map(({ baseline, gain, said }) => ({
        code: 'MODEL_NOT_BETTER',
        severity: 'warning',
        message: `The best model is ${said}`,
        hint: 'The columns may not tell the target: add columns that are known at the time of the prediction, or more rows.',
        details: { metric: primaryMetric, baseline, gain },
      })),
  };
}
