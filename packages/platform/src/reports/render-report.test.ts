import { type Estimate, TASKS } from '@kaizenml/contracts';
import { MEAN_COST } from '@kaizenml/ml/metrics';
import { tableStatistics } from '@kaizenml/ml/sketches';
import { encodeText, makeTable } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { headline } from './headline.ts';
import { renderReport } from './render-report.ts';
import { sampleReportInput } from './sample-report-input.ts';
import { lessonWords } from './sections/search.ts';

describe.each(TASKS)('renderReport of a %s run', (task) => {
  const page = renderReport(sampleReportInput(task));

  it('asks nothing of the network and runs nothing', () => {
    const outside = page
      .replaceAll('http://www.w3.org/2000/svg', '')
      .replaceAll('http://127.0.0.1:7400', '');
    expect(outside).not.toMatch(/https?:\/\/|<script|<link|@import|url\(|<img|<iframe| on\w+=/);
  });

  it('has no figure that is not a number', () => {
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  it('gives the same text for the same input', () => {
    expect(renderReport(sampleReportInput(task))).toBe(page);
  });

  it('shows every section', () => {
    for (const title of [
      'What was noticed',
      'How good it is',
      'What it looks at',
      'Why it won',
      'Leaderboard',
      'How the search went',
      'When not to use it',
      'The data',
      'How it was done',
      'As commands',
    ])
      expect(page).toContain(`<h2>${title}</h2>`);
  });
});

const check = (status: 'passed' | 'failed', reason: string) => ({
  ...{ gate: 'metric' as const, subject: 'ROC AUC', status, refuses: status === 'failed' },
  ...{ limit: null, measured: null, unit: null, reason },
});

describe('renderReport', () => {
  it('shows words of the data as text, not as markup', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const input = sampleReportInput('multiclass');
    const page = renderReport({
      ...input,
      target: evil,
      importance: [{ column: evil, mean: 1, sd: 0 }],
      profile: {
        ...input.profile,
        columns: input.profile.columns.map((column) => ({ ...column, name: evil })),
      },
    });
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x');
  });

  it('says what each column holds: its range, or its most frequent values', () => {
    const day = 86_400_000;
    const table = makeTable([
      { name: 'age', kind: 'number', values: Float64Array.of(20.9, 27.93, Number.NaN, 48.5) },
      { name: 'seen', kind: 'date', values: Float64Array.of(0, day, 2 * day, 3 * day) },
      encodeText('team', 'category', ['red', 'red', 'blue', 'green']),
      encodeText('key', 'id', ['k1', 'k2', 'k3', 'k4']),
    ]);
    const page = renderReport({ ...sampleReportInput('binary'), profile: tableStatistics(table) });
    expect(page).toContain('4 rows, 4 columns, 0 duplicate rows.');
    expect(page).toContain('20.9 to 48.5, median 27.93');
    expect(page).toContain('1970-01-01 to 1970-01-04, median 1970-01-02');
    expect(page).toContain('red, blue, green<');
    expect(page).toContain('k1, k2, k3 …');
    expect(page).toContain('Distribution of team');
    expect(page).not.toContain('Distribution of key');
  });

  it('says so when the gate refused the model, and offers no prediction', () => {
    const input = sampleReportInput('binary');
    const page = renderReport({
      ...input,
      champion: { ...input.champion, version: null },
      gate: {
        passed: false,
        reasons: ['ROC AUC must be at least 0.8, got 0.51.'],
        checks: [
          check('failed', 'ROC AUC must be at least 0.8, got 0.51.'),
          check('passed', 'The artifact must have at most 5 MB, got 1 MB.'),
        ],
      },
    });
    expect(page).toContain('The gate did not pass.');
    expect(page).toContain('✗ ROC AUC must be at least 0.8, got 0.51.');
    expect(page).toContain('✓ The artifact must have at most 5 MB, got 1 MB.');
    expect(page).not.toContain('kaizen predict');
  });

  it('stands when nothing was measured', () => {
    const page = renderReport({
      ...sampleReportInput('binary'),
      metrics: {},
      baselines: [],
      leaderboard: [],
      times: {},
      why: [],
      roles: [],
      search: { trials: [], lessons: [] },
      findings: [],
      importance: [],
      curves: {},
      partialDependence: [],
      timings: [],
    });
    expect(page).toContain('could not be measured');
  });
});

describe('the pictures of a search', () => {
  const page = renderReport(sampleReportInput('binary'));

  it('draw the front of what is good, fast and small, and name what is kept', () => {
    // By score and time: ensemble, random forest, extra trees, logistic regression; each is beaten by none.
    expect(page).toContain(
      'On the front: Ensemble of 2 models 0.927, Random forest 0.926, Extra trees 0.925, Logistic regression 0.918.',
    );
    expect(page).toContain(
      'Ensemble of 2 models is best with 0.927; Logistic regression gets 0.918 and is 32 times as fast',
    );
    expect(page).toContain('>small, readable</text>');
  });

  it('draw weights and ways to combine', () => {
    expect(page).toContain('Bars: Random forest 60\u{a0}%, Extra trees 40\u{a0}%.');
    expect(page).toContain('Of 2 ways to make one model, “a greedy ensemble” was taken');
  });
});

describe('lessonWords', () => {
  const points = [
    { value: 0.01, score: 0.8 },
    { value: 0.1, score: 0.9 },
  ];
  const lesson = {
    title: 'Boosted trees',
    nTrials: 12,
    r2: 0.7,
    effects: [
      { parameter: 'learningRate', scale: 'log', share: 0.8, curve: points, trials: points },
      { parameter: 'l2', scale: 'log', share: 0.01, curve: points, trials: points },
    ],
  } as const;

  it('says what explains the differences, and where the best value lies', () => {
    expect(lessonWords(lesson, 'higher')).toBe(
      'Boosted trees, 12 trials: `learningRate` explains 80\u{a0}% of the differences, best near 0.1 (0.900 to expect), worst near 0.01 (0.800). `l2` hardly matters.',
    );
    expect(lessonWords(lesson, 'lower')).toContain('best near 0.01 (0.800 to expect)');
  });

  it('says so where trials teach nothing, and where parameters play together', () => {
    expect(lessonWords({ ...lesson, r2: -0.2 }, 'higher')).toBe(
      'Boosted trees, 12 trials: no parameter explains who scored well; a forest of the trials tells unseen ones no better than their mean.',
    );
    const [first] = lesson.effects;
    const weak = { ...lesson, effects: [{ ...first, share: 0.2 }] };
    expect(lessonWords(weak, 'higher')).toMatch(
      /Most of the differences come from how parameters play together\.$/,
    );
  });
});

describe('headline', () => {
  it.each([
    [
      'binary',
      'The model (ensemble of 2 models) tells “yes” from “no” of `species` in 92.7\u{a0}% of unseen pairs (95\u{a0}% interval 90.7–94.2\u{a0}%); the best baseline (always the most frequent class) gets 50\u{a0}%.',
    ],
    [
      'multiclass',
      'The model (ensemble of 2 models) predicts `species` right in 98.5\u{a0}% of unseen rows (95\u{a0}% interval 96.5–100\u{a0}%); the best baseline (always the most frequent class) gets 44\u{a0}%.',
    ],
    [
      'regression',
      'The model (ensemble of 2 models) predicts `body_mass_g` on unseen rows with a mean error of 2.14 (95\u{a0}% interval 1.9–2.4); the best baseline (always the mean) gets 6.6.',
    ],
  ] as const)('says a %s result in one sentence', (task, sentence) => {
    expect(headline(sampleReportInput(task))).toBe(sentence);
  });

  it('says what calls cost where that is known', () => {
    const input = sampleReportInput('binary');
    const withCost = (mean_cost: Estimate) => ({ mean_cost, ...input.metrics });
    const priced = {
      ...input,
      metrics: withCost({ value: 0.44, low: 0.35, high: 0.57 }),
      metricDescriptions: [MEAN_COST, ...input.metricDescriptions],
      baselines: [1.1, 0.7].map((value, i) => ({
        name: ['stratified', 'constant'][i] ?? '',
        title: '',
        metrics: withCost({ value, low: null, high: null }),
      })),
    };
    expect(headline(priced)).toBe(
      'The model (ensemble of 2 models) calls `species` on unseen rows at a cost of 0.44 per row (95\u{a0}% interval 0.35–0.57); the best baseline (the cheapest call without a look at any column) gets 0.7.',
    );
  });
});
