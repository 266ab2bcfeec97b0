import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempHome } from '../../testing/index.ts';
import { openFileLog } from '../index.ts';

const DAY = '2026-01-02';
let nowMs = Date.parse(`${DAY}T13:00:00Z`);
const clock = { now: () => nowMs++ };
const request = (requestId: string, day = DAY) => ({
  ...{ requestId, at: `${day}T10:00:00.000Z`, endpoint: 'shop', version: 1, latencyMs: 1 },
  ...{ rows: [{ a: 1 }, { a: 2 }], predictions: [{ prediction: 1 }, { prediction: 2 }] },
});
const said = (requestId: string, row: number, tags: readonly string[], label: number) => ({
  ...{ requestId, row, tags, note: null, who: 'ada', label },
});

it('what was found in a row is joined by request and row: the last holds, also after a restart and beside a damaged line', async () => {
  await using temp = await tempHome();
  const before = openFileLog(temp.home, { clock });
  await before.append(request('a'));
  await before.append(request('b'));
  await before.label('shop', [{ requestId: 'a', row: 2, label: 5 }]);
  expect(await before.tag('shop', said('a', 2, ['blurred'], 5))).toMatchObject({ who: 'ada' });
  await before.tag('shop', said('a', 2, ['dark', 'late'], 5));
  expect(await before.tag('shop', said('a', 3, ['no such row'], 5))).toBeUndefined();
  expect(await before.tag('shop', said('lost', 1, ['no such request'], 5))).toBeUndefined();
  await before.close();
  const folder = join(temp.home.capturePath, 'shop', DAY, 'tags');
  const [file = ''] = await readdir(folder);
  await appendFile(
    join(folder, file),
    '{"requestId":"b","row":1,"tags":"dark"}\n{"requestId":"b",',
  );
  const after = openFileLog(temp.home, { clock });
  const found = [];
  for await (const { requestId, tags } of after.scan('shop'))
    found.push([requestId, tags?.map((of) => of?.tags)]);
  expect(found).toEqual([
    ['a', [undefined, ['dark', 'late']]],
    ['b', undefined],
  ]);
  await after.close();
});

it('a finding counts while the label is the one that it was found beside', async () => {
  await using temp = await tempHome();
  const log = openFileLog(temp.home, { clock });
  await log.append(request('old', '2026-01-01'));
  await log.append(request('a'));
  const labelled = (requestId: string, label: number | string) =>
    log.label('shop', [{ requestId, label }]);
  for (const requestId of ['old', 'a']) {
    await labelled(requestId, 7);
    await log.tag('shop', said(requestId, 1, ['wrong label'], 7));
  }
  const held = async (fromDay: string) =>
    (await log.tagged('shop', fromDay)).map(({ requestId }) => requestId);
  expect(await held('2026-01-01')).toEqual(['a', 'old']);
  expect(await held(DAY)).toEqual(['a']);
  // The same label once more, as a file that is sent daily has it.
  await labelled('a', '7');
  expect(await held(DAY)).toEqual(['a']);
  await labelled('a', 1);
  expect(await held('2026-01-01')).toEqual(['old']);
  await log.close();
});

it('newest first is the other way round', async () => {
  await using temp = await tempHome();
  const log = openFileLog(temp.home, { clock });
  for (const [id, day] of [
    ['a', '2026-01-01'],
    ['b', DAY],
    ['c', '2026-01-03'],
  ] as const)
    await log.append(request(id, day));
  const ids = async (newestFirst: boolean) => {
    const read = [];
    for await (const one of log.scan('shop', { from: '2026-01-02', newestFirst }))
      read.push(one.requestId);
    return read;
  };
  expect(await ids(false)).toEqual(['b', 'c']);
  expect(await ids(true)).toEqual(['c', 'b']);
  await log.close();
});
