import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createWorkerPool, PoolClosed, type WorkerPool } from './worker-pool.ts';

type Order = number | 'die' | 'throw' | 'hang' | 'hoard';

let folder: string;
let url: URL;
let pool: WorkerPool<Order, number>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-pool-'));
  const path = join(folder, 'double.mjs');
  writeFileSync(
    path,
    `import { parentPort, workerData } from 'node:worker_threads';
     parentPort.on('message', (order) => {
       if (order === 'die') process.exit(7);
       if (order === 'throw') throw new Error('no such order');
       if (order === 'hang') for (;;);
       if (order === 'hoard') { const held = []; for (;;) held.push(new Array(100000).fill('x')); }
       parentPort.postMessage(order * workerData.factor);
     });`,
  );
  url = pathToFileURL(path);
});
afterEach(() => pool.close());
afterAll(() => rmSync(folder, { recursive: true }));

const open = (size: number, maxHeapMb?: number) => {
  pool = createWorkerPool<Order, number>(url, {
    size,
    workerData: { factor: 2 },
    ...(maxHeapMb === undefined ? {} : { maxHeapMb }),
  });
  return pool;
};

describe('createWorkerPool', () => {
  it.each([1, 2, 3])('answers every task in its own promise with %i threads', async (size) => {
    open(size);
    const tasks = Array.from({ length: 25 }, (_, i) => i);
    expect(await Promise.all(tasks.map((task) => pool.run(task)))).toEqual(
      tasks.map((task) => task * 2),
    );
  });

  it('fails the task of a thread that ends, and goes on with a fresh one', async () => {
    open(1);
    await expect(pool.run('die')).rejects.toThrow('thread ended with code 7');
    expect(await pool.run(21)).toBe(42);
  });

  it('fails the task that throws with its reason, and goes on', async () => {
    open(1);
    await expect(pool.run('throw')).rejects.toThrow('no such order');
    expect(await pool.run(21)).toBe(42);
  });

  it('fails the task that outgrows its heap, and goes on', async () => {
    open(1, 32);
    await expect(pool.run('hoard')).rejects.toThrow(/memory|heap/i);
    expect(await pool.run(21)).toBe(42);
  });

  it('rejects what is under way and what waits when it is closed', async () => {
    open(1);
    const underWay = pool.run('hang');
    const waiting = pool.run(1);
    const settled = Promise.allSettled([underWay, waiting]);
    await pool.close();
    expect((await settled).map((each) => each.status === 'rejected' && each.reason)).toEqual([
      expect.any(PoolClosed),
      expect.any(PoolClosed),
    ]);
    await expect(pool.run(1)).rejects.toThrow('the worker pool was closed');
  });
});
