import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { createLog, systemClock } from '../../packages/platform/src/kit/index.ts';
import {
  type MailServer,
  shownTarget,
  tellDue,
  toTarget,
} from '../../packages/platform/src/notices/index.ts';
import { openSqliteStore } from '../../packages/platform/src/storage/index.ts';
import { tempHome } from '../../packages/platform/src/testing/index.ts';
import { openSeals } from '../../packages/platform/src/webhooks/index.ts';
import { startWriter } from './start-writer.ts';

const N_KILLS = 8;
/** The teller is killed while it tells this one of its notices: some before the receiver has taken it, some after. */
const KILLED_AT = 7;

describe('kill -9 of who raises and tells alerts', () => {
  it('loses no alert, and repeats are known by their ids', async () => {
    await using temp = await tempHome();
    const path = temp.home.databasePath;
    const store = await openSqliteStore(path, { tracking: 'in-process' });
    const heard: { readonly by: string; readonly id: string; readonly key: string }[] = [];
    let onHeard: (() => void) | undefined;
    const hear = (by: string, id: string, told: string) => {
      heard.push({ by, id, key: /Alert (\d+-\d+)\./.exec(told)?.[1] ?? told });
      onHeard?.();
    };
    const http = createServer(async (request, response) => {
      const body = await wholeOrNothing(text(request));
      if (body === undefined) return;
      hear('webhook', String(request.headers['idempotency-key']), body);
      response.end();
    }).listen(0, '127.0.0.1');
    const smtp = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true },
      async onData(stream, _session, done) {
        const bytes = await wholeOrNothing(buffer(stream));
        if (bytes === undefined) return;
        const mail = await PostalMime.parse(bytes);
        hear('email', mail.messageId ?? '', mail.text ?? '');
        done();
      },
    });
    smtp.on('error', () => undefined);
    smtp.listen(0, '127.0.0.1');
    await Promise.all([once(http, 'listening'), once(smtp.server, 'listening')]);
    const smtpPort = (smtp.server.address() as AddressInfo).port;
    const seals = openSeals(temp.home.path);
    for (const channel of ['webhook', 'email'] as const) {
      const { port } = http.address() as AddressInfo;
      const to = channel === 'email' ? 'ops@example.org' : `http://127.0.0.1:${port}/hook`;
      const target = toTarget(channel, { to });
      await store.notices.setRoute(
        {
          ...{ name: channel, match: '*', severity: 'info', channel, afterMs: 0 },
          ...{ shown: shownTarget(target), sealedTarget: await seals.seal(JSON.stringify(target)) },
        },
        { by: 'person' },
      );
    }

    const raised: string[] = [];
    for (let kill = 0; kill < N_KILLS; kill++) {
      const writer = startWriter('tell-alerts', temp.home.path, String(kill), String(smtpPort));
      let nHeard = 0;
      onHeard = () => {
        nHeard += 1;
        if (nHeard === KILLED_AT + kill) writer.child.kill('SIGKILL');
      };
      expect(await writer.code).toBeNull();
      raised.push(...(await writer.lines));
    }
    onHeard = undefined;
    const mailServer: MailServer = {
      ...{ host: '127.0.0.1', port: smtpPort, tls: 'when-offered', login: null },
      from: 'kaizen@example.org',
    };
    const deps = {
      ...{ notices: store.notices, seals, mailServer, isAnywhere: true },
      ...{ clock: systemClock, log: createLog({ level: 'error' }) },
    };
    const waiting = async () =>
      (await store.notices.notices({ state: 'waiting' }, { limit: 1 })).items.length;
    while ((await waiting()) > 0) if ((await tellDue(deps)) === 0) await sleep(50);

    const { items: alerts } = await store.alerts.list(['open'], { limit: 1000 });
    const keys = alerts.map(({ key }) => key).sort();
    expect(keys).toEqual(expect.arrayContaining(raised));
    expect(keys.length).toBeGreaterThan(N_KILLS * 3);
    for (const by of ['webhook', 'email']) {
      const told = heard.filter((each) => each.by === by);
      const byId = new Map(told.map(({ id, key }) => [id, key]));
      expect([...byId.values()].sort()).toEqual(keys);
      for (const { id, key } of told) expect(byId.get(id)).toBe(key);
    }
    expect(heard.length).toBeGreaterThan(2 * keys.length);
    const { items: notices } = await store.notices.notices({}, { limit: 1000 });
    expect(notices.map(({ state }) => state)).toEqual(notices.map(() => 'told'));
    expect(notices).toHaveLength(2 * keys.length);
    for (const { incident } of alerts) expect(incident).not.toBeNull();
    const { items: incidents } = await store.incidents.list({}, { limit: 100 });
    expect(incidents).toHaveLength(N_KILLS);
    for (const { id, subject } of incidents) {
      const events = await store.incidents.events(id);
      expect(events.filter(({ kind }) => kind === 'raised')).toHaveLength(
        alerts.filter((alert) => alert.subject === subject).length,
      );
    }
    await store.close();
    http.close();
    smtp.close();
  });
});

/** What a sender said to its end; undefined where it was killed before, and its receiver has heard nothing. */
async function wholeOrNothing<T>(received: Promise<T>): Promise<T | undefined> {
  return await received.catch(() => undefined);
}
