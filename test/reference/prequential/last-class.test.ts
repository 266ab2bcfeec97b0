import { countAnswer, estimatePrequential, startPrequential } from '@kaizenml/ml/prequential';
import { describe, expect, it } from 'vitest';
import { readNumbers } from '../../read-numbers.ts';
import { sharedData } from '../../shared-data.ts';

const PUBLISHED = [
  ['elec2/elec.csv', 'class', 0.853303],
  ['river/phishing.csv', 'is_phishing', 0.515612],
] as const;

describe('the published accuracy of answering the class before', () => {
  for (const [file, column, accuracy] of PUBLISHED) {
    const path = sharedData(file);
    const absent = path === undefined ? ' (skipped: the file is not on this machine)' : '';
    it.skipIf(path === undefined)(`is ${accuracy} on ${file}${absent}`, () => {
      const state = startPrequential();
      for (const truth of readNumbers(path ?? '').get(column) ?? [])
        countAnswer(state, { truth, answer: 1 });
      expect(estimatePrequential(state).lastClassAccuracy?.toFixed(6)).toBe(String(accuracy));
    });
  }
});
