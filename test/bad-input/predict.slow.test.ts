import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, openApp, runProject } from 'kaizenml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { predictToFile } from '../../packages/platform/src/batch/index.ts';
import { toCsv } from '../../packages/platform/src/datasets/index.ts';
import { openAnswering } from '../../packages/platform/src/models/index.ts';
import { predictFile } from '../../packages/platform/src/models/predict-file.ts';

let folder: string;
let app: App;
let artifact: string;

const header = 'age,plan,joined,churned';
const line = (i: number) =>
  `${20 + (i % 40)},${['basic', 'plus', 'pro'][i % 3]},2024-0${1 + (i % 9)}-1${i % 9},${(i * 7) % 11 < 5 && i % 3 !== 2 ? 'yes' : 'no'}`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-predict-'));
  writeFileSync(
    join(folder, 'train.csv'),
    `${header}\n${Array.from({ length: 200 }, (_, i) => line(i)).join('\n')}\n`,
  );
  app = await openApp({ home: join(folder, 'home'), proof: 'in-process' });
  const project = {
    name: 'churn',
    data: 'train.csv',
    target: 'churned',
    search: { trials: 1 },
    gate: { betterThanBaseline: false },
  };
  artifact = (await runProject(app, project, { folder })).champion.artifact;
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const predict = async (path: string, model = 'churn') => {
  const answered = await predictFile({ openApp: async () => app }, { model, path, out: undefined });
  return { ...answered, csv: toCsv(answered.answers) };
};
const predictTo = async (path: string, out: string) => {
  const opened = await openAnswering(async () => app, 'churn');
  if (opened.kind === 'forecast') throw new Error('the model answers rows');
  return await predictToFile(opened, { path, out, keep: [], badRows: 'refuse' });
};

describe('kaizen predict', () => {
  it('gives one answer per row in order, the same by name, version, alias and folder', async () => {
    const path = write(
      'rows.csv',
      `age,plan,joined\n${Array.from({ length: 20 }, (_, i) => line(i).split(',').slice(0, 3).join(',')).join('\n')}\n`,
    );
    const { csv, notes } = await predict(path);
    expect(notes).toEqual([]);
    const lines = csv.trim().split('\n');
    expect(lines[0]).toBe('prediction,probability_no,probability_yes');
    expect(lines).toHaveLength(21);
    for (const row of lines.slice(1)) {
      const [answer, no, yes] = row.split(',');
      expect(Number(no) + Number(yes)).toBeCloseTo(1, 12);
      expect(answer).toBe(Number(yes) >= 0.5 ? 'yes' : 'no');
    }
    for (const model of ['churn/1', 'churn@champion', artifact])
      expect((await predict(path, model)).csv).toBe(csv);
  });

  it('matches reordered columns by name, leaves extra ones out, and says both', async () => {
    const straight = await predict(
      write('straight.csv', 'age,plan,joined\n30,basic,2024-01-11\n31,pro,2024-02-12\n'),
    );
    const { csv, notes } = await predict(
      write('odd.csv', 'note,joined,age,plan\nx,2024-01-11,30,basic\ny,2024-02-12,31,pro\n'),
    );
    expect(csv).toBe(straight.csv);
    expect(notes).toEqual([
      'Columns the model does not use were left out: "note".',
      'Columns stand in another order than in training; they were matched by name.',
    ]);
  });

  it('imputes a value that is missing where training had none, and says so', async () => {
    const { csv, notes } = await predict(
      write('gap.csv', 'age,plan,joined\n30,basic,2024-01-11\n,pro,2024-02-12\n'),
    );
    expect(csv.trim().split('\n')).toHaveLength(3);
    expect(notes).toEqual(['Values are missing where training had none, and were imputed: "age".']);
  });

  it('names the levels that training never saw', async () => {
    const { notes } = await predict(
      write(
        'mars.csv',
        'age,plan,joined\n30,mars,2024-01-11\n31,pro,2024-02-12\n33,mars,2024-02-12\n',
      ),
    );
    expect(notes).toEqual(['Column "plan": 2 rows have levels that training never saw: "mars".']);
  });

  it('tells every column that is absent or of another kind at once', async () => {
    await expect(
      predict(write('wrong.csv', 'agee,plan,joined\n30,basic,soon\n31,pro,later\n')),
    ).rejects.toMatchObject({
      code: 'INPUT_SCHEMA_MISMATCH',
      message:
        'The table does not fit the model: Column "age" must be there, got no column of this name; Column "joined" must be a date, got "soon".',
      hint: 'Did you mean "agee"?',
      details: {
        extra: ['agee'],
        issues: [
          { column: 'age', problem: 'absent' },
          { column: 'joined', problem: 'type' },
        ],
      },
    });
  });

  it('writes CSV and Parquet whole, and refuses another ending before it answers', async () => {
    const path = write('out-rows.csv', 'age,plan,joined\n30,basic,2024-01-11\n31,pro,2024-02-12\n');
    const { csv } = await predict(path);
    await predictTo(path, join(folder, 'answers.csv'));
    expect(readFileSync(join(folder, 'answers.csv'), 'utf8')).toBe(csv);
    await predictTo(path, join(folder, 'answers.parquet'));
    expect(readFileSync(join(folder, 'answers.parquet')).subarray(0, 4).toString()).toBe('PAR1');
    await expect(predictTo(path, join(folder, 'answers.xlsx'))).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      details: { ending: '.xlsx' },
    });
  });

  it('says that a folder holds no artifact, and that a model does not exist', async () => {
    const path = write('any.csv', 'age,plan,joined\n30,basic,2024-01-11\n');
    mkdirSync(join(folder, 'empty'));
    await expect(predict(path, join(folder, 'empty'))).rejects.toMatchObject({
      code: 'MODEL_ARTIFACT_INVALID',
    });
    await expect(predict(path, 'chrun')).rejects.toMatchObject({
      code: 'MODEL_NOT_FOUND',
      message: 'No model is called "chrun".',
      hint: 'Did you mean "churn"?',
    });
  });
});
