import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { type TempHome, tempHome } from '../../testing/temp-home.ts';

let home: TempHome;
beforeAll(async () => {
  home = await tempHome();
});
afterAll(() => home[Symbol.asyncDispose]());

const at = (name: string) => join(home.folder, name);
const random = seededRandom(3);
const rows = async (name: string, shift: number, more = ''): Promise<string> => {
  const lines = Array.from(
    { length: 800 },
    () =>
      `${(20 + random.normal() + shift).toFixed(3)},${random.next() < 0.5 ? 'a' : 'b'}${more === '' ? '' : ',1'}`,
  );
  await writeFile(at(name), [`speed,road${more}`, ...lines, ''].join('\n'));
  return at(name);
};

/** What a command prints, and its exit code. */
async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') =>
    new Writable({
      decodeStrings: false,
      write(text: string, _, done) {
        written[name] += text;
        done();
      },
    });
  const code = await runCli({
    argv,
    stdout: stream('out'),
    stderr: stream('err'),
    env: { KAIZEN_HOME: home.home.path },
    cwd: home.folder,
    stdin: async () => '',
    interruption: () => new AbortController().signal,
  });
  return { code, ...written };
}

describe('kaizen monitors compare', () => {
  it('exits with 3 where a column drifted, from a stored reference as from its file', async () => {
    const training = await rows('training.csv', 0);
    const [calm, fast] = [await rows('calm.csv', 0), await rows('fast.csv', 1, ',lane')];
    const made = await run('monitors', 'reference', training, '--out', at('t.baseline'));
    expect(made).toMatchObject({ code: 0 });
    expect((await stat(at('t.baseline'))).size).toBeLessThan(4000);
    for (const reference of [at('t.baseline'), training]) {
      expect(await run('monitors', 'compare', calm, '--reference', reference)).toMatchObject({
        code: 0,
      });
      const found = await run('monitors', 'compare', fast, '--reference', reference, '--json');
      expect(found.code).toBe(3);
      const report = JSON.parse(found.out);
      expect(report).toMatchObject({
        status: 'drift',
        nDrifted: 1,
        nReference: 800,
        others: ['lane'],
      });
      expect(report.columns[0]).toMatchObject({ column: 'speed', verdict: 'drift', test: 'ks' });
      expect(report.columns[0].why).toMatch(/^mean (20|19\.\d+|20\.\d+) → 2[01]/);
    }
  });

  it('takes customary tests, and says which of them windows can answer', async () => {
    const fast = at('fast.csv');
    const psi = await run(
      'monitors',
      'compare',
      fast,
      '--reference',
      at('t.baseline'),
      '--test',
      'psi',
      '--json',
    );
    expect(JSON.parse(psi.out).columns[0]).toMatchObject({
      test: 'psi',
      threshold: 0.1,
      adjustedPValue: null,
    });
    const texts = await run(
      'monitors',
      'compare',
      fast,
      '--reference',
      at('t.baseline'),
      '--test',
      'perc_text_content_drift',
    );
    expect(texts).toMatchObject({ code: 2 });
    expect(texts.err).toContain(
      '`--test` must name a test of numbers or levels, got "perc_text_content_drift", which compares texts.',
    );
  });

  it('refuses a reference that is none', async () => {
    await writeFile(at('cut.baseline'), (await readFile(at('t.baseline'))).subarray(0, 100));
    const cut = await run('monitors', 'compare', at('fast.csv'), '--reference', at('cut.baseline'));
    expect(cut).toMatchObject({ code: 2 });
    expect(cut.err).toContain('must be as it was written, got bytes that say something else.');
  });
});
