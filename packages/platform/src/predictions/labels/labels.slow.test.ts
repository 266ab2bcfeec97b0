import { appendFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIds, createLog } from '../../kit/index.ts';
import { tempHome } from '../../testing/index.ts';
import { compactCapture, type LoggedRequest, openFileLog } from '../index.ts';
import type { Label, NewLabel } from '../log.ts';

const DAY = '2026-01-02';
const clock = { now: () => Date.UTC(2026, 0, 4, 12) };

function request(requestId: string, nRows = 1, at = `${DAY}T03:04:05.000Z`): LoggedRequest {
  return {
    requestId,
    at,
    endpoint: 'e',
    version: 1,
    rows: Array.from({ length: nRows }, (_, i) => ({ i })),
    predictions: [],
    latencyMs: 1,
  };
}

async function scannedLabels(log: ReturnType<typeof openFileLog>) {
  const found: Record<string, readonly (Label | null)[]> = {};
  for await (const { requestId, labels } of log.scan('e')) found[requestId] = labels;
  return found;
}

describe('labels', () => {
  it('are joined by id and row, before and after columns, whoever wrote them', async () => {
    await using temp = await tempHome();
    const writer = openFileLog(temp.home, { clock });
    const other = openFileLog(temp.home, { clock });
    await writer.append(request('a', 3));
    await writer.append(request('b'));
    const receivedAt = new Date(clock.now()).toISOString();
    expect(
      await other.label('e', [
        { requestId: 'a', row: 2, label: 'yes', at: '2026-01-03T00:00:00Z' },
        { requestId: 'b', label: 0 },
      ]),
    ).toEqual({ nKept: 2, unknown: [] });
    const expected = {
      a: [null, { label: 'yes', at: '2026-01-03T00:00:00.000Z' }, null],
      b: [{ label: 0, at: receivedAt }],
    };
    expect(await scannedLabels(writer)).toEqual(expected);
    await writer.close();
    await compactCapture(temp.home.capturePath, { clock });
    expect(await scannedLabels(other)).toEqual(expected);
    await other.label('e', [{ requestId: 'a', row: 3, label: true }]);
    await other.close();
    expect(await scannedLabels(openFileLog(temp.home))).toEqual({
      ...expected,
      a: [...expected.a.slice(0, 2), { label: true, at: receivedAt }],
    });
    expect(await other.withLabels('e', await other.newest('e', 1))).toMatchObject([
      { labels: [{ label: 0 }] },
    ]);
  });

  it('that nobody asked for are told and not kept', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home, { clock });
    const ids = createIds({ clock: { now: () => Date.UTC(2026, 0, 2) } });
    const [made, unknown] = [ids(), ids()];
    await log.append(request(made, 2));
    await log.append(request('old', 1, '2025-09-01T00:00:00.000Z'));
    expect(
      await log.label('e', [
        { requestId: made, row: 2, label: 1 },
        { requestId: made, row: 3, label: 1 },
        { requestId: unknown, label: 1 },
        { requestId: 'old', label: 1 },
      ]),
    ).toEqual({
      nKept: 1,
      unknown: [
        { requestId: made, row: 3 },
        { requestId: unknown, row: 1 },
        { requestId: 'old', row: 1 },
      ],
    });
    expect(await log.label('nobody', [{ requestId: made, label: 1 }])).toMatchObject({ nKept: 0 });
    await log.close();
  });

  it('find a request behind midnight of the day of its id', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home, { clock });
    const requestId = createIds({ clock: { now: () => Date.UTC(2026, 0, 2) - 1 } })();
    await log.append(request(requestId, 1, '2026-01-02T00:00:00.000Z'));
    expect(await log.label('e', [{ requestId, label: 1 }])).toMatchObject({ nKept: 1 });
    expect(await log.find(requestId)).toMatchObject([{ requestId, labels: [{ label: 1 }] }]);
    expect(await log.find(requestId, 'other')).toEqual([]);
    await log.close();
  });

  it('hold in whatever order they come: the one known since the latest time, of one time the last', async () => {
    const sent = fc.record({
      row: fc.integer({ min: 1, max: 2 }),
      label: fc.nat(9),
      day: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { maxLength: 8 }), async (labels) => {
        await using temp = await tempHome();
        const log = openFileLog(temp.home, { clock });
        await log.append(request('a', 2));
        const known = [-1, -1];
        const expected: (number | null)[] = [null, null];
        for (const { row, label, day } of labels) {
          const one: NewLabel = { requestId: 'a', row, label, at: `2026-01-0${day}T00:00:00Z` };
          // Twice: the same label again changes nothing.
          await log.label('e', [one]);
          await log.label('e', [one]);
          if (day < (known[row - 1] ?? 0)) continue;
          known[row - 1] = day;
          expected[row - 1] = label;
        }
        await log.close();
        const { a = [] } = await scannedLabels(log);
        expect(a.map((label) => label?.label ?? null)).toEqual(expected);
      }),
      { numRuns: 20, seed: 3 },
    );
  });

  it('lie beside the day of their request; damaged ones are told, torn ones are not', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home, { clock });
    await log.append(request('a'));
    await log.label('e', [{ requestId: 'a', label: 1 }]);
    await log.close();
    const folder = join(temp.home.capturePath, 'e', DAY, 'labels');
    const [name = ''] = await readdir(folder);
    await appendFile(join(folder, name), '{"requestId":"a"}\n{"requestId":"a","row":1,"lab');
    const heard: string[] = [];
    const reader = openFileLog(temp.home, {
      log: createLog({ write: (line) => heard.push(line) }),
    });
    expect(await scannedLabels(reader)).toMatchObject({ a: [{ label: 1 }] });
    expect(heard.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'damaged line skipped', sizeBytes: 17 },
    ]);
    await writeFile(join(folder, name), '');
    expect(await scannedLabels(reader)).toEqual({ a: [null] });
  });
});
