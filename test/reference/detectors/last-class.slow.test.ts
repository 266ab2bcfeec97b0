import { getDetector } from '@kaizenml/ml/detectors';
import { describe, expect, it } from 'vitest';
import { readNumbers } from '../../read-numbers.ts';
import { sharedData } from '../../shared-data.ts';
import expected from './expected.json' with { type: 'json' };
import { levelsOf } from './levels-of.ts';

describe('errors of answering the class before', () => {
  for (const [file, cases] of Map.groupBy(expected.real, (each) => each.file)) {
    const path = sharedData(file);
    const absent = path === undefined ? ' (skipped: the file is not on this machine)' : '';
    it.skipIf(path === undefined).each(cases)(
      `of ${file}: $detector with $settings calls what river calls${absent}`,
      ({ detector, settings, column, drifts, warnings }) => {
        const labels = readNumbers(path ?? '').get(column) ?? new Float64Array();
        const errors = Array.from(labels.subarray(1), (label, i) => Number(label !== labels[i]));
        expect(levelsOf(getDetector(detector), errors, settings)).toEqual({ drifts, warnings });
      },
    );
  }
});
