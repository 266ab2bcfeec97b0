import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { createStyle } from '../terminal.ts';
import { renderImprove } from './improve.ts';

type Report = OutputOf<Operations['improve']['report']>;
type Figure = Report['endpoints'][number]['chapters'][number]['figures'][number];

const look = { width: 160, style: createStyle(false) };
const counted = (value: number) => ({ value, low: null, high: null });
const figure = (over: Partial<Figure>): Figure => ({
  ...{ name: 'rows', unit: 'rows', better: null, now: counted(1234), before: counted(1000) },
  ...{ difference: null, words: '' },
  ...over,
});
const shown: Report = {
  period: 'week',
  now: { from: '2026-03-09T06:00:00.000Z', to: '2026-03-16T06:00:00.000Z' },
  before: { from: '2026-03-02T06:00:00.000Z', to: '2026-03-09T06:00:00.000Z' },
  headline: 'Against the week before, worse: a metric of churn.',
  endpoints: [
    {
      ...{ endpoint: 'churn', nRows: 1234, version: 3 },
      chapters: [
        {
          name: 'data',
          figures: [figure({}), figure({ name: 'damaged columns', now: null, before: null })],
          notes: ['Drifted: plan, calls.'],
        },
        {
          name: 'software',
          figures: [
            figure({
              ...{ name: 'requests without an answer', unit: 'share', better: 'lower' },
              ...{ now: { value: 0.01, low: 0.005, high: 0.02 }, before: counted(0.05) },
              difference: 'less',
            }),
            figure({ name: 'latency of half the requests', unit: 'ms', now: counted(44.4) }),
          ],
          notes: [],
        },
        {
          name: 'model',
          figures: [
            figure({
              ...{ name: 'accuracy by labels', unit: 'accuracy', better: 'higher' },
              ...{ now: { value: 0.5, low: 0.48, high: 0.52 }, difference: 'less' },
            }),
            figure({ name: 'accuracy expected', unit: 'accuracy', difference: 'may be chance' }),
            figure({ name: 'revenue per request', unit: 'revenue', difference: 'more' }),
          ],
          notes: [],
        },
      ],
    },
  ],
  improvements: [
    {
      ...{ endpoint: 'churn', kind: 'weak-slice', title: 'Answer rows with plan = family.' },
      ...{ why: 'There accuracy is 0.3.', noGain: null, next: 'kaizen monitors performance churn' },
      gain: { value: 0.0921, low: 0.0779, high: 0.106, unit: 'accuracy' },
    },
    {
      ...{ endpoint: 'churn', kind: 'slow-answers', title: 'Answer as fast as before.' },
      ...{ why: 'It was 4 ms.', noGain: null, next: 'kaizen endpoints load-test churn' },
      gain: { ...counted(40), unit: 'ms' },
    },
    {
      ...{ endpoint: 'churn', kind: 'useless-columns', title: 'Do without calls.', gain: null },
      ...{
        why: 'Shuffled, it is as well.',
        noGain: 'No metric gains.',
        next: 'kaizen retrainings',
      },
    },
  ],
};
const lines = (report: Report = shown) => renderImprove.report(report, look).split('\n');
const lineOf = (name: string) => lines().find((line) => line.includes(name)) ?? '';

describe('renderImprove', () => {
  it('says first of what period it is, and what came of it', () => {
    const text = lines().join('\n');
    expect(text).toContain('Kaizen report, week from 2026-03-09 to 2026-03-16');
    expect(text.indexOf('Against the week before')).toBeLessThan(text.indexOf('churn/3'));
    expect(text).toContain('Drifted: plan, calls.');
  });

  it('writes figures in their units with their intervals, and a dash for what is not known', () => {
    expect(lineOf('data')).toMatch(/^ *data +rows +1234 +1000$/);
    expect(lineOf('damaged columns')).toMatch(/– +– *$/);
    expect(lineOf('requests without an answer')).toMatch(/ 1\.0 % \(0\.5 % to 2\.0 %\) +5\.0 % /);
    expect(lineOf('latency of half')).toMatch(/44 ms/);
    expect(lineOf('accuracy by labels')).toMatch(/0\.5000 \(0\.4800 to 0\.5200\)/);
  });

  it('says by words whether more is better', () => {
    expect(lineOf('requests without an answer')).toMatch(/ better$/);
    expect(lineOf('accuracy by labels')).toMatch(/ worse$/);
    expect(lineOf('accuracy expected')).toMatch(/ may be chance$/);
    expect(lineOf('revenue per request')).toMatch(/ more$/);
    expect(lineOf('latency of half')).not.toMatch(/better|worse|more|less/);
  });

  it('numbers improvements, each with its gain or why none is stated, and the next command', () => {
    const text = lines().join('\n');
    expect(text).toMatch(
      /1\. Answer rows with plan = family\. \(churn\)\n +There accuracy is 0\.3\.\n +gain +0\.092 \(0\.078 to 0\.11\) accuracy\n +next +kaizen monitors performance churn/,
    );
    expect(text).toMatch(/2\. Answer as fast as before\.[\s\S]*gain +40 ms\n/);
    expect(text).toMatch(/3\. Do without calls\.[\s\S]*gain +No metric gains\.\n/);
  });

  it('says so where nothing was found, and leaves the version out where nobody answered', () => {
    const endpoints = shown.endpoints.map((each) => ({ ...each, version: null }));
    const text = lines({ ...shown, endpoints, improvements: [] });
    expect(text).toContain('churn');
    expect(text.join('\n')).toMatch(/Next improvements\n+Nothing was found\./);
  });
});
