import { Z_95 } from '../../monitors/index.ts';
import { type Chapter, compareFigures, counted } from '../compare-figures.ts';
import type { PeriodFacts } from '../read-period.ts';

/** Was it asked what it learned from? */
export function dataChapter(now: PeriodFacts, before: PeriodFacts): Chapter {
  const figure = (
    name: string,
    {
      unit,
      better,
      of,
    }: {
      readonly unit: string;
      readonly better: 'lower' | null;
      readonly of: (facts: PeriodFacts) => number | undefined;
    },
  ) => {
    const value = (facts: PeriodFacts) => {
      const found = of(facts);
      return found === undefined ? undefined : counted(found);
    };
    return compareFigures(
      { ...{ name, unit, better }, now: value(now), before: value(before) },
      Z_95,
    );
  };
  const judged = (of: (facts: PeriodFacts) => number) => (facts: PeriodFacts) =>
    facts.nVerdicts === 0 ? undefined : of(facts);
  const columns = { unit: 'columns', better: 'lower' } as const;
  return {
    name: 'data',
    figures: [
      figure('rows', { unit: 'rows', better: null, of: ({ nRows }) => nRows }),
      figure('columns that drifted', { ...columns, of: judged(({ drifted }) => drifted.length) }),
      figure('damaged columns', { ...columns, of: judged(({ damaged }) => damaged.length) }),
      figure('verdicts with an alarm', {
        ...{ unit: 'verdicts', better: 'lower' },
        of: judged(({ nAlarms }) => nAlarms),
      }),
    ],
    notes: [
      ...(now.drifted.length === 0 ? [] : [`Drifted: ${now.drifted.join(', ')}.`]),
      ...(now.damaged.length === 0 ? [] : [`Damaged: ${now.damaged.join(', ')}.`]),
    ],
  };
}
