import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore, type Store } from '../../storage/index.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import { addVisits } from '../visit.ts';
import { addRunEvents } from './add-run-events.ts';

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

async function serve(
  pause: (signal: AbortSignal) => Promise<void>,
): Promise<{ readonly server: FastifyInstance; readonly url: string }> {
  const server = Fastify();
  addVisits(server);
  addRunEvents(server, { tracking: store.tracking, pause });
  return { server, url: await server.listen({ port: 0, host: '127.0.0.1' }) };
}

const begin = () =>
  store.tracking.runs.create({
    ...{ experimentId: '0', name: 'first', user: 'ada', startedAtMs: 1_700_000_000_000, tags: {} },
  });

describe('the events of a run', () => {
  it('come as server-sent events until the run ends', async () => {
    const { id } = await begin();
    const { runs } = store.tracking;
    const happenings = [
      () => runs.log(id, { params: { text: 'two\nlines' } }),
      () => runs.update(id, { status: 'finished', endedAtMs: 1_700_000_000_001 }),
    ];
    const { server, url } = await serve(async () => void (await happenings.shift()?.()));
    const answer = await fetch(`${url}/api/v1/runs/${id}/events`);
    const text = await answer.text();
    await server.close();
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const events = text
      .trimEnd()
      .split('\n\n')
      .map((event) => event.match(/^event: (\w+)\ndata: (.+)$/)?.slice(1));
    expect(events.map((event) => event?.[0])).toEqual(['run', 'change', 'change', 'end']);
    expect(JSON.parse(events[1]?.[1] ?? '')).toEqual({ params: { text: 'two\nlines' } });
    expect(JSON.parse(events[3]?.[1] ?? '')).toEqual({ status: 'finished' });
  });

  it('end when the server closes, which waits for nobody who watches', async () => {
    const { id } = await begin();
    const forever = (signal: AbortSignal) =>
      new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    const { server, url } = await serve(forever);
    const answer = await fetch(`${url}/api/v1/runs/${id}/events`);
    const text = answer.text();
    await server.close();
    expect(await text).toMatch(/^event: run\ndata: .+\n\n$/);
  });

  it('are refused for a run that nobody made', async () => {
    const { server, url } = await serve(async () => undefined);
    const answer = await fetch(`${url}/api/v1/runs/nobody/events`);
    await server.close();
    expect(answer.ok).toBe(false);
    expect(await answer.json()).toMatchObject({ message: 'Run "nobody" does not exist.' });
  });
});
