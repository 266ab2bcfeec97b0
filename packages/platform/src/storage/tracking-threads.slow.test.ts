import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { trackingChecks } from '../testing/index.ts';
import { openSqliteStore } from './index.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-threads-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('tracking on threads', () => {
  it.each(trackingChecks((place) => openSqliteStore(join(folder, `${place}.db`))))(
    '$promise',
    ({ run }) => run(),
  );
});
