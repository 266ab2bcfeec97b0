import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { isSecret, makeKey, parseKey } from './secret.ts';

describe('keys', () => {
  let app: SampleApp;
  beforeAll(async () => {
    app = await openSampleApp();
  });
  afterAll(() => app.dispose());

  it('are 256 random bits behind their id, and only their own hash fits', () => {
    const id = '01JD0000000000000000000000';
    const made = Array.from({ length: 50 }, () => makeKey(id));
    expect(new Set(made.map(({ key }) => key)).size).toBe(50);
    for (const [i, { key, sha256 }] of made.entries()) {
      const parsed = parseKey(key);
      expect(parsed?.id).toBe(id);
      expect(Buffer.from(parsed?.secret ?? '', 'base64url')).toHaveLength(32);
      expect(isSecret(parsed?.secret ?? '', sha256)).toBe(true);
      expect(isSecret(parsed?.secret ?? '', made[(i + 1) % 50]?.sha256 ?? '')).toBe(false);
    }
    expect(parseKey(`kz_${id}_short`)).toBeUndefined();
  });

  it('are hashed as the standard says', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(isSecret('abc', abc)).toBe(true);
  });

  it('are listed without their text, newest first', async () => {
    const first = await app.handlers.keys.create({
      name: 'a',
      scopes: 'predict, read',
      perSecond: 0.5,
    });
    const second = await app.handlers.keys.create({
      name: 'b',
      scopes: 'admin',
      endpoints: 'churn',
    });
    expect(first).toMatchObject({ scopes: ['predict', 'read'], burst: 1, perDay: null });
    const { items } = await app.handlers.keys.list({ limit: 10 });
    const withoutText = [second, first].map(({ key: _, ...described }) => described);
    expect(items).toEqual(withoutText);
  });

  it.each([
    [
      { scopes: 'predict,raed' },
      'The scopes of a key must be predict, read, write, approve or admin, got "raed".',
      { scope: 'raed', known: ['predict', 'read', 'write', 'approve', 'admin'] },
    ],
    [
      { scopes: 'predict', endpoints: 'churn,../x' },
      'The endpoints of a key must be names, got "../x".',
      { endpoint: '../x' },
    ],
    [
      { scopes: 'predict', burst: 3 },
      '`--burst` must come with `--per-second`, got 3 alone.',
      { burst: 3 },
    ],
  ])('are not made of %j', async (input, message, details) => {
    const thrown = await rejectionOf(app.handlers.keys.create({ name: 'a', ...input }));
    expect(thrown).toMatchObject({ code: 'ARGUMENT_INVALID', message, details });
  });

  it('are revoked by their id or their text; a text that is neither is not repeated', async () => {
    const { key } = await app.handlers.keys.create({ name: 'a', scopes: 'read' });
    expect((await app.handlers.keys.revoke({ id: key })).revokedAt).not.toBeNull();
    expect(
      await rejectionOf(app.handlers.keys.revoke({ id: '01JD0000000000000000000000' })),
    ).toMatchObject({
      code: 'KEY_NOT_FOUND',
      message: 'Key "01JD0000000000000000000000" does not exist.',
      details: { id: '01JD0000000000000000000000' },
    });
    expect(await rejectionOf(app.handlers.keys.revoke({ id: 'kz_half-a-secret' }))).toMatchObject({
      code: 'KEY_NOT_FOUND',
      message: 'The id of a key must be 26 letters and digits, got another text.',
      details: {},
    });
  });
});
