import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asId, type RunId } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { silentProgress } from '../progress.ts';
import { tempHome } from '../testing/index.ts';
import { openJournal, readJournal } from './index.ts';

const ID = asId<RunId>('01JD0000000000000000000000');
const clock = { now: () => 5000 };

describe('the journal of a run', () => {
  it('gives back what was told, and tells it on', async () => {
    await using temp = await tempHome();
    const heard: string[] = [];
    const journal = openJournal(temp.home.path, ID, { clock });
    const asked = { target: 'species', budgetMs: 60_000 };
    journal.asked({ pid: 7, host: 'north', mark: null }, asked);
    journal.begun(65_000);
    const progress = journal.watch({
      ...silentProgress,
      stage: (name) => heard.push(name),
      trial: ({ name }) => heard.push(name),
    });
    progress.stage('Trying models');
    progress.trial({ n: 1, name: 'ridge', score: 0.5 });
    progress.stage('Training the champion', 'ridge');
    expect(heard).toEqual(['Trying models', 'ridge', 'Training the champion']);
    expect(await readJournal(temp.home.path, ID)).toEqual({
      process: { pid: 7, host: 'north', mark: null },
      asked,
      endsAt: 65_000,
      stage: expect.objectContaining({ name: 'Training the champion', detail: 'ridge', at: 5000 }),
      trials: [{ n: 1, name: 'ridge', score: 0.5 }],
      toldAt: expect.any(Number),
    });
  });

  it('is read without the line that a kill has cut', async () => {
    await using temp = await tempHome();
    const journal = openJournal(temp.home.path, ID, { clock });
    journal.asked({ pid: 7, host: 'north', mark: null }, {});
    journal.watch(silentProgress).trial({ n: 1, name: 'ridge' });
    await appendFile(join(temp.home.path, 'runs', `${ID}.jsonl`), '{"kind":"trial","tri');
    expect(await readJournal(temp.home.path, ID)).toMatchObject({ trials: [{ n: 1 }] });
  });

  it('is undefined where a run has none', async () => {
    await using temp = await tempHome();
    expect(await readJournal(temp.home.path, ID)).toBeUndefined();
  });
});
