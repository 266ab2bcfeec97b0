import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../../testing/index.ts';
import type { Notice } from '../store.ts';
import { mail } from './mail.ts';
import { type MailSettings, readMailServer } from './mail-server.ts';

const NOTHING: MailSettings = { url: undefined, passwordFile: undefined, from: undefined };
const SECRET = 'p4ss w0rd';
const pem = (name: string) =>
  readFileSync(new URL(`../../testing/certificates/${name}.pem`, import.meta.url), 'utf8');
const NOTICE = {
  ...{ id: '01JD0000000000000000000000', kind: 'raised', nTried: 0 },
  createdAt: '2026-11-23T14:05:00.000Z',
  alert: {
    ...{ id: '01JD0000000000000000000001', severity: 'error', subject: 'job:a', message: 'm' },
    ...{ hint: 'h', cause: null, impact: null, next: null, count: 1, resolvedAt: null },
    ...{ firstAt: '2026-11-23T14:05:00.000Z', lastAt: '2026-11-23T14:05:00.000Z' },
  },
  route: { name: 'ops', match: '*', severity: 'info', afterMs: 0 },
} as unknown as Notice;

/** Mails through a server of these settings. */
async function mailTo(options: SMTPServerOptions, isTrusted = true) {
  const logins: unknown[] = [];
  const server = new SMTPServer({
    ...{ disableReverseLookup: true, key: pem('first.key'), cert: pem('first.cert') },
    onAuth({ username, password }, _session, done) {
      logins.push([username, password]);
      if (password === SECRET) done(null, { user: username });
      else done(Object.assign(new Error('Wrong password'), { responseCode: 535 }));
    },
    onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const send = async (password: string, protocol = 'smtp') => {
    const url = `${protocol}://ops%40example.org@localhost:${port}`;
    const env = { KAIZEN_SMTP_PASSWORD: password };
    const found = await readMailServer(env, { ...NOTHING, url });
    if (found === undefined) return expect.unreachable();
    const ca = isTrusted ? pem('first.cert') : undefined;
    return await mail(NOTICE, { addresses: ['a@example.org'], server: { ...found, ca } });
  };
  return { logins, send, [Symbol.asyncDispose]: async () => server.close(() => undefined) };
}

describe('the mail server', () => {
  it('is that of the flag, else of the variable, else none', async () => {
    expect(await readMailServer({}, NOTHING)).toBeUndefined();
    const env = { KAIZEN_SMTP: 'smtp://mail.example.org', KAIZEN_MAIL_FROM: 'k@example.org' };
    expect(await readMailServer(env, NOTHING)).toEqual({
      ...{ host: 'mail.example.org', port: 587, tls: 'when-offered', login: null },
      from: 'k@example.org',
    });
    await using temp = await tempHome();
    const passwordFile = join(temp.folder, 'password');
    await writeFile(passwordFile, `${SECRET}\n`);
    const url = 'smtps://ops%40example.org@mail.example.org:4650';
    expect(await readMailServer(env, { url, passwordFile, from: 'x@example.org' })).toEqual({
      ...{ host: 'mail.example.org', port: 4650, tls: 'from-start', from: 'x@example.org' },
      login: { user: 'ops@example.org', password: SECRET },
    });
  });

  it.each([
    ['http://mail.example.org', {}, 'must be like'],
    ['smtp://u:p4ssw0rd@mail.example.org', {}, 'must not hold a password'],
    ['smtp://u@mail.example.org', {}, 'must come with a password'],
    ['smtp://mail.example.org', { KAIZEN_SMTP_PASSWORD: 'x' }, 'must name the user'],
    ['smtp://mail.example.org', {}, 'must come with the address'],
  ])('is refused when %s is said with %j', async (url, env, said) => {
    const refusal = readMailServer(env, { ...NOTHING, url });
    await expect(refusal).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: expect.stringContaining(`\`--smtp\` ${said}`),
      details: { flag: '--smtp' },
    });
    await expect(refusal).rejects.not.toThrow('p4ssw0rd');
  });

  it('is refused when the file of its password cannot be read', async () => {
    const settings = { ...NOTHING, url: 'smtp://u@m.example.org', passwordFile: '/no/such/file' };
    await expect(readMailServer({}, settings)).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
      message:
        'The file with the password of the mail server "/no/such/file" must be readable, got ENOENT.',
      details: { path: '/no/such/file' },
    });
  });

  it('is told the password after STARTTLS or within TLS, and tells when it is wrong', async () => {
    await using plain = await mailTo({});
    expect(await plain.send(SECRET)).toEqual({ verdict: 'told', status: 250 });
    expect(await plain.send('wrong')).toMatchObject({ verdict: 'later', status: 535 });
    expect(plain.logins).toEqual([
      ['ops@example.org', SECRET],
      ['ops@example.org', 'wrong'],
    ]);
    await using sealed = await mailTo({ secure: true });
    expect(await sealed.send(SECRET, 'smtps')).toEqual({ verdict: 'told', status: 250 });
  });

  it('is told no password without TLS, nor by a certificate that nobody trusts', async () => {
    await using open = await mailTo({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    expect(await open.send(SECRET)).toMatchObject({ verdict: 'later' });
    await using strange = await mailTo({}, false);
    expect(await strange.send(SECRET)).toMatchObject({ verdict: 'later' });
    expect([open.logins, strange.logins]).toEqual([[], []]);
  });
});
