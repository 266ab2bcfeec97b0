import type { Chapter } from '../compare-figures.ts';
import type { PeriodFacts } from '../read-period.ts';
import { dataChapter } from './data-chapter.ts';
import { feedbackChapter } from './feedback-chapter.ts';
import { modelChapter } from './model-chapter.ts';
import { softwareChapter } from './software-chapter.ts';

/** What became of an endpoint, in four chapters. */
export function chaptersOf(now: PeriodFacts, before: PeriodFacts): Chapter[] {
  return [dataChapter, softwareChapter, modelChapter, feedbackChapter].map((chapter) =>
    chapter(now, before),
  );
}
