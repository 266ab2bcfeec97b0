import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createWorkerPool, PoolClosed, TaskOverdue, type WorkerPool } from './worker-pool.ts';

type Task = number | 'die' | 'throw' | 'hang' | 'hoard' | 'note';

let folder: string;
let url: URL;
let pool: WorkerPool<Task, number, string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-pool-'));
  const path = join(folder, 'double.mjs');
  writeFileSync(
    path,
    `import { parentPort, workerData } from 'node:worker_threads';
     parentPort.on('message', (task) => {
       if (task === 'die') process.exit(7);
       if (task === 'throw') throw new Error('no such task');
       if (task === 'hang') for (;;);
       if (task === 'note') { parentPort.postMessage({ note: 'begun' }); return; }
       if (task === 'hoard') { const held = []; for (;;) held.push(new Array(100000).fill('x')); }
       parentPort.postMessage({ result: task * workerData.factor });
     });`,
  );
  url = pathToFileURL(path);
});
afterEach(() => pool.close());
afterAll(() => rmSync(folder, { recursive: true }));

const open = (size: number, maxHeapMb?: number) => {
  pool = createWorkerPool<Task, number, string>(url, {
    size,
    workerData: { factor: 2 },
    ...(maxHeapMb === undefined ? {} : { maxHeapMb }),
  });
  return pool;
};
const run = (task: Task) => pool.run({ task: () => task });

describe('createWorkerPool', () => {
  it.each([1, 2, 3])('answers every task in its own promise with %i threads', async (size) => {
    open(size);
    const tasks = Array.from({ length: 25 }, (_, i) => i);
    expect(await Promise.all(tasks.map((task) => run(task)))).toEqual(
      tasks.map((task) => task * 2),
    );
  });

  it('fails the task of a thread that ends, and goes on with a fresh one', async () => {
    open(1);
    await expect(run('die')).rejects.toThrow('thread ended with code 7');
    expect(await run(21)).toBe(42);
  });

  it('fails the task that throws with its reason, and goes on', async () => {
    open(1);
    await expect(run('throw')).rejects.toThrow('no such task');
    expect(await run(21)).toBe(42);
  });

  it('fails the task that outgrows its heap, and goes on', async () => {
    open(1, 32);
    await expect(run('hoard')).rejects.toThrow(/memory|heap/i);
    expect(await run(21)).toBe(42);
  });

  it('ends the thread of a task that takes longer than it may, and goes on', async () => {
    open(1);
    const endless = pool.run({ task: () => 'hang', limitMs: () => 20 });
    await expect(endless).rejects.toThrow(TaskOverdue);
    expect(await run(21)).toBe(42);
  });

  it('rejects an order that refuses to begin, and goes on', async () => {
    open(1);
    const refused = pool.run({
      task() {
        throw new RangeError('no time left');
      },
    });
    await expect(refused).rejects.toThrow('no time left');
    expect(await run(21)).toBe(42);
  });

  it('leaves out an order that cannot begin yet, and comes back to it after a note', async () => {
    open(2);
    let isBegun = false;
    const begun = new Promise<void>((resolve) => {
      const onNote = () => {
        isBegun = true;
        resolve();
      };
      pool.run({ task: () => 'note', onNote }).catch(() => undefined);
    });
    const blocked = pool.run({ task: () => (isBegun ? 4 : undefined) });
    const order: string[] = [];
    await Promise.all([
      blocked.then(() => order.push('blocked')),
      begun.then(() => order.push('begun')),
    ]);
    expect(order).toEqual(['begun', 'blocked']);
  });

  it('rejects what is under way and what waits when it is closed', async () => {
    open(1);
    const underWay = run('hang');
    const waiting = run(1);
    const settled = Promise.allSettled([underWay, waiting]);
    await pool.close();
    expect((await settled).map((each) => each.status === 'rejected' && each.reason)).toEqual([
      expect.any(PoolClosed),
      expect.any(PoolClosed),
    ]);
    await expect(run(1)).rejects.toThrow('the worker pool was closed');
  });
});
