import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asId, type ModelName } from '@kaizenml/contracts';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../kit/index.ts';
import { tempHome } from '../../testing/temp-home.ts';
import { startRetention } from './start-retention.ts';

describe('startRetention', () => {
  it('removes at the start what settings no longer keep, and nothing of endpoints that keep all', async () => {
    await using temp = await tempHome();
    const { capturePath } = temp.home;
    for (const place of ['short/2026-01-01', 'short/2026-01-09', 'whole/2020-01-01'])
      await mkdir(join(capturePath, place), { recursive: true });
    const clock = { now: () => Date.UTC(2026, 0, 10) };
    const settings = new Map([
      [asId<ModelName>('short'), EndpointSettings.parse({ log: { retentionDays: 3 } })],
      [asId<ModelName>('whole'), EndpointSettings.parse({})],
    ]);
    const endpoints = { all: async () => settings };
    const log = createLog({ level: 'error', clock });
    await startRetention({ capturePath, endpoints, clock, log }).close();
    expect(await readdir(join(capturePath, 'short'))).toEqual(['2026-01-09']);
    expect(await readdir(join(capturePath, 'whole'))).toEqual(['2020-01-01']);
  });
});
