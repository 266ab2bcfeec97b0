import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewAlert } from '../alerts/index.ts';
import { createLog } from '../kit/index.ts';
import { openSqliteStore, type Store } from '../storage/index.ts';
import { type TempHome, tempHome } from '../testing/index.ts';
import { openSeals, type Seals } from '../webhooks/index.ts';
import type { MailServer } from './channels/mail-server.ts';
import {
  type Channel,
  type NewRoute,
  shownTarget,
  type TellDeps,
  tellDue,
  toTarget,
} from './index.ts';

const BY = { by: 'person', who: 'ada' } as const;
const MINUTE_MS = 60_000;
const PATH_TOKEN = 'T0KEN-in-the-path';

interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let temp: TempHome;
let store: Store;
let seals: Seals;
let posted: Posted[];
let mails: { readonly to: readonly string[]; readonly mail: Email }[];
let answer: { http: number; smtp: (address: string) => number };
let http: Server;
let smtp: SMTPServer;
let mailServer: MailServer;
let nowMs: number;
let said: string[];

const clock = { now: () => nowMs };
const anAlert = (changes: Partial<NewAlert> = {}): NewAlert => ({
  ...{ key: 'monitor:churn:inputs', severity: 'warning', subject: 'endpoint:churn' },
  message: 'Column "größe" <b>moved</b> & `plan` too: 日本.',
  ...{ hint: 'Look at the column.', cause: 'A unit changed.', impact: 'Answers differ.' },
  ...{ next: 'kaizen monitors why churn', details: { psi: 0.41 }, ...changes },
});
const route = async (
  channel: Channel,
  { secret, to, ...changes }: Partial<NewRoute> & { to?: string; secret?: string } = {},
) => {
  const { port } = http.address() as AddressInfo;
  const place = channel === 'email' ? 'ops@example.org' : `http://127.0.0.1:${port}/${PATH_TOKEN}`;
  const target = toTarget(channel, { to: to ?? place, secret });
  return await store.notices.setRoute(
    {
      ...{ name: channel, match: '*', severity: 'info', channel, afterMs: 0 },
      shown: shownTarget(target),
      sealedTarget: await seals.seal(JSON.stringify(target)),
      ...changes,
    },
    BY,
  );
};
const tell = async (
  changes: Partial<Pick<TellDeps, 'mailServer' | 'isAnywhere' | 'publicUrl'>> = {},
) => {
  const log = createLog({ level: 'info', clock, write: (line: string) => said.push(line) });
  const deps = { notices: store.notices, seals, mailServer, isAnywhere: true, clock, log };
  await store.notices.look();
  return await tellDue({ ...deps, ...changes });
};
const log = async () => (await store.notices.notices({}, { limit: 100 })).items;

describe('notices', () => {
  beforeEach(async () => {
    [posted, mails, said, nowMs] = [[], [], [], Date.UTC(2026, 10, 23, 14, 5)];
    answer = { http: 200, smtp: () => 250 };
    temp = await tempHome();
    store = await openSqliteStore(temp.home.databasePath, { clock, tracking: 'in-process' });
    seals = openSeals(temp.home.path);
    http = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      posted.push({ headers: request.headers, body });
      response.writeHead(answer.http).end('no');
    }).listen(0, '127.0.0.1');
    smtp = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true },
      onRcptTo({ address }, _session, done) {
        const responseCode = answer.smtp(address);
        done(
          responseCode < 300 ? null : Object.assign(new Error('No such mailbox'), { responseCode }),
        );
      },
      async onData(stream, { envelope }, done) {
        const mail = await PostalMime.parse(await new Response(stream as never).arrayBuffer());
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), mail });
        done();
      },
    });
    smtp.listen(0, '127.0.0.1');
    await Promise.all([once(http, 'listening'), once(smtp.server, 'listening')]);
    const { port } = smtp.server.address() as AddressInfo;
    mailServer = {
      ...{ host: '127.0.0.1', port, tls: 'when-offered', login: null },
      from: 'kaizen@example.org',
    };
  });
  afterEach(async () => {
    http.close();
    smtp.close();
    await store.close();
    await temp[Symbol.asyncDispose]();
  });

  it('are mailed as text and HTML, with an id that is that of the notice', async () => {
    await route('email', { to: 'ops@example.org, ml@example.org' });
    const { alert } = await store.alerts.raise(anAlert());
    expect(await tell()).toBe(1);
    const [notice] = await log();
    const [{ to, mail } = { to: [], mail: undefined }] = mails;
    expect(to).toEqual(['ops@example.org', 'ml@example.org']);
    expect(mail?.messageId).toBe(`<${notice?.id}@example.org>`);
    expect(mail?.subject).toBe(
      '[warning] endpoint:churn: Column "größe" <b>moved</b> & `plan` too: 日本.',
    );
    expect(mail?.date).toBe('2026-11-23T14:05:00.000Z');
    expect(mail?.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
    for (const part of ['größe', 'A unit changed.', 'Answers differ.', 'kaizen monitors why churn'])
      expect(mail?.text).toContain(part);
    expect(mail?.text).toContain(`kaizen alerts acknowledge ${alert.id}`);
    expect(mail?.html).toContain('&lt;b&gt;moved&lt;/b&gt; &amp; <code');
    expect(mail?.html).not.toMatch(/<script|<img|https?:/);
    expect(notice).toMatchObject({ state: 'told', status: 250, nTried: 1, why: null });
  });

  it('of one alert refer to one another, so that they are read together', async () => {
    await route('email');
    await store.alerts.raise(anAlert());
    await tell();
    await store.alerts.raise(anAlert({ severity: 'error' }));
    await tell();
    await store.alerts.resolve('monitor:churn:inputs');
    await tell();
    expect(mails.map(({ mail }) => mail.subject?.split(' endpoint')[0])).toEqual([
      '[warning]',
      '[worse: error]',
      '[over]',
    ]);
    expect(new Set(mails.map(({ mail }) => mail.references)).size).toBe(1);
    expect(new Set(mails.map(({ mail }) => mail.messageId)).size).toBe(3);
  });

  it('are told although some addresses are refused, and given up when all are', async () => {
    await route('email', { to: 'ops@example.org,gone@example.org' });
    answer.smtp = (address) => (address.startsWith('gone') ? 550 : 250);
    await store.alerts.raise(anAlert({ key: 'a' }));
    await tell();
    expect((await log())[0]).toMatchObject({ state: 'told', why: 'Refused for gone@example.org.' });
    answer.smtp = () => 550;
    await store.alerts.raise(anAlert({ key: 'b' }));
    await tell();
    expect((await log())[0]).toMatchObject({ state: 'given-up', status: 550 });
    expect((await log())[0]?.why).toContain('No such mailbox');
  });

  it('wait longer each time while nobody takes them, and are given up after a day', async () => {
    await route('email');
    answer.smtp = () => 451;
    await store.alerts.raise(anAlert());
    const triedAtMs: number[] = [];
    const beganMs = nowMs;
    while ((await log())[0]?.state === 'waiting') {
      if ((await tell()) > 0) triedAtMs.push(nowMs - beganMs);
      nowMs += triedAtMs.length < 6 ? 1000 : 240 * MINUTE_MS;
    }
    expect(triedAtMs.slice(0, 6).map((ms) => ms / 1000)).toEqual([0, 1, 3, 7, 15, 31]);
    const hours = triedAtMs.slice(6).map((ms) => Math.floor(ms / (60 * MINUTE_MS)));
    expect(hours).toEqual([4, 8, 12, 16, 20, 24]);
    expect((await log())[0]).toMatchObject({ state: 'given-up', nTried: triedAtMs.length });
    expect(said.join()).toContain('an alert could not be told');
  });

  it('wait for a mail server where the server has none', async () => {
    await route('email');
    await store.alerts.raise(anAlert());
    await tell({ mailServer: undefined });
    expect((await log())[0]).toMatchObject({
      ...{ state: 'waiting', status: null },
      why: 'The server knows no mail server: start it with `kaizen serve --smtp`.',
    });
    nowMs += 1000;
    await tell();
    expect((await log())[0]?.state).toBe('told');
  });

  it('are posted as JSON that is signed, under one id through all tries', async () => {
    await route('webhook', { secret: 's3cret-of-ours' });
    const { alert } = await store.alerts.raise(anAlert());
    answer.http = 503;
    await tell();
    [answer.http, nowMs] = [204, nowMs + 1000];
    await tell();
    const [first, second] = posted;
    const { id } = (await log())[0] ?? { id: '' };
    expect(first?.body).toBe(second?.body);
    const body = JSON.parse(second?.body ?? '');
    expect(body).toMatchObject({
      ...{ id, entity: 'alert', action: 'raised', route: 'webhook' },
      timestamp: '2026-11-23T14:05:00.000Z',
      data: {
        id: alert.id,
        subject: 'endpoint:churn',
        cause: 'A unit changed.',
        severity: 'warning',
      },
    });
    for (const { headers } of posted) {
      expect(headers['idempotency-key']).toBe(`"${id}"`);
      expect(headers['x-mlflow-delivery-id']).toBe(id);
    }
    const signed = `${id}.${second?.headers['x-mlflow-timestamp']}.${second?.body}`;
    expect(second?.headers['x-mlflow-signature']).toBe(
      `v1,${createHmac('sha256', 's3cret-of-ours').update(signed).digest('base64')}`,
    );
    expect((await log())[0]).toMatchObject({ state: 'told', status: 204, nTried: 2 });
  });

  it('are posted to Slack as blocks in which nothing of ours is a link or a mention', async () => {
    await route('slack');
    const long = 'x'.repeat(4000);
    await store.alerts.raise(anAlert({ message: `<!channel> ${long}`, severity: 'error' }));
    await tell();
    const { text, blocks } = JSON.parse(posted[0]?.body ?? '');
    expect(blocks.map(({ type }: { type: string }) => type)).toEqual([
      ...['header', 'section', 'section', 'section', 'section', 'section', 'section', 'context'],
    ]);
    expect(blocks[0].text).toEqual({
      ...{ type: 'plain_text', emoji: true, text: ':red_circle: Error · endpoint:churn' },
    });
    expect(blocks[1].text.text).toMatch(/^&lt;!channel&gt; x+…$/);
    expect(blocks[1].text.text).toHaveLength(3000);
    expect(text).toHaveLength(3000);
    expect(posted[0]?.body).not.toContain('<!channel>');
    expect(posted[0]?.headers['x-mlflow-signature']).toBeUndefined();
  });

  describe('of a server that knows where its pages are', () => {
    const publicUrl = 'https://kaizen.example.org/ml|a&b';
    const tellAll = async (changes = {}) => {
      for (const channel of ['email', 'webhook', 'slack'] as const) await route(channel);
      const { alert } = await store.alerts.raise(anAlert({ subject: 'endpoint:a & "b"' }));
      expect(await tell(changes)).toBe(3);
      const bodies = posted.map(({ body }) => JSON.parse(body));
      const slack = bodies.find(({ blocks }) => blocks !== undefined);
      return { alert, mail: mails[0]?.mail, json: bodies.find(({ id }) => id), slack };
    };

    it('carry a link to the incident, in the form of each channel', async () => {
      const { alert, mail, json, slack } = await tellAll({ publicUrl });
      const link = `${publicUrl}/incidents/${alert.incident}`;
      expect(json.link).toBe(link);
      expect(mail?.text).toContain(`\nSee it in KaizenML:\n  ${link}\n`);
      const links = [...(mail?.html ?? '').matchAll(/<a href="([^"]*)"[^>]*>([^<]*)</g)];
      expect(links.map(([, href, words]) => [href, words])).toEqual([
        [link.replaceAll('&', '&amp;'), 'See it in KaizenML'],
      ]);
      const sections = slack.blocks.map(({ text }: { text?: { text: string } }) => text?.text);
      const slackLink = link.replaceAll('&', '&amp;').replaceAll('|', '%7C');
      expect(sections).toContain(`<${slackLink}|See it in KaizenML>`);
      await store.alerts.resolve('monitor:churn:inputs');
      await tell({ publicUrl });
      expect(mails[1]?.mail.text).toContain(link);
    });

    it('carry none where it does not, and say nothing of it', async () => {
      const { mail, json, slack } = await tellAll();
      expect(json).not.toHaveProperty('link');
      for (const text of [mail?.text, mail?.html, JSON.stringify(slack)]) {
        expect(text).not.toContain('See it');
        expect(text).not.toMatch(/https?:|null|undefined/);
      }
    });
  });

  it('are refused for good by who answers 404, and never led inside unless that is allowed', async () => {
    await route('webhook');
    answer.http = 404;
    await store.alerts.raise(anAlert({ key: 'a' }));
    await tell();
    expect((await log())[0]).toMatchObject({ state: 'given-up', status: 404 });
    await store.alerts.raise(anAlert({ key: 'b' }));
    await tell({ isAnywhere: false });
    expect((await log())[0]).toMatchObject({ state: 'given-up', status: null });
    expect((await log())[0]?.why).toMatch(/plain http/);
    expect(posted).toHaveLength(1);
  });

  it('show and log no secret, wherever one looks', async () => {
    await route('webhook', { secret: 's3cret-of-ours' });
    await route('slack');
    answer.http = 404;
    await store.alerts.raise(anAlert());
    await tell();
    const routes = (await store.notices.routes()).map(({ sealedTarget: _, ...each }) => each);
    const all = JSON.stringify([
      ...[said, routes, await log(), await store.audit.list({ limit: 100 })],
      await store.incidents.list({}, { limit: 9 }),
    ]);
    expect(all).toContain('http://127.0.0.1');
    expect(all).not.toContain(PATH_TOKEN);
    expect(all).not.toContain('s3cret');
  });

  it('say that an alert is over only to who was told, and in that order', async () => {
    await route('webhook');
    await store.alerts.raise(anAlert());
    await store.alerts.resolve('monitor:churn:inputs');
    answer.http = 503;
    await tell();
    await tell();
    [answer.http, nowMs] = [200, nowMs + 1000];
    await tell();
    nowMs += 1000;
    await tell();
    nowMs += 1000;
    await tell();
    expect(posted.map(({ body }) => JSON.parse(body).action)).toEqual([
      ...['raised', 'raised', 'resolved'],
    ]);
    answer.http = 404;
    await store.alerts.raise(anAlert());
    await store.alerts.resolve('monitor:churn:inputs');
    for (let i = 0; i < 3; i++) {
      await tell();
      nowMs += 1000;
    }
    const [resolved] = await log();
    expect(resolved).toMatchObject({
      ...{ kind: 'resolved', state: 'withdrawn' },
      why: 'Its receiver was never told of the alert.',
    });
  });

  it('are escalated when nobody has acknowledged by then, and not when somebody has', async () => {
    await route('webhook', { afterMs: 30 * MINUTE_MS });
    const { alert } = await store.alerts.raise(anAlert({ key: 'seen' }));
    await store.alerts.raise(anAlert({ key: 'unseen' }));
    nowMs += 30 * MINUTE_MS - 1;
    await store.alerts.acknowledge(alert.id, { note: null, who: 'ada' });
    expect(await tell()).toBe(0);
    nowMs += 1;
    await tell();
    expect(
      posted.map(({ body }) => JSON.parse(body)).map(({ action, data }) => [action, data.key]),
    ).toEqual([['escalated', 'unseen']]);
    await store.alerts.resolve('seen');
    await store.alerts.resolve('unseen');
    await tell();
    expect(posted).toHaveLength(2);
  });

  it('tell the incident who was told', async () => {
    await route('webhook');
    const { alert } = await store.alerts.raise(anAlert());
    await tell();
    const events = await store.incidents.events(alert.incident ?? '');
    expect(events.map(({ kind, message }) => [kind, message])).toEqual([
      ['raised', alert.message],
      ['told', '"webhook" was told (raised).'],
    ]);
  });
});
