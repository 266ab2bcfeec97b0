import type { Task } from '@kaizenml/contracts';
import type { BaselineRow } from './report-input.ts';

const WORDS: Readonly<Record<string, { readonly classes: string; readonly numbers: string }>> = {
  constant: { classes: 'always the most frequent class', numbers: 'always the mean' },
  stratified: { classes: 'guessing by frequency', numbers: 'guessing' },
};

/** What a baseline does, for people; one that is not known here by its title. */
export function baselineWords(
  { name, title }: Pick<BaselineRow, 'name' | 'title'>,
  task: Task,
): string {
  const words = WORDS[name];
  if (!words) return title;
  return task === 'regression' ? words.numbers : words.classes;
}
