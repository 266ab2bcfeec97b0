import { measureText } from '../../text/index.ts';
import { isRecord } from '../state-shape.ts';
import type { Transformer } from '../transformer.ts';

const FIGURES = ['length', 'words', 'digits', 'capitals', 'punctuation'] as const;

/**
 * Figures of a text beside the text itself: its length and number of words, and the shares of digits and punctuation
 * among its characters and of capitals among its letters.
 *
 * A missing text counts as an empty one.
 *
 * @source Almeida, Gómez Hidalgo & Yamakami (2011), "Contributions to the study of SMS spam filtering", DocEng.
 */
export const textStatistics: Transformer<Record<never, never>, Readonly<Record<never, never>>> = {
  name: 'text-statistics',
  params: {},
  accepts: ['text'],
  source: 'Almeida, Gómez Hidalgo & Yamakami (2011), DocEng.',
  fit: () => ({}),
  outputs: (_, { name }) => [
    { name, kind: 'text' },
    ...FIGURES.map((figure) => ({ name: `${name}_${figure}`, kind: 'number' as const })),
  ],
  isState: (value): value is Record<never, never> => isRecord(value),
  compile: () => (slots, from, to) => {
    const text = slots.texts[from];
    const figures = measureText(text ?? '');
    slots.texts[to] = text;
    for (let f = 0; f < FIGURES.length; f++) slots.numbers[to + 1 + f] = figures[FIGURES[f]];
  },
};
