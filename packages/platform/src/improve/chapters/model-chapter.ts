import { describeMetric } from '@kaizenml/ml/metrics';
import { Z_95 } from '../../monitors/index.ts';
import { type Chapter, compareFigures } from '../compare-figures.ts';
import { expectedOf, realisedOf } from '../measured-by.ts';
import type { PeriodFacts } from '../read-period.ts';

/** z of an interval that holds 90 of 100, as those of estimates before labels do. */
const Z_90 = 1.6448536269514722;

/** How good were the answers? Of the version that answered most, in each period. */
export function modelChapter(now: PeriodFacts, before: PeriodFacts): Chapter {
  const notes = [sayVersions('Versions', now), sayVersions('Before', before)].flat();
  const metric = now.scored?.metric;
  if (metric === undefined) return { name: 'model', figures: [], notes };
  const past = before.scored?.metric === metric ? before : undefined;
  const { better } = describeMetric(metric);
  const unit = metric;
  return {
    name: 'model',
    figures: [
      compareFigures(
        {
          ...{ name: `${metric} by labels`, unit, better },
          ...{ now: realisedOf(now), before: past && realisedOf(past) },
        },
        Z_95,
      ),
      compareFigures(
        {
          ...{ name: `${metric} expected before labels`, unit, better },
          ...{ now: expectedOf(now), before: past && expectedOf(past) },
        },
        Z_90,
      ),
    ],
    notes,
  };
}

function sayVersions(title: string, { versions, nRows }: PeriodFacts): string[] {
  if (nRows === 0) return [];
  const shares = versions.map(
    ({ version, nRows: rows }) => `${version} (${Math.round((100 * rows) / nRows)} % of the rows)`,
  );
  return [`${title}: ${shares.join(', ')}.`];
}
