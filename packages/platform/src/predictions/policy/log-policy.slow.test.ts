import { createHmac, createSecretKey } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKey } from '../../datasets/redact/read-key.ts';
import { createIds } from '../../kit/index.ts';
import { tempHome } from '../../testing/index.ts';
import {
  isLogged,
  type LoggedRequest,
  openFileLog,
  pseudonymizer,
  removeExpiredDays,
  withPolicy,
} from '../index.ts';

const request: LoggedRequest = {
  requestId: 'r',
  at: '2026-01-02T03:04:05.000Z',
  endpoint: 'e',
  version: 1,
  rows: [
    { email: 'ada@example.org', age: 36, plan: 'basic' },
    { email: null, plan: 'basic' },
  ],
  predictions: [
    { prediction: 0.9, beside: { distance: 1, reasons: 'email ada@example.org is rare' } },
  ],
  latencyMs: 1,
  entity: 'ada@example.org',
  explanations: [{ email: 0.5, age: 0.1 }, null],
};
const key = createSecretKey(Buffer.from('0123456789abcdef'));

describe('isLogged', () => {
  const ids = Array.from({ length: 20_000 }, createIds());

  it.each([0, 0.01, 0.3, 0.9, 1])('logs a share of %d of the requests', (sample) => {
    const share =
      ids.filter((requestId) => isLogged({ sample }, { requestId })).length / ids.length;
    // Five standard deviations of a binomial share.
    expect(Math.abs(share - sample)).toBeLessThanOrEqual(
      5 * Math.sqrt((sample * (1 - sample)) / ids.length),
    );
  });

  it('logs of a larger share what it logs of a smaller one, the same each time, and every failure', () => {
    for (const requestId of ids.slice(0, 2000)) {
      const few = isLogged({ sample: 0.2 }, { requestId });
      expect(isLogged({ sample: 0.2 }, { requestId })).toBe(few);
      if (few) expect(isLogged({ sample: 0.5 }, { requestId })).toBe(true);
      expect(isLogged({ sample: 0 }, { requestId, kind: 'failure' })).toBe(true);
    }
  });

  it('chooses explanations by themselves', () => {
    const policy = { sample: 0.5, explanations: 0.5 };
    const logged = ids.flatMap((requestId) => withPolicy(policy, { ...request, requestId }) ?? []);
    const explained = logged.filter(({ explanations }) => explanations !== undefined).length;
    expect(Math.abs(explained / logged.length - 0.5)).toBeLessThan(
      5 * Math.sqrt(0.25 / logged.length),
    );
  });
});

describe('withPolicy', () => {
  it('changes nothing without a policy', () => {
    expect(withPolicy({}, request)).toBe(request);
  });

  it('drops, masks and hashes columns, and what quotes them', () => {
    const policy = {
      redact: { email: 'hash', age: 'mask', plan: 'drop', absent: 'mask' },
    } as const;
    const hash = createHmac('sha256', '0123456789abcdef').update('ada@example.org').digest('hex');
    const pseudonym = `p_${hash.slice(0, 32)}`;
    expect(withPolicy(policy, request, pseudonymizer(key))).toEqual({
      ...request,
      rows: [{ email: pseudonym, age: '[masked]' }, { email: null }],
      predictions: [{ prediction: 0.9, beside: { distance: 1 } }],
      entity: pseudonym,
    });
    const dropped = withPolicy({ redact: { email: 'drop' } }, request);
    expect(dropped).not.toHaveProperty('entity');
    expect(dropped).toMatchObject({ explanations: [{ age: 0.1 }, null] });
    expect(withPolicy({ redact: { email: 'hash' } }, request)?.rows[0]).not.toHaveProperty('email');
  });

  it('gives the pseudonyms of `kaizen datasets redact`', async () => {
    await using temp = await tempHome();
    const path = join(temp.folder, 'key');
    await mkdir(temp.folder, { recursive: true });
    await writeFile(path, '0123456789abcdef\n');
    const theirs = (await readKey(path))('ada@example.org').slice(0, 32);
    expect(pseudonymizer(key)(' ada@example.org')).toBe(`p_${theirs}`);
  });

  it('lets no redacted value reach the disk', async () => {
    const secret = fc.stringMatching(/^[a-z]{12,20}$/).map((text) => `S3CR3T${text}`);
    const way = fc.constantFrom('drop' as const, 'mask' as const, 'hash' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        way,
        async (secrets, how) => {
          await using temp = await tempHome();
          const log = openFileLog(temp.home);
          const kept = withPolicy(
            { redact: { id: how } },
            {
              ...request,
              rows: secrets.map((id) => ({ id, other: 1 })),
              predictions: secrets.map((id) => ({
                prediction: 1,
                beside: { why: `${id} is new` },
              })),
              entity: secrets[0] ?? '',
            },
            pseudonymizer(key),
          );
          if (kept !== undefined) await log.append(kept);
          await log.close();
          const folder = join(temp.home.capturePath, 'e', '2026-01-02');
          const texts = await Promise.all(
            (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
          );
          expect(texts.join('')).toContain('"other":1');
          expect(texts.join('')).not.toContain('S3CR3T');
        },
      ),
      { numRuns: 15, seed: 2 },
    );
  });
});

describe('removeExpiredDays', () => {
  it('removes whole days with their labels, and says what went', async () => {
    await using temp = await tempHome();
    const clock = { now: () => Date.UTC(2026, 0, 10, 23, 59) };
    const log = openFileLog(temp.home, { clock });
    for (const day of ['01', '07', '08', '10']) {
      await log.append({ ...request, requestId: `r${day}`, at: `2026-01-${day}T00:00:00.000Z` });
      await log.label('e', [{ requestId: `r${day}`, label: 1 }]);
    }
    await log.close();
    const options = { policy: { retentionDays: 2 }, clock };
    expect(await removeExpiredDays(temp.home.capturePath, 'e', { policy: {}, clock })).toEqual([]);
    expect(await removeExpiredDays(temp.home.capturePath, 'e', options)).toEqual([
      { endpoint: 'e', day: '2026-01-01', nRows: 2 },
      { endpoint: 'e', day: '2026-01-07', nRows: 2 },
    ]);
    expect(await removeExpiredDays(temp.home.capturePath, 'e', options)).toEqual([]);
    expect(await readdir(join(temp.home.capturePath, 'e'))).toEqual(['2026-01-08', '2026-01-10']);
    expect(await log.count('e')).toEqual({ nRows: 4, lastAt: '2026-01-10T00:00:00.000Z' });
    expect(await log.find('r01')).toEqual([]);
  });
});
