import { Z_95 } from '../../monitors/index.ts';
import { type Chapter, compareFigures, counted, shareOf } from '../compare-figures.ts';
import { latencyQuantile } from '../latency-quantile.ts';
import type { PeriodFacts } from '../read-period.ts';

/** Did it answer, and how fast? */
export function softwareChapter(now: PeriodFacts, before: PeriodFacts): Chapter {
  const failures = ({ nFailures, nRequests }: PeriodFacts) =>
    shareOf(nFailures, nFailures + nRequests);
  const latency = (name: string, share: number) => {
    const at = ({ latency: window }: PeriodFacts) => {
      const ms = latencyQuantile(window, share);
      return ms === undefined ? undefined : counted(ms);
    };
    return compareFigures(
      { ...{ name, unit: 'ms', better: 'lower' }, now: at(now), before: at(before) },
      Z_95,
    );
  };
  const requests = ({ nRequests, nFailures }: PeriodFacts) => counted(nRequests + nFailures);
  return {
    name: 'software',
    figures: [
      compareFigures(
        {
          ...{ name: 'requests', unit: 'requests', better: null },
          ...{ now: requests(now), before: requests(before) },
        },
        Z_95,
      ),
      compareFigures(
        {
          ...{ name: 'requests without an answer', unit: 'share', better: 'lower' },
          ...{ now: failures(now), before: failures(before) },
        },
        Z_95,
      ),
      latency('latency of half the requests', 0.5),
      latency('latency of 99 of 100', 0.99),
    ],
    notes: [],
  };
}
