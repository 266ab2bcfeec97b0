import { closeSync, existsSync, openSync, readdirSync, readlinkSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createLog } from '../kit/index.ts';
import { tempHome } from '../testing/index.ts';
import { openFileLog } from './file-log.ts';
import { linesBackwards, readLines } from './lines.ts';
import type { LoggedRequest } from './log.ts';

function request(number: number, changes: Partial<LoggedRequest> = {}): LoggedRequest {
  return {
    requestId: `r${number}`,
    at: new Date(Date.UTC(2026, 0, 2, 3, 4, 5, number)).toISOString(),
    endpoint: 'penguins-species',
    version: 1,
    rows: [{ island: 'Biscoe', note: '"\n½🐧' }],
    predictions: [{ prediction: 'Gentoo', probabilities: { Gentoo: 1 } }],
    latencyMs: 0.25,
    ...changes,
  };
}

/** Descriptors of this process whose file starts with a path. */
function openDescriptors(start: string): number[] {
  return readdirSync('/proc/self/fd')
    .filter((fd) => existsSync(`/proc/self/fd/${fd}`))
    .filter((fd) => readlinkSync(`/proc/self/fd/${fd}`).startsWith(start))
    .map(Number);
}

const ids = (requests: readonly LoggedRequest[]) => requests.map(({ requestId }) => requestId);

describe('openFileLog', () => {
  it('gives back what was appended, newest first, until enough rows are there', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    const three = { rows: [{}, {}, {}], predictions: [] };
    await Promise.all([1, 2, 3, 4].map((i) => log.append(request(i, i === 3 ? three : {}))));
    expect(await log.newest('penguins-species', 100)).toEqual([
      request(4),
      request(3, three),
      request(2),
      request(1),
    ]);
    expect(ids(await log.newest('penguins-species', 1))).toEqual(['r4']);
    expect(ids(await log.newest('penguins-species', 2))).toEqual(['r4', 'r3']);
    expect(ids(await log.newest('penguins-species', 5))).toEqual(['r4', 'r3', 'r2']);
    expect(await log.newest('penguins-species', 0)).toEqual([]);
    expect(await log.newest('nobody', 10)).toEqual([]);
    await log.close();
  });

  it('has the lines on the disk when append resolves, in one file per endpoint and day', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    await log.append(request(1));
    await log.append(request(2));
    await log.append(request(3, { at: '2026-01-03T00:00:00.000Z' }));
    await log.append(request(4, { endpoint: 'other' }));
    const folder = join(temp.home.capturePath, 'penguins-species');
    expect((await readdir(folder)).sort()).toEqual(['2026-01-02', '2026-01-03']);
    const [name = ''] = await readdir(join(folder, '2026-01-02'));
    const lines = (await readFile(join(folder, '2026-01-02', name), 'utf8')).split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[0] ?? '')).toEqual({ nRows: 1, ...request(1) });
    expect(await readdir(join(temp.home.capturePath, 'other'))).toEqual(['2026-01-02']);
    await log.close();
  });

  it('merges the files of several processes and days by time', async () => {
    await using temp = await tempHome();
    const logs = [openFileLog(temp.home), openFileLog(temp.home), openFileLog(temp.home)];
    for (let i = 0; i < 30; i++) {
      const day = i < 10 ? { at: `2026-01-01T00:00:${10 + i}.000Z` } : {};
      await logs[(i * 7) % 3]?.append(request(i, day));
    }
    const expected = Array.from({ length: 30 }, (_, i) => `r${29 - i}`);
    expect(ids((await logs[0]?.newest('penguins-species', 100)) ?? [])).toEqual(expected);
    expect(await logs[1]?.count('penguins-species')).toEqual({
      nRows: 30,
      lastAt: request(29).at,
    });
    for (const log of logs) await log.close();
  });

  it('counts on from where it was, and knows nothing of an unknown endpoint', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    expect(await log.count('penguins-species')).toEqual({ nRows: 0, lastAt: null });
    let nRows = 0;
    for (let i = 1; i < 6; i++) {
      await log.append(request(i, { rows: Array.from({ length: i }, () => ({})) }));
      nRows += i;
      const expected = { nRows, lastAt: request(i).at };
      expect(await log.count('penguins-species')).toEqual(expected);
      expect(await openFileLog(temp.home).count('penguins-species')).toEqual(expected);
    }
    await log.close();
  });

  it('skips a torn last line, and says when a line within is damaged', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    await log.append(request(1));
    await log.append(request(2));
    await log.close();
    const folder = join(temp.home.capturePath, 'penguins-species', '2026-01-02');
    const [name = ''] = await readdir(folder);
    const whole = await readFile(join(folder, name));
    const lines: string[] = [];
    const reader = openFileLog(temp.home, {
      log: createLog({ write: (line) => lines.push(line) }),
    });
    const firstLength = whole.indexOf(0x0a) + 1;
    for (let cut = firstLength; cut < whole.length; cut += 7) {
      await writeFile(join(folder, name), whole.subarray(0, cut));
      expect(ids(await reader.newest('penguins-species', 9))).toEqual(['r1']);
      expect(await openFileLog(temp.home).count('penguins-species')).toEqual({
        nRows: 1,
        lastAt: request(1).at,
      });
    }
    expect(lines).toEqual([]);
    await writeFile(join(folder, name), Buffer.concat([Buffer.from('{"nRows":1,\0\0\n'), whole]));
    expect(ids(await reader.newest('penguins-species', 9))).toEqual(['r2', 'r1']);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'warn', event: 'damaged line skipped', sizeBytes: 13 },
    ]);
  });

  it.each(['{}', '1', 'null', '[]', '{"nRows":1,"at":"2026-01-02T03:04:05.002Z","rows":{}}'])(
    'skips the line %s, which is JSON but no request, and says so',
    async (line) => {
      await using temp = await tempHome();
      const writer = openFileLog(temp.home);
      await writer.append(request(1));
      await writer.append(request(2));
      await writer.close();
      const folder = join(temp.home.capturePath, 'penguins-species', '2026-01-02');
      const [name = ''] = await readdir(folder);
      const whole = await readFile(join(folder, name), 'utf8');
      await writeFile(join(folder, name), whole.replace('\n', `\n${line}\n`));
      const lines: string[] = [];
      const log = createLog({ write: (text) => lines.push(text) });
      const reader = openFileLog(temp.home, { log });
      expect(ids(await reader.newest('penguins-species', 9))).toEqual(['r2', 'r1']);
      expect(lines.map((text) => JSON.parse(text))).toMatchObject([
        { level: 'warn', event: 'damaged line skipped', sizeBytes: line.length },
      ]);
    },
  );

  it.skipIf(!existsSync('/proc/self/fd') || !existsSync('/dev/full'))(
    'closes a file that it had to replace (Linux: the full device stands for a broken disk)',
    async () => {
      await using temp = await tempHome();
      const log = openFileLog(temp.home);
      await log.append(request(1));
      const [fd = -1] = openDescriptors(temp.home.capturePath);
      closeSync(fd);
      expect(openSync('/dev/full', 'w')).toBe(fd);
      await expect(log.append(request(2))).rejects.toThrow();
      await log.append(request(3));
      expect(openDescriptors('/dev/full')).toEqual([fd]);
      await log.close();
      expect(openDescriptors('/dev/full')).toEqual([]);
      expect(ids(await openFileLog(temp.home).newest('penguins-species', 9))).toEqual(['r3', 'r1']);
    },
  );

  it('reads lines that are longer than its chunks', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    const long = (i: number) => request(i, { rows: [{ text: 'ß'.repeat(400_000) }] });
    for (const i of [1, 2, 3]) await log.append(i === 2 ? request(i) : long(i));
    expect(await log.newest('penguins-species', 9)).toEqual([long(3), request(2), long(1)]);
    expect((await log.count('penguins-species')).nRows).toBe(3);
    await log.close();
  });

  it('keeps everything of a burst, in order', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    const burst = Array.from({ length: 5000 }, (_, i) => request(i % 1000, { requestId: `${i}` }));
    await Promise.all(burst.map((one) => log.append(one)));
    const [day = ''] = await readdir(join(temp.home.capturePath, 'penguins-species'));
    const folder = join(temp.home.capturePath, 'penguins-species', day);
    const seen: string[] = [];
    for (const name of await readdir(folder))
      await readLines(join(folder, name), 0, (line) => {
        seen.push(JSON.parse(line.toString()).requestId);
      });
    expect(seen).toEqual(burst.map(({ requestId }) => requestId));
    await log.close();
  });

  it('gives answers alone, unless it is asked for shadows and failures too', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    const requests = [
      request(1, { route: 'canary', entity: 'ada', protocol: 'mlflow' }),
      request(2, { kind: 'shadow', explanations: [{ island: 0.5 }] }),
      request(3, { kind: 'failure', predictions: [], error: 'INTERNAL' }),
    ];
    for (const one of requests) await log.append(one);
    expect(await log.newest('penguins-species', 9)).toEqual(requests.slice(0, 1));
    expect(await log.newest('penguins-species', 9, { kinds: ['failure', 'shadow'] })).toEqual(
      requests.slice(1).reverse(),
    );
    expect(await log.count('penguins-species')).toEqual({ nRows: 1, lastAt: request(1).at });
    // What has its default is not written: lines of before say the same.
    await log.append(request(4, { kind: 'answer', route: 'champion' }));
    expect(await log.newest('penguins-species', 1)).toEqual([request(4)]);
    await log.close();
  });

  it('closes the file of a day that is over, once it rests', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using temp = await tempHome();
    let nowMs = Date.UTC(2026, 0, 2, 12);
    const log = openFileLog(temp.home, { clock: { now: () => nowMs } });
    const folder = join(temp.home.capturePath, 'penguins-species', '2026-01-02');
    const isClosed = async () => (await readdir(folder)).every((name) => /^\w+\.jsonl$/.test(name));
    await log.append(request(1));
    vi.advanceTimersByTime(1000);
    nowMs += 24 * 3600 * 1000;
    for (let i = 0; !(await isClosed()); i++) {
      await log.append(request(i, { at: '2026-01-03T00:00:00.000Z' }));
      vi.advanceTimersByTime(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await log.append(request(2));
    expect(await readdir(folder)).toHaveLength(2);
    expect(ids(await log.newest('penguins-species', 1e6)).slice(-2)).toEqual(['r2', 'r1']);
    await log.close();
    vi.useRealTimers();
  });

  it('writes what waits when it is closed', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    const appended = log.append(request(1));
    await log.close();
    await appended;
    expect(ids(await openFileLog(temp.home).newest('penguins-species', 9))).toEqual(['r1']);
  });

  it.each(['../x', '', '.hidden', 'a/b', 'a\0'])('refuses the endpoint %j', async (endpoint) => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    const expected = {
      code: 'ARGUMENT_INVALID',
      message: `An endpoint must be named by letters, digits, ".", "_" and "-", got ${JSON.stringify(endpoint)}.`,
      details: { endpoint },
    };
    await expect(log.append(request(1, { endpoint }))).rejects.toMatchObject(expected);
    await expect(log.newest(endpoint, 1)).rejects.toMatchObject(expected);
    await expect(log.count(endpoint)).rejects.toMatchObject(expected);
    expect(await readdir(temp.home.capturePath)).toEqual([]);
  });

  it('refuses a time that is no instant', async () => {
    await using temp = await tempHome();
    const at = '../../2026';
    await expect(openFileLog(temp.home).append(request(1, { at }))).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: 'A logged request must have an ISO 8601 instant in UTC, got "../../2026".',
      details: { at },
    });
  });
});

describe('linesBackwards', () => {
  it('reads the lines that readLines reads, in reverse, whatever the sizes', async () => {
    await using temp = await tempHome();
    const path = join(temp.folder, 'lines');
    await mkdir(temp.folder, { recursive: true });
    const line = fc.oneof(
      fc.string({ maxLength: 20 }).map((text) => text.replaceAll('\n', '')),
      fc.constantFrom('x'.repeat(262_143), 'y'.repeat(262_144), 'z'.repeat(600_000)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 6 }), line, async (lines, torn) => {
        await writeFile(path, '');
        for (const one of lines) await appendFile(path, `${one}\n`);
        await appendFile(path, torn);
        const forwards: string[] = [];
        const offset = await readLines(path, 0, (one) => {
          forwards.push(one.toString());
        });
        const backwards: string[] = [];
        for await (const one of linesBackwards(path)) backwards.push(one.toString());
        expect(forwards).toEqual(lines);
        expect(backwards.reverse()).toEqual(lines);
        expect(offset).toBe(Buffer.byteLength(lines.map((one) => `${one}\n`).join('')));
      }),
      { numRuns: 40, seed: 1 },
    );
  });
});
