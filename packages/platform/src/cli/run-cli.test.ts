import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { EVERY_OPERATION } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { sampleRow } from '../testing/sample-model.ts';
import { runCli } from './run-cli.ts';

let app: SampleApp;
let folder: string;

beforeAll(async () => {
  app = await openSampleApp();
  folder = await mkdtemp(join(tmpdir(), 'kaizen-cli-'));
});
afterAll(async () => {
  await app.dispose();
  await rm(folder, { recursive: true });
});

/** Runs a command line on the sample home and gives back what it wrote. */
async function kaizen(...argv: string[]) {
  return kaizenWith({}, ...argv);
}

async function kaizenWith({ stdin = '' }: { stdin?: string }, ...argv: string[]) {
  const written = { stdout: '', stderr: '' };
  let longestPiece = 0;
  const stream = (name: 'stdout' | 'stderr') =>
    new Writable({
      decodeStrings: false,
      write(text: string, _, done) {
        written[name] += text;
        longestPiece = Math.max(longestPiece, text.length);
        done();
      },
    });
  const code = await runCli({
    argv,
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env: { KAIZEN_HOME: app.home },
    cwd: folder,
    stdin: async () => stdin,
    interruption: () => new AbortController().signal,
  });
  return { code, longestPiece, ...written };
}

describe('help', () => {
  it('shows every noun and every command of its own', async () => {
    const { code, stdout, stderr } = await kaizen('--help');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    for (const word of ['run', 'predict', 'demo', 'serve', 'doctor'])
      expect(stdout).toMatch(new RegExp(`^ {2}${word} `, 'm'));
    for (const { name } of EVERY_OPERATION)
      expect(stdout).toMatch(new RegExp(`^ {2}${name.split('.')[0]} .*${name.split('.')[1]}`, 'm'));
  });

  it('shows usage, arguments, flags and examples of a command', async () => {
    const { code, stdout } = await kaizen('models', 'alias', '--help');
    expect(code).toBe(0);
    expect(stdout).toContain('kaizen models alias <name> <alias> <version> [--flags]');
    expect(stdout).toContain('kaizen models alias penguins-species champion 1');
    expect(stdout).toContain('--json');
  });

  it('is the same for `help models alias` and `models alias -h`', async () => {
    const [a, b] = await Promise.all([
      kaizen('help', 'models', 'alias'),
      kaizen('models', 'alias', '-h'),
    ]);
    expect(a.stdout).toBe(b.stdout);
  });

  it('lists the verbs of a noun on stderr with exit 2, and on stdout when asked', async () => {
    const bare = await kaizen('models');
    expect(bare).toMatchObject({ code: 2, stdout: '' });
    expect(bare.stderr).toContain('explain');
    const asked = await kaizen('models', '--help');
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout.trim()).toBe(bare.stderr.trim());
  });

  it('prints the version', async () => {
    expect((await kaizen('--version')).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('a wrong command line', () => {
  it('names the closest command', async () => {
    const { code, stderr } = await kaizen('modles', 'list');
    expect(code).toBe(2);
    expect(stderr).toBe('error kaizen has no command "modles".\nhint  Did you mean "models"?\n');
  });

  it('names the closest verb', async () => {
    const { code, stderr } = await kaizen('models', 'lits');
    expect(code).toBe(2);
    expect(stderr).toContain('kaizen models has no command "lits".');
    expect(stderr).toContain('Did you mean "list"');
  });

  it('tells every problem at once, with an example that works', async () => {
    const { code, stderr } = await kaizen(
      'runs',
      'list',
      'extra',
      '--limt',
      '5',
      '--status',
      'odd',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('`--limt` is not a flag of it, did you mean `--limit`');
    expect(stderr).toContain(
      '`--status` must be one of "scheduled", "running", "finished", "failed", "stopped", "killed", got "odd"',
    );
    expect(stderr).toContain('`extra` is one argument too many, it takes 0');
    expect(stderr).toContain('For example `kaizen runs list --limit 20`');
  });

  it('names a missing argument', async () => {
    const { code, stderr } = await kaizen('models', 'show');
    expect(code).toBe(2);
    expect(stderr).toContain('`kaizen models show`: `<name>` is missing.');
  });

  it('refuses a number that is none, and one outside its range', async () => {
    expect((await kaizen('runs', 'list', '--limit', 'ten')).stderr).toContain(
      '`--limit` must be a whole number, got "ten"',
    );
    expect((await kaizen('runs', 'list', '--limit', '5000')).stderr).toContain(
      '`--limit` must be at most 1000, got 5000',
    );
  });

  it('prints the problem document on stdout with --json, and the sentence on stderr', async () => {
    const { code, stdout, stderr } = await kaizen('models', 'show', 'chrun', '--json');
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({
      code: 'MODEL_NOT_FOUND',
      detail: 'No model is called "chrun".',
      hint: 'Did you mean "churn"?',
      details: { name: 'chrun' },
    });
    expect(stderr).toContain('error No model is called "chrun".');
  });
});

describe('predict', () => {
  const rows = 'months,plan,calls\n3,basic,4\n60,pro,1\n';

  it('gives the answers in row order on stdout, as CSV and as `predictions` of the document', async () => {
    const path = join(folder, 'rows.csv');
    await writeFile(path, rows);
    const csv = await kaizen('predict', 'churn', path);
    expect(csv.code).toBe(0);
    const [header, ...lines] = csv.stdout.trimEnd().split('\n');
    expect(header).toBe('prediction,probability_no,probability_yes');
    const json = await kaizen('predict', 'churn', path, '--json');
    expect(json.code).toBe(0);
    const document = JSON.parse(json.stdout);
    expect(document).toMatchObject({ model: 'churn', version: 1, nRows: 2, out: null });
    expect(
      document.predictions.map(
        (each: { prediction: string; probabilities: Record<string, number> }) =>
          [each.prediction, each.probabilities.no, each.probabilities.yes].join(','),
      ),
    ).toEqual(lines);
    expect(lines).toHaveLength(2);
  });

  it('gives many answers in pieces, never as one string', async () => {
    const path = join(folder, 'many.csv');
    await writeFile(path, `months,plan,calls\n${'3,basic,4\n'.repeat(20_000)}`);
    for (const flags of [[], ['--json']]) {
      const { code, stdout, longestPiece } = await kaizen('predict', 'churn', path, ...flags);
      expect(code).toBe(0);
      expect(longestPiece).toBeLessThan(stdout.length / 4);
    }
  });

  it('says with --json and --out what it wrote, and the answers in the file only', async () => {
    const [path, out] = [join(folder, 'rows-out.csv'), join(folder, 'answers.csv')];
    await writeFile(path, rows);
    const { code, stdout } = await kaizen('predict', 'churn', path, '--out', out, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ...{
        model: 'churn',
        version: 1,
        out,
        notes: expect.any(Array),
        elapsedMs: expect.any(Number),
      },
      ...{ nFiles: 1, nRows: 2, nRejected: 0, nResumed: 0, rejects: null },
    });
    expect(await readFile(out, 'utf8')).toBe((await kaizen('predict', 'churn', path)).stdout);
  });
});

describe('operations', () => {
  it('print a table, and the same as one JSON document', async () => {
    const { code, stdout, stderr } = await kaizen('models', 'list');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^model +task +target +newest +aliases +changed$/m);
    expect(stdout).toMatch(/^churn +binary +left +1 +champion → 1 +\d{4}-\d\d-\d\dT\d\d:\d\dZ$/m);
    const json = await kaizen('models', 'list', '--json');
    expect(JSON.parse(json.stdout).items).toMatchObject([{ name: 'churn', latestVersion: 1 }]);
    expect(json.stderr).toBe('');
  });

  it('take JSON inline, from a file and from stdin', async () => {
    const rows = [{ months: 3, plan: 'basic', calls: 4 }];
    const file = join(folder, 'rows.json');
    await writeFile(file, JSON.stringify(rows));
    const answers = await Promise.all([
      kaizen('models', 'predict', 'churn', JSON.stringify(rows), '--json'),
      kaizen('models', 'predict', 'churn', `@${file}`, '--json'),
      kaizenWith({ stdin: JSON.stringify(rows) }, 'models', 'predict', 'churn', '-', '--json'),
    ]);
    const predictions = answers.map(({ stdout }) => JSON.parse(stdout).predictions);
    expect(predictions[0]).toMatchObject([{ prediction: 'yes' }]);
    expect(predictions[1]).toEqual(predictions[0]);
    expect(predictions[2]).toEqual(predictions[0]);
  });

  it('name the place of JSON that is not', async () => {
    const { code, stderr } = await kaizen('models', 'predict', 'churn', '[{months: 3}]');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error rows must be JSON, got text that is not: .* \(the command line\)\.$/m,
    );
  });

  it('name a file of JSON that is not there', async () => {
    const { code, stderr } = await kaizen('models', 'predict', 'churn', '@none.json');
    expect(code).toBe(2);
    expect(stderr).toContain('The file "none.json" must be readable, got ENOENT.');
  });

  it('accept flags before the words and after them', async () => {
    const before = await kaizen('--json', '--home', app.home, 'models', 'list');
    const after = await kaizen('models', 'list', `--home=${app.home}`, '--json');
    expect(before.stdout).toBe(after.stdout);
  });

  it('show a model with its input and metrics', async () => {
    const { stdout } = await kaizen('models', 'show', 'churn/1');
    expect(stdout).toMatch(/^roc_auc +0\.900 ± 0\.020$/m);
    expect(stdout).toMatch(/^plan +category +yes +0 % +/m);
    expect(stdout).toMatch(/^predicts +left \(binary\)$/m);
  });

  it('exit with 5 while an endpoint is silent, with 0 without drift, and with 3 on drift', async () => {
    const { seededRandom } = await import('@kaizenml/ml/math');
    const random = seededRandom(11);
    const silent = await kaizen('monitors', 'check', 'churn');
    expect(silent.code).toBe(5);
    expect(silent.stderr).toContain('at least 30 rows with version 1');
    const rows = Array.from({ length: 500 }, () => sampleRow(() => random.next()));
    await app.handlers.models.predict({ name: 'churn', rows });
    const calm = await kaizen('monitors', 'check', 'churn', '--last', '500');
    expect(calm.stdout).toContain(
      '✓ no drift in 6 columns of churn: 500 logged rows against 600 rows of churn/1.',
    );
    expect(calm.code).toBe(0);
    await app.handlers.models.predict({
      name: 'churn',
      rows: rows.map((row) => ({ ...row, plan: 'premium', calls: null })),
    });
    const moved = await kaizen('monitors', 'check', 'churn', '--last', '500');
    expect(moved.code).toBe(3);
    expect(moved.stdout).toContain('✗ drift in');
    expect(moved.stdout).toMatch(/plan .* drift .*more of "premium": 3\d % → 100 %/);
    expect(moved.stdout).toMatch(
      /calls +quality +missing .* drift .*no value in 100 % of the rows/,
    );
    const json = await kaizen('monitors', 'check', 'churn', '--last', '500', '--json');
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({ status: 'drift', endpoint: 'churn' });
  });
});
