import { existsSync } from 'node:fs';
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openApp } from '../../packages/platform/src/app.ts';
import type { PredictToFileSummary } from '../../packages/platform/src/batch/index.ts';
import { resolveModel } from '../../packages/platform/src/models/index.ts';
import { tempHome } from '../../packages/platform/src/testing/index.ts';
import { registerSampleModel } from '../../packages/platform/src/testing/sample-model.ts';
import { seededRandom, startWriter } from './start-writer.ts';

const N_ROWS = 600_000;

async function writeRows(path: string): Promise<void> {
  const random = seededRandom(60);
  const file = await open(path, 'w');
  await file.write('id,months,plan,calls\n');
  for (let i = 0; i < N_ROWS; i += 20_000) {
    let text = '';
    for (let k = i; k < i + 20_000; k++)
      text += `row "${k}",${Math.floor(random() * 72)},${['basic', 'family', 'premium'][k % 3]},${k % 1000 === 7 ? 'many' : random() * 40}\n`;
    await file.write(text);
  }
  await file.close();
}

async function setUp(home: string, folder: string) {
  const app = await openApp({ home });
  await registerSampleModel(app);
  const { artifact } = await resolveModel(app.store.models, 'churn');
  const model = await app.artifacts.pathOf(artifact);
  await app.close();
  const path = join(folder, 'rows.csv');
  await writeRows(path);
  return { model, path };
}

describe('kill -9 of a job that answers rows', () => {
  it.each(['csv', 'parquet', 'jsonl.gz'])(
    'gives %s to the byte as if it had never been killed, on any number of threads',
    async (ending) => {
      await using temp = await tempHome();
      const { folder } = temp;
      const { model, path } = await setUp(temp.home.path, folder);
      const whole = join(folder, `whole.${ending}`);
      expect(await startWriter('predict-to-file', model, path, whole, '1').code).toBe(0);
      const out = join(folder, `killed.${ending}`);
      const random = seededRandom(ending.length);
      let nKilled = 0;
      let summary: PredictToFileSummary | undefined;
      while (summary === undefined) {
        const writer = startWriter('predict-to-file', model, path, out, String(1 + (nKilled % 2)));
        const notes = await notesOf(`${out}.progress`);
        // Killed at a chance after it has noted something down that was not there before; left alone after three times.
        if (nKilled < 3) {
          while (writer.child.exitCode === null && (await notesOf(`${out}.progress`)) < notes + 3)
            await sleep(20);
          await sleep(random() * 100);
          writer.child.kill('SIGKILL');
          nKilled++;
        }
        expect([0, null]).toContain(await writer.code);
        const [line] = await writer.lines;
        if (line !== undefined) summary = JSON.parse(line) as PredictToFileSummary;
        else expect(existsSync(out)).toBe(false);
      }
      expect(summary.nResumed).toBeGreaterThan(0);
      expect(summary).toMatchObject({ nRows: N_ROWS, nRejected: N_ROWS / 1000 });
      expect((await readFile(out)).equals(await readFile(whole))).toBe(true);
      const rejects = (name: string) => readFile(`${name}.rejects.jsonl`, 'utf8');
      expect(await rejects(out)).toBe(await rejects(whole));
      expect((await readdir(folder)).filter((name) => /\.(part|progress)$/.test(name))).toEqual([]);
    },
    240_000,
  );

  it('begins anew where the rows have changed since', async () => {
    await using temp = await tempHome();
    const { model, path } = await setUp(temp.home.path, temp.folder);
    const out = join(temp.folder, 'answers.csv');
    const writer = startWriter('predict-to-file', model, path, out, '1');
    while ((await notesOf(`${out}.progress`)) < 2) await sleep(20);
    writer.child.kill('SIGKILL');
    await writer.code;
    await writeFile(path, 'id,months,plan,calls\na,1,basic,2\n');
    const again = startWriter('predict-to-file', model, path, out, '1');
    expect(await again.code).toBe(0);
    expect((await readFile(out, 'utf8')).split('\n')).toHaveLength(3);
  }, 120_000);
});

/** Lines of a progress file; 0 where there is none. */
async function notesOf(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  return (await readFile(path, 'utf8').catch(() => '')).split('\n').length - 1;
}
