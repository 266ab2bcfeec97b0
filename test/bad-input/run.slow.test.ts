import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppError } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { type App, lookQuickly, openApp, runProject } from 'kaizenml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-bad-'));
  app = await openApp({ home: join(folder, 'home') });
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const N = 120;
const random = seededRandom(1);
const number = () => random.normal().toFixed(4);
const pick = (...choices: string[]) => choices[random.below(choices.length)] ?? '';
const label = () => pick('yes', 'no');
const WORDS = 'red green blue house tree river stone cloud bird light dark rain sun moon'.split(
  ' ',
);
const text = () => Array.from({ length: 9 }, () => pick(...WORDS)).join(' ');
const table = (header: string, line: (i: number) => string, n = N) =>
  `${header}\n${Array.from({ length: n }, (_, i) => line(i)).join('\n')}\n`;

interface Case {
  readonly what: string;
  readonly csv: string;
  readonly target?: string;
}

/** Tables that nobody can learn much from, and that must not break anything: each ends with a result. */
const LEARNED: readonly Case[] = [
  {
    what: 'texts alone',
    csv: table('t,u,y', () => `${text()},${text()},${label()}`),
  },
  {
    what: 'infinite values',
    csv: table('a,b,y', () => `${pick('inf', '-inf', number())},${number()},${label()}`),
  },
  {
    what: 'a column without any value beside a good one',
    csv: table('a,b,y', () => `${number()},,${label()}`),
  },
  {
    what: 'rows that occur over and over with both answers',
    csv: table('a,b,y', (i) => `${i % 3},${i % 2},${label()}`),
  },
  {
    what: 'cells that are nearly all missing',
    csv: table('a,b,c,y', () => {
      const cell = () => (random.next() < 0.2 ? number() : '');
      return `${cell()},${cell()},${cell()},${label()}`;
    }),
  },
  {
    what: 'numbers of 1e300',
    csv: table('a,b,y', () => `${number()}e300,${number()},${label()}`),
  },
  {
    what: 'a target of 1e-300',
    csv: table('a,b,y', () => `${number()},${number()},${number()}e-300`),
  },
  {
    what: 'a target of 0 and 1 in quotes',
    csv: table('a,b,y', (i) => `${number()},${number()},"${i % 2}"`),
  },
  {
    what: 'numbers, words, dates and money in one column',
    csv: table(
      'a,b,y',
      () => `${pick(number(), 'abc', '2024-01-02', '€5', '')},${number()},${label()}`,
    ),
  },
  {
    what: 'names with spaces, hidden characters and another alphabet',
    csv: table(
      'größe (m²),"y ",Ziel ✓,ziel',
      () => `${number()},${number()},${label()},${number()}`,
    ),
    target: 'Ziel ✓',
  },
  {
    what: 'twelve rows of decimals',
    csv: table('a,b,y', () => `${number()},${number()},${number()}`, 12),
  },
  {
    what: 'a target of 1e-320 beside its copy',
    csv: table('a,b,y', (i) => `${number()},${1 + (i % 7)}e-320,${1 + (i % 7)}e-320`),
  },
  {
    what: 'columns that are called like what every object has',
    csv: table(
      '__proto__,constructor,toString,y',
      () => `${number()},${pick('a', 'b')},${number()},${pick('constructor', '__proto__')}`,
    ),
  },
  {
    what: 'ten rows',
    csv: table('a,b,y', (i) => `${number()},${number()},${'pq'[i % 2]}`, 10),
  },
];

/** Tables that cannot be learned from: each ends with a sentence and a hint. */
const REFUSED: readonly (Case & { readonly code: string; readonly message: RegExp })[] = [
  {
    what: 'a class with too few rows for the folds',
    csv: table('a,y', (i) => `${number()},${i < 3 ? 'rare' : 'common'}`),
    code: 'TARGET_UNUSABLE',
    message: /"y" must have two classes of at least 5 rows.*rare \(3\)/,
  },
  {
    what: 'three rows',
    csv: table('a,y', (i) => `${i},${'pqp'[i]}`, 3),
    code: 'TABLE_TOO_SMALL',
    message: /at least 10 rows with a value of "y", got 3/,
  },
  {
    what: '40 000 classes',
    csv: table('a,y', (i) => `${i % 7},c${i % 40_000}`, 60_000),
    code: 'TARGET_UNUSABLE',
    message: /at most \d+ classes, got 40000 different values/,
  },
  {
    what: 'one row per class',
    csv: table('a,y', (i) => `${number()},c${i}`, 40),
    code: 'TARGET_UNUSABLE',
    message: /"y" must have two classes of at least 5 rows, got none/,
  },
  {
    what: 'a text of its own in every row as target',
    csv: table('a,y', (i) => `${number()},${text()} ${i}`),
    code: 'TARGET_UNUSABLE',
    message: /"y"/,
  },
  {
    what: 'columns without any value',
    csv: table('a,b,y', () => `,,${label()}`),
    code: 'FEATURES_UNUSABLE',
    message: /can predict "y", got none: "a" and "b"/,
  },
  {
    what: 'ids alone',
    csv: table('id,key,y', (i) => `${i},k${(i * 7919) % 100_003},${label()}`),
    code: 'FEATURES_UNUSABLE',
    message: /"id" and "key"/,
  },
  {
    what: 'a number beyond those whose squares can be told',
    csv: table('a,y', (i) => `${number()},${i === 4 ? '1e308' : number()}`),
    code: 'TARGET_UNUSABLE',
    message: /between -1e\+150 and 1e\+150, got 1e\+308 in row 5/,
  },
  {
    what: 'dates as target',
    csv: table('a,y', (i) => `${number()},2024-01-${String(1 + (i % 28)).padStart(2, '0')}`),
    code: 'TARGET_UNUSABLE',
    message: /got dates/,
  },
  {
    what: 'two columns whose names are the same but for a blank',
    csv: table('y ,y', () => `${number()},${label()}`),
    code: 'COLUMN_DUPLICATE',
    message: /"y"/,
  },
];

const write = (csv: string): string => {
  const path = join(folder, 'bad.csv');
  writeFileSync(path, csv);
  return path;
};

describe('a run on a bad table', () => {
  it.each(LEARNED)('ends with a result: $what', async ({ csv, target = 'y' }) => {
    const search = { trials: 1, folds: 3, workers: 1 };
    const result = await runProject(app, { data: write(csv), target, search });
    expect(result.leaderboard.some(({ status }) => status === 'finished')).toBe(true);
    for (const { message } of result.findings)
      expect(message).not.toMatch(/NaN|undefined|\[object/);
  });

  it.each(REFUSED)('ends with a sentence: $what', async ({ csv, target = 'y', code, message }) => {
    const search = { trials: 1, folds: 3, workers: 1 };
    const error: AppError = await runProject(app, { data: write(csv), target, search }).then(
      () => expect.unreachable('the run must be refused'),
      (thrown: AppError) => thrown,
    );
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(/\S/);
  });

  it('ends with a result where one fold in five lacks the rare class', async () => {
    const csv = table('a,y', (i) => `${i % 5},${i % 60 === 0 ? 'rare' : 'common'}`, 300);
    const search = { trials: 2, workers: 1 };
    const { findings } = await runProject(app, { data: write(csv), target: 'y', search });
    expect(findings.map(({ code }) => code)).toContain('METRIC_UNDEFINED');
  });

  it('ends with a result in twelve rows whose folds agree by chance', async () => {
    const labels = 'sssettttssst';
    const csv = table('a,y', (i) => `${'bbbaabababbb'[i]},${labels[i]}`, 12);
    const search = { trials: 2, workers: 1 };
    const { leaderboard } = await runProject(app, { data: write(csv), target: 'y', search });
    expect(leaderboard.some(({ status }) => status === 'finished')).toBe(true);
  });

  it('forecasts what hardly ever happens', async () => {
    const csv = table('v', (i) => (i % 10 === 1 ? '1' : '0'), 12);
    const { forecast } = await runProject(app, {
      data: write(csv),
      target: 'v',
      task: 'forecast',
    });
    expect(forecast.next.length).toBeGreaterThan(0);
    for (const { prediction } of forecast.next) expect(Number.isFinite(prediction)).toBe(true);
  });

  it.each([
    ['beyond all sums', '1e308', /from 0 to 1e\+100.*got 1e\+308 in row 1\./],
    ['too small for squares', '1e-320', /of at least 1e-100 in some row/],
    ['of a few rows only', '', /among the rows that each fold learns from, got only zeros in fold/],
  ])('is refused weights %s', async (_what, weight, message) => {
    const line = (i: number) => `${number()},${weight || (i < 2 ? 1 : 0)},${number()}`;
    const search = { trials: 1, workers: 1 };
    const project = { data: write(table('a,w,y', line)), target: 'y', weights: 'w', search };
    await expect(runProject(app, project)).rejects.toMatchObject({
      code: 'PROJECT_INVALID',
      message: expect.stringMatching(message),
    });
  });

  it('is refused a quick look where rows have no answer of their own', async () => {
    const project = { data: write(table('a,y', () => `${number()},${label()}`)), task: 'clusters' };
    await expect(lookQuickly(app, project as never)).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      hint: expect.stringContaining('without `--quick`'),
    });
  });

  it('keeps to a budget of one second as far as one model allows', async () => {
    const csv = table('a,b,y', (i) => `${number()},${i % 5},${i % 5 > 2 ? 'yes' : 'no'}`);
    const search = { budget: '1s', workers: 1 };
    const result = await runProject(app, { data: write(csv), target: 'y', search });
    expect(result.leaderboard.some(({ status }) => status === 'finished')).toBe(true);
  });
});

describe('a quick look at a bad table', () => {
  const cases = LEARNED.filter(({ what }) => /infinite|1e300|both answers|ten rows/.test(what));
  it.each(cases)('never says yes to answers drawn by lot: $what', async ({ csv, target = 'y' }) => {
    const search = { trials: 1, folds: 3, workers: 1 };
    const { answer, sentence } = await lookQuickly(app, { data: write(csv), target, search });
    expect(['maybe', 'no']).toContain(answer);
    expect(sentence.toLowerCase()).toMatch(new RegExp(`^${answer}: `));
    expect(sentence).not.toMatch(/NaN|Infinity/);
  });
});
