import { DatasetMonitorSettings, MonitorSettings } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import {
  sayFalseAlarms,
  sayReference,
  sayVerdict,
  sayWindow,
  watchedThing,
} from './say-monitor.ts';

const settings = (given: object) => ({ settings: MonitorSettings.parse(given), dataset: null });
const ofDataset = (given: object) => ({
  ...{ settings: MonitorSettings.parse({}), dataset: DatasetMonitorSettings.parse(given) },
});
const saysOf = (falseAlarmsPerMonth: number | null) =>
  sayFalseAlarms({ falseAlarmsPerMonth } as Parameters<typeof sayFalseAlarms>[0]);

describe('the words of a monitor', () => {
  it.each([
    [0, [], /^None of 12 columns/],
    [1, [], /^1 of 12 columns has moved\. An alarm is raised if/],
    [2, ['inputs/plan'], /^2 of 12 columns have moved\.$/],
    [0, ['inputs/plan'], /^Nothing drifts any more; 1 alarm ends/],
  ])('say of %i columns that drift, and alarms of %j, what follows', (nDrifted, alarms, words) => {
    const findings = Array.from({ length: 12 }, (_, i) => ({
      ...{ check: 'inputs', column: `c${i}`, measure: 'ks', effect: 0.2, pValue: 0, why: null },
      verdict: i < nDrifted ? ('drift' as const) : ('calm' as const),
    }));
    const damaged = findings.slice(0, nDrifted).map((each) => ({ ...each, check: 'quality' }));
    const place = { start: '', end: '', version: 1, nRows: 400, status: 'drift' as const };
    const verdict = { ...place, findings: [...findings, ...damaged] };
    expect(sayVerdict({ verdict, alarms })).toMatch(words);
  });

  it.each([
    [null, 'known after the second verdict'],
    [0, 'fewer than 1 in 100 months'],
    [0.04, 'at most 1 in 25 months'],
    [1.25, 'at most 1.3 a month'],
  ])('say of %s false alarms a month how seldom that is, never less than it is', (n, words) => {
    expect(saysOf(n)).toBe(words);
  });

  it('name windows and references as people would', () => {
    expect(sayWindow(settings({}))).toBe('1h, at least 300 rows');
    expect(sayWindow(settings({ window: { rows: 500 } }))).toBe('500 rows, at least 300 rows');
    expect(sayReference(settings({}))).toBe('what the version learned from');
    expect(sayReference(settings({ reference: { last: '30d' }, season: '1w' }))).toBe(
      'the 30d before; what was so 1w ago is natural',
    );
    expect(sayWindow(ofDataset({}))).toBe('each version');
    expect(sayWindow(ofDataset({ timeColumn: 'pickup' }))).toBe('1h of pickup, at least 300 rows');
    expect(sayReference(ofDataset({ version: 3 }))).toBe('version 3 of it');
  });

  it('lead from a dataset to its page and its versions', () => {
    const { says, href, versionHref } = watchedThing('dataset:rides');
    expect([says, href, versionHref(2)]).toEqual([
      'dataset rides',
      '/datasets/rides',
      '/datasets/rides?version=2',
    ]);
    expect(watchedThing('churn').versionHref(2)).toBe('/models/churn?version=2');
  });
});
