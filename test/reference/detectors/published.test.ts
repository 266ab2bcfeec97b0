import { findChanges, getDetector } from '@kaizenml/ml/detectors';
import { describe, expect, it } from 'vitest';
import { readNumbers } from '../../read-numbers.ts';
import { sharedData } from '../../shared-data.ts';

const NUMBERS = 'adwin_kswin_pagehinkley_stream.csv';
const DDM = 'ddm_error_stream.csv';
const ERRORS = 'eddm_hddm_error_stream.csv';

/** The streams change at value 999 or 1000. ADWIN's four are of an implementation that leaves out some cuts. */
const PUBLISHED = [
  { name: 'adwin', file: NUMBERS, settings: { cuts: 'skip-newest' }, at: [1023, 1055, 1087, 1119] },
  { name: 'page-hinkley', file: NUMBERS, settings: {}, at: [1009] },
  { name: 'ddm', file: DDM, settings: {}, at: [1157] },
  { name: 'hddm-a', file: ERRORS, settings: {}, at: [1013] },
  { name: 'hddm-w', file: ERRORS, settings: {}, at: [1011] },
] as const;

describe('published alarms', () => {
  for (const { name, file, settings, at } of PUBLISHED) {
    const path = sharedData(`split_fixtures/drift_streams/${file}`);
    const absent = path === undefined ? ' (skipped: the file is not on this machine)' : '';
    it.skipIf(path === undefined)(`of ${name} are at ${at.join(', ')}${absent}`, () => {
      expect(calledAt(name, path ?? '', settings)).toEqual(at);
    });
  }

  const path = sharedData(`split_fixtures/drift_streams/${ERRORS}`);
  it.skipIf(path === undefined)('of eddm are ten early false ones, then 1033', () => {
    const alarms = calledAt('eddm', path ?? '', {});
    expect(alarms).toHaveLength(11);
    expect(alarms[9]).toBeLessThan(800);
    expect(alarms[10]).toBe(1033);
  });
});

function calledAt(name: string, path: string, settings: object): number[] {
  const [values] = readNumbers(path).values();
  return findChanges(getDetector(name), values, settings).map(({ calledAt }) => calledAt);
}
