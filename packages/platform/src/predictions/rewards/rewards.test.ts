import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempHome } from '../../testing/index.ts';
import { openFileLog } from '../index.ts';

const DAY = '2026-01-02';
const clock = { now: () => Date.parse(`${DAY}T13:00:00Z`) };
const request = (requestId: string) => ({
  ...{ requestId, at: `${DAY}T10:00:00.000Z`, endpoint: 'shop', version: 1, latencyMs: 1 },
  ...{ rows: [{ a: 1 }], predictions: [{ prediction: 1 }], propensity: 0.25 },
});

it('rewards are joined by the id of the request: the latest of each metric, also after a restart and beside a damaged line', async () => {
  await using temp = await tempHome();
  const before = openFileLog(temp.home, { clock });
  for (const id of ['a', 'b']) await before.append(request(id));
  const receipt = await before.reward('shop', [
    { requestId: 'a', metric: 'revenue', value: 3, at: `${DAY}T12:00:00Z` },
    { requestId: 'a', metric: 'revenue', value: 9, at: `${DAY}T11:00:00Z` },
    { requestId: 'a', metric: 'returns', value: 0 },
    { requestId: 'lost', metric: 'revenue', value: 1 },
  ]);
  expect(receipt).toEqual({ nKept: 3, unknown: [{ requestId: 'lost' }] });
  await before.close();
  const folder = join(temp.home.capturePath, 'shop', DAY, 'rewards');
  const [file = ''] = await readdir(folder);
  await appendFile(join(folder, file), '{"requestId":"b","metric":"revenue"}\n{"requestId":"b",');
  const after = openFileLog(temp.home, { clock });
  const found = [];
  for await (const { requestId, rewards, propensity } of after.scan('shop'))
    found.push({ requestId, rewards, propensity });
  expect(found).toEqual([
    { requestId: 'a', rewards: { revenue: 3, returns: 0 }, propensity: 0.25 },
    { requestId: 'b', rewards: undefined, propensity: 0.25 },
  ]);
  await after.close();
});
