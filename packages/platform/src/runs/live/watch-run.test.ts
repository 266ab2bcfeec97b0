import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore, type Store } from '../../storage/index.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import type { RunEvent } from './run-event.ts';
import { watchRun } from './watch-run.ts';

let temp: TempHome;
let store: Store;
beforeAll(async () => {
  temp = await tempHome();
  store = await openSqliteStore(temp.home.databasePath, { tracking: 'in-process' });
});
afterAll(async () => {
  await store.close();
  await temp[Symbol.asyncDispose]();
});

const AT_MS = Date.parse('2026-11-23T08:00:00.000Z');
const begin = () =>
  store.tracking.runs.create({
    ...{ experimentId: '0', name: 'first', user: 'ada', startedAtMs: AT_MS, tags: { team: 'a' } },
  });

/** Everything that is heard while one thing happens in each pause. */
async function hear(
  id: string,
  happenings: readonly (() => Promise<unknown>)[],
  signal = new AbortController().signal,
): Promise<RunEvent[]> {
  const left = [...happenings];
  const pause = async () => void (await left.shift()?.());
  const heard: RunEvent[] = [];
  for await (const event of await watchRun(id, { tracking: store.tracking, pause, signal }))
    heard.push(event);
  return heard;
}

describe('watchRun', () => {
  it('tells the run, then what changes alone, then its end', async () => {
    const { runs } = store.tracking;
    const { id } = await begin();
    const point = (step: number, value: number) => ({ key: 'loss', value, step, atMs: AT_MS });
    const heard = await hear(id, [
      () => runs.log(id, { metrics: [point(0, 1), point(1, Number.NaN)], params: { depth: '8' } }),
      async () => undefined,
      () => runs.log(id, { tags: { team: null, 'mlflow.note.content': 'Good.' } }),
      () => runs.update(id, { status: 'killed', endedAtMs: AT_MS + 5 }),
    ]);
    expect(heard).toMatchObject([
      { kind: 'run', run: { id, experiment: 'Default', status: 'running', tags: { team: 'a' } } },
      { kind: 'change' },
      { kind: 'same' },
      { kind: 'change' },
      { kind: 'change' },
      { kind: 'end', status: 'stopped' },
    ]);
    expect(heard.map((event) => event.kind === 'change' && event.change).filter(Boolean)).toEqual([
      {
        metrics: { loss: { value: 'NaN', step: 1, at: '2026-11-23T08:00:00.000Z' } },
        params: { depth: '8' },
      },
      { note: 'Good.', tags: { team: null, 'mlflow.note.content': 'Good.' } },
      { status: 'stopped', endedAt: '2026-11-23T08:00:00.005Z' },
    ]);
  });

  it('ends where the run is deleted', async () => {
    const { id } = await begin();
    const heard = await hear(id, [() => store.tracking.runs.setLifecycle(id, 'deleted')]);
    expect(heard.at(-1)).toEqual({ kind: 'end', status: 'deleted' });
  });

  it('tells an ended run and its end at once', async () => {
    const { id } = await begin();
    await store.tracking.runs.update(id, { status: 'finished', endedAtMs: AT_MS });
    expect((await hear(id, [])).map(({ kind }) => kind)).toEqual(['run', 'end']);
  });

  it('looks no more once nobody listens', async () => {
    const { id } = await begin();
    const leaving = new AbortController();
    const heard = await hear(id, [async () => leaving.abort()], leaving.signal);
    expect(heard.map(({ kind }) => kind)).toEqual(['run']);
  });

  it('says RUN_NOT_FOUND of a run that nobody made', async () => {
    await expect(hear('nobody', [])).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
      message: 'Run "nobody" does not exist.',
      details: { id: 'nobody' },
    });
  });
});
