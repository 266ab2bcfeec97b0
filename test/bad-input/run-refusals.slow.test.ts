import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppError, ErrorCode } from '@kaizenml/contracts';
import { type App, openApp, runProject } from 'kaizenml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-bad-'));
  app = await openApp({ home: join(folder, 'home'), proof: 'in-process' });
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const rows = (line: (i: number) => string, n = 60) =>
  Array.from({ length: n }, (_, i) => line(i)).join('\n');

interface Case {
  readonly what: string;
  readonly csv: string;
  readonly target?: string;
  readonly code: ErrorCode;
  readonly message: RegExp;
  readonly hint: RegExp;
  readonly details: Record<string, unknown>;
}

const CASES: readonly Case[] = [
  {
    what: 'a target that is no column',
    csv: `age,income\n${rows((i) => `${i},${i % 2}`)}\n`,
    target: 'incom',
    code: 'COLUMN_UNKNOWN',
    message: /^The table has no column "incom"\.$/,
    hint: /^Did you mean "income"\?$/,
    details: { column: 'incom' },
  },
  {
    what: 'a constant target',
    csv: `age,y\n${rows((i) => `${i % 7},same`)}\n`,
    code: 'TARGET_UNUSABLE',
    message: /"y".*same/,
    hint: /\S/,
    details: { target: 'y' },
  },
  {
    what: 'a target without any value',
    csv: `age,y\n${rows((i) => `${i % 7},`)}\n`,
    code: 'TARGET_UNUSABLE',
    message: /"y"/,
    hint: /\S/,
    details: { target: 'y' },
  },
  {
    what: 'one row',
    csv: 'age,y\n1,yes\n',
    code: 'TABLE_TOO_SMALL',
    message: /1/,
    hint: /\S/,
    details: {},
  },
  {
    what: 'features that are all constant',
    csv: `a,b,y\n${rows((i) => `1,x,${i % 2}`)}\n`,
    code: 'FEATURES_UNUSABLE',
    message: /"y".*"a".*"b"/,
    hint: /\S/,
    details: { target: 'y' },
  },
  {
    what: 'no column besides the target',
    csv: `y\n${rows((i) => `${i % 2}`)}\n`,
    code: 'FEATURES_UNUSABLE',
    message: /besides the target "y"/,
    hint: /\S/,
    details: { target: 'y' },
  },
  {
    what: 'a header without rows',
    csv: 'a,y\n',
    code: 'TABLE_EMPTY',
    message: /bad\.csv/,
    hint: /\S/,
    details: {},
  },
  {
    what: 'an empty file',
    csv: '',
    code: 'TABLE_EMPTY',
    message: /bad\.csv/,
    hint: /\S/,
    details: {},
  },
  {
    what: 'two columns of one name',
    csv: `a,a,y\n${rows((i) => `${i},2,${i % 2}`)}\n`,
    code: 'COLUMN_DUPLICATE',
    message: /"a"/,
    hint: /\S/,
    details: {},
  },
  {
    what: 'a row with too many cells',
    csv: `a,y\n1,0\n2,1\n3,0,9\n4,1\n`,
    code: 'ROW_RAGGED',
    message: /4/,
    hint: /\S/,
    details: {},
  },
];

async function failure(target: string): Promise<AppError> {
  const run = runProject(app, { data: join(folder, 'bad.csv'), target, search: { trials: 1 } });
  return await run.then(
    () => expect.unreachable('the run must fail'),
    (thrown: AppError) => thrown,
  );
}

describe('kaizen run', () => {
  it.each(CASES)(
    'refuses $what with a sentence, and leaves nothing half-made',
    async ({ csv, target = 'y', code, message, hint, details }) => {
      writeFileSync(join(folder, 'bad.csv'), csv);
      const error = await failure(target);
      expect(error).toMatchObject({ code, details });
      expect(error.row.exit).toBe(2);
      expect(error.message).toMatch(message);
      expect(error.hint).toMatch(hint);
      expect(readdirSync(join(folder, 'home', 'tmp'))).toEqual([]);
      expect((await app.handlers.models.list({ limit: 10 })).items).toEqual([]);
      const { items } = await app.handlers.runs.list({ limit: 10 });
      expect(items.filter(({ status }) => status !== 'failed')).toEqual([]);
    },
  );

  it('refuses a missing file before a run is recorded, and names the nearest file', async () => {
    writeFileSync(join(folder, 'bads.csv'), 'a,y\n1,0\n');
    const error = await failure('y');
    expect(error).toMatchObject({ code: 'FILE_NOT_FOUND', hint: 'Did you mean "bads.csv"?' });
    expect((await app.handlers.runs.list({ limit: 10 })).items).toEqual([]);
  });

  it('refuses columns to ignore or to keep that the data do not have, all of them at once', async () => {
    writeFileSync(
      join(folder, 'bad.csv'),
      `age,casual,y\n${rows((i) => `${i % 7},${i % 5},${i % 2}`)}\n`,
    );
    const project = {
      data: join(folder, 'bad.csv'),
      target: 'y',
      ignore: ['casul'],
      guardrails: { keep: ['zork'] },
    };
    await expect(runProject(app, project)).rejects.toMatchObject({
      code: 'PROJECT_INVALID',
      message:
        'The project has 2 problems: ignore: the data have no column "casul"; guardrails.keep: the data have no column "zork".',
      hint: 'Did you mean "casual"?',
    });
  });

  it('refuses a target that is named for something else as well', async () => {
    writeFileSync(join(folder, 'bad.csv'), `age,y\n${rows((i) => `${i % 7},${i % 2}`)}\n`);
    const project = { data: join(folder, 'bad.csv'), target: 'y', ignore: ['y'], weights: 'y' };
    await expect(runProject(app, project)).rejects.toMatchObject({
      code: 'PROJECT_INVALID',
      message: 'The project has 2 problems: weights: "y" is the target; ignore: "y" is the target.',
      hint: 'Name another column there, or another target.',
    });
  });

  it('names the column of too few groups', async () => {
    writeFileSync(
      join(folder, 'bad.csv'),
      `age,shop,y\n${rows((i) => `${i % 7},${i < 50 ? 'a' : 'b'},${i % 2}`)}\n`,
    );
    const project = { data: join(folder, 'bad.csv'), target: 'y', group: 'shop' };
    await expect(runProject(app, project)).rejects.toMatchObject({
      code: 'TABLE_TOO_SMALL',
      message:
        'Rows cannot be split by "shop" into a test part and 5 folds: The split must have at least 5 groups, got 1.',
      hint: expect.stringContaining('values of "shop"'),
    });
  });

  it('reports every problem of a project at once', async () => {
    const project = { data: 'x.csv', target: 'y', seed: -1, split: { test: 0.9 }, fold: 3 };
    await expect(runProject(app, project as never)).rejects.toMatchObject({
      code: 'PROJECT_INVALID',
      details: {
        problems: expect.arrayContaining([
          expect.objectContaining({ path: 'seed' }),
          expect.objectContaining({ path: 'split.test' }),
        ]),
      },
    });
  });
});
