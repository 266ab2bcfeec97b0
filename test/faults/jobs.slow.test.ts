import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openApp } from '../../packages/platform/src/app.ts';
import { checkArrival, createScheduler } from '../../packages/platform/src/jobs/index.ts';
import { tempHome } from '../../packages/platform/src/testing/index.ts';
import { seededRandom, startWriter } from './start-writer.ts';

const N_FILES = 40;
const N_KILLS = 6;

describe('kill -9 of a scheduler', () => {
  it('loses no file, makes no version twice and raises no alert twice', async () => {
    await using temp = await tempHome();
    const random = seededRandom(20260203);
    const broken = new Set([3, 17, 29]);
    for (let i = 0; i < N_FILES; i++) {
      const rows = broken.has(i) ? 'a' : `a,${i}\nb,${2 * i}`;
      await writeFile(join(temp.folder, `${String(i).padStart(2, '0')}.csv`), `name,n\n${rows}\n`);
    }
    const app = await openApp({ home: temp.home.path });
    await app.handlers.jobs.add({
      name: 'files',
      path: join(temp.folder, '*.csv'),
      onNewFiles: true,
      hold: false,
    });
    for (let i = 0; i < N_KILLS; i++) {
      const watcher = startWriter('watch-files', temp.home.path);
      await new Promise((resolve) => watcher.child.stdout?.once('data', resolve));
      await sleep(random() * 500);
      watcher.child.kill('SIGKILL');
      expect(await watcher.code).toBeNull();
    }
    const scheduler = createScheduler({ ...app, checkData: checkArrival(app) });
    for (let i = 0; i < 3; i++) await scheduler.look();
    const versions = await app.store.datasets.versions('files');
    expect(versions.map(({ source }) => source).sort()).toEqual(
      Array.from({ length: N_FILES }, (_, i) => `${String(i).padStart(2, '0')}.csv`).filter(
        (_, i) => !broken.has(i),
      ),
    );
    const { items } = await app.store.alerts.list(['open'], { limit: 100 });
    expect(items.map(({ details }) => details.path).sort()).toEqual(
      [...broken].map((i) => join(temp.folder, `${String(i).padStart(2, '0')}.csv`)),
    );
    const runs = await app.store.jobs.runs('files', 1000);
    expect(runs.some(({ status }) => status === 'killed')).toBe(true);
    expect(runs.some(({ status }) => status === 'running')).toBe(false);
    await scheduler.close();
    await app.close();
  });
});
