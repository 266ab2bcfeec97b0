import { estimateMean, Z_95 } from '../../monitors/index.ts';
import { type Chapter, compareFigures, shareOf } from '../compare-figures.ts';
import type { PeriodFacts } from '../read-period.ts';

/** Is it known what became of the answers? */
export function feedbackChapter(now: PeriodFacts, before: PeriodFacts): Chapter {
  const labels = ({ feedback }: PeriodFacts) => shareOf(feedback.nLabelled, feedback.nRows);
  const rewards = ({ feedback }: PeriodFacts) => shareOf(feedback.nRewarded, feedback.nRequests);
  const business = Object.keys(now.performance.business);
  const brought = ({ performance }: PeriodFacts, metric: string) => {
    const mean = performance.business[metric];
    return mean && estimateMean(mean, Z_95);
  };
  return {
    name: 'feedback',
    figures: [
      compareFigures(
        {
          ...{ name: 'rows with a label', unit: 'share', better: 'higher' },
          ...{ now: labels(now), before: labels(before) },
        },
        Z_95,
      ),
      ...(now.feedback.nRewarded + before.feedback.nRewarded === 0
        ? []
        : [
            compareFigures(
              {
                ...{ name: 'requests with a reward', unit: 'share', better: 'higher' },
                ...{ now: rewards(now), before: rewards(before) },
              },
              Z_95,
            ),
          ]),
      ...business.map((metric) =>
        compareFigures(
          {
            ...{ name: `${metric} per request`, unit: metric, better: null },
            ...{ now: brought(now, metric), before: brought(before, metric) },
          },
          Z_95,
        ),
      ),
    ],
    notes: [],
  };
}
