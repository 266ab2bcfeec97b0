import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sharedData } from '../../../../test/shared-data.ts';
import { runCli } from './run-cli.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-lint-cli-'));
  await writeFile(join(folder, 'clean.csv'), 'city,n\nBern,1\nChur,2\nSion,3\n');
  await writeFile(join(folder, 'broken.csv'), 'city,n\nBern,1\nChur\nSion,3\n');
  await writeFile(join(folder, 'warned.csv'), 'city,n,\nBern,1,\nChur,2,\n');
});
afterAll(() => rm(folder, { recursive: true }));

async function lint(...argv: string[]) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') =>
    new Writable({
      decodeStrings: false,
      write(text: string, _, done) {
        written[name] += text;
        done();
      },
    });
  const code = await runCli({
    argv: ['datasets', 'lint', ...argv],
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env: { KAIZEN_HOME: join(folder, 'home') },
    cwd: folder,
    stdin: async () => '',
    interruption: () => new AbortController().signal,
  });
  return { code, ...written };
}

describe('kaizen datasets lint', () => {
  const carriage = sharedData('carriage/carriage.csv');

  it.skipIf(carriage === undefined)('says the published sentences of carriage.csv', async () => {
    const { code, stdout } = await lint(carriage ?? '');
    expect(code).toBe(0);
    expect(stdout).toContain("Warning: Column 'grape' has no items in it\n");
    expect(stdout).toContain('Warning: found 1 column that is Unnamed\n');
    expect(stdout).toContain(
      "Warning: found carriage returns at index 0 of column 'notes':\n  Aged in French, Hungarian, and American Oak barrel\n",
    );
  });

  it('tells how it is used when the file is missing', async () => {
    const { code, stdout, stderr } = await lint('bogus-dataset.csv');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain("Path 'bogus-dataset.csv' does not exist.\n");
    expect(stderr).toContain('Usage: kaizen datasets lint <path> [--flags]\n');
    expect(stderr).toContain('kaizen datasets lint --help');
  });

  it('passes a clean file, with and without --strict', async () => {
    const path = join(folder, 'clean.csv');
    expect(await lint(path)).toMatchObject({
      code: 0,
      stdout: `✓ passed  ${path}: 3 rows, 2 columns, nothing to report.\n`,
    });
    expect((await lint(path, '--strict')).code).toBe(0);
  });

  it('exits with 3 for an error, and for a warning only with --strict', async () => {
    expect((await lint(join(folder, 'broken.csv'))).code).toBe(3);
    expect((await lint(join(folder, 'warned.csv'))).code).toBe(0);
    expect((await lint(join(folder, 'warned.csv'), '--strict')).code).toBe(3);
  });

  it('gives one JSON document with the lines of each finding', async () => {
    const { stdout } = await lint(join(folder, 'broken.csv'), '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      passed: false,
      nRows: 3,
      findings: [
        { code: 'ROWS_UNEVEN', severity: 'error', lines: [3], details: { count: 1, total: 3 } },
      ],
    });
  });

  it('gives workflow commands, one line each, with special characters escaped', async () => {
    const path = join(folder, 'broken.csv');
    const { code, stdout } = await lint(path, '--format', 'github');
    expect(code).toBe(3);
    expect(stdout).toBe(
      `::error file=${path},line=3,title=ROWS_UNEVEN::1 of 3 rows (33 %25) of 'broken.csv' has another number of cells than the 2 columns, first 1 cells in line 3. Put quotes around values that hold the delimiter, and fill what is missing.\n`,
    );
  });

  it('refuses --out without --fix', async () => {
    const { code, stderr } = await lint(join(folder, 'clean.csv'), '--out', 'x.csv');
    expect(code).toBe(2);
    expect(stderr).toContain('--fix');
  });

  it('shows what --fix did', async () => {
    await writeFile(join(folder, 'padded.csv'), 'city,n\nBern ,1\nChur,2\n');
    const { stdout } = await lint(
      join(folder, 'padded.csv'),
      '--fix',
      '--out',
      join(folder, 'fixed.csv'),
    );
    expect(stdout).toMatch(/city +blanks around values taken off +1 +50 %/);
    expect(stdout).toContain(`Wrote 2 rows to ${join(folder, 'fixed.csv')}.`);
  });
});

/** What the published schema of SARIF 2.1.0 says of the parts that are written; unknown properties fail as there. */
const text = z.strictObject({ text: z.string().min(1) });
const Sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          semanticVersion: z.string(),
          rules: z.array(z.strictObject({ id: z.string(), shortDescription: text })),
        }),
      }),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.number().int().min(-1),
          level: z.enum(['none', 'note', 'warning', 'error']),
          message: text,
          locations: z.array(
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({
                  uri: z.string().regex(/^[\w\-./%~!$&'()*+,;=:@]+$/),
                }),
                region: z.strictObject({ startLine: z.number().int().min(1) }),
              }),
            }),
          ),
          properties: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ),
});

describe('the SARIF log', () => {
  it.each(['clean', 'broken', 'warned'])('of %s.csv has the published structure', async (name) => {
    const { stdout } = await lint(join(folder, `${name}.csv`), '--format', 'sarif');
    const log = Sarif.parse(JSON.parse(stdout));
    const [{ tool, results }] = log.runs;
    expect(results.length).toBe(name === 'clean' ? 0 : 1);
    for (const { ruleId, ruleIndex } of results)
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });
});
