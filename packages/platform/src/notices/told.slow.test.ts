import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AlertSeverity } from '../alerts/index.ts';
import { openSqliteStore, type Store } from '../storage/index.ts';
import { type TempHome, tempHome } from '../testing/index.ts';
import { matches } from './index.ts';

const MINUTE_MS = 60_000;
const BY = { by: 'person', who: 'ada' } as const;
const RANKS: readonly AlertSeverity[] = ['info', 'warning', 'error'];
const ROUTES = [
  { name: 'all', match: '*', least: 0, afterMinutes: 0 },
  { name: 'pager', match: 'endpoint:*', least: 2, afterMinutes: 0 },
  { name: 'second', match: '*', least: 1, afterMinutes: 10 },
] as const;
const KEYS = ['a', 'b', 'c'] as const;
const subjectOf = (key: string) => (key === 'c' ? 'job:orders' : 'endpoint:churn');

type Step =
  | { readonly do: 'raise'; readonly key: string; readonly rank: number }
  | { readonly do: 'resolve'; readonly key: string }
  | { readonly do: 'acknowledge'; readonly key: string }
  | { readonly do: 'silence'; readonly match: string; readonly minutes: number }
  | { readonly do: 'speak' }
  | { readonly do: 'wait'; readonly minutes: number };

const key = fc.constantFrom(...KEYS);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('raise' as const), key, rank: fc.nat(2) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('resolve' as const), key }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('acknowledge' as const), key }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('silence' as const),
        match: fc.constantFrom('*', 'endpoint:*', 'job:*', 'a'),
        minutes: fc.integer({ min: 1, max: 20 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('speak' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('wait' as const),
        minutes: fc.integer({ min: 1, max: 12 }),
      }),
    },
  ),
  { maxLength: 14 },
);

/** The rules once more, minute by minute, with nothing but arrays: what is said after each step. */
function reference(sequence: readonly Step[]): string[][] {
  const alerts = new Map<string, { rank: number; worst: number; isSeen: boolean; quiet: number }>();
  const heard = new Map<string, number>();
  const silences: { match: string; left: number }[] = [];
  const isSilent = (each: string) =>
    silences.some(
      ({ match, left }) => left > 0 && (matches(match, subjectOf(each)) || match === each),
    );
  const tell = (): string[] => {
    const said: string[] = [];
    for (const [each, alert] of alerts)
      for (const { name, match, least, afterMinutes } of ROUTES) {
        if (alert.isSeen || isSilent(each) || !matches(match, subjectOf(each))) continue;
        if (alert.rank < least || alert.rank <= (heard.get(`${each} ${name}`) ?? -1)) continue;
        if (alert.quiet < afterMinutes) continue;
        heard.set(`${each} ${name}`, alert.rank);
        said.push(`${name} ${each} ${RANKS[alert.rank]}`);
      }
    return said;
  };
  return sequence.map((step) => {
    const said: string[] = [];
    if (step.do === 'raise') {
      const before = alerts.get(step.key);
      if (before === undefined)
        alerts.set(step.key, { rank: step.rank, worst: step.rank, isSeen: false, quiet: 0 });
      else {
        before.rank = step.rank;
        if (step.rank > before.worst)
          Object.assign(before, { worst: step.rank, isSeen: false, quiet: 0 });
      }
    } else if (step.do === 'resolve') {
      if (alerts.delete(step.key))
        for (const { name } of ROUTES)
          if (heard.delete(`${step.key} ${name}`)) said.push(`${name} ${step.key} over`);
    } else if (step.do === 'acknowledge') {
      const alert = alerts.get(step.key);
      if (alert !== undefined) alert.isSeen = true;
    } else if (step.do === 'silence') silences.push({ match: step.match, left: step.minutes });
    else if (step.do === 'speak') for (const silence of silences) silence.left = 0;
    else
      for (let i = 0; i < step.minutes; i++) {
        for (const [each, alert] of alerts) alert.quiet = isSilent(each) ? 0 : alert.quiet + 1;
        for (const silence of silences) silence.left = Math.max(0, silence.left - 1);
      }
    for (const [each, alert] of alerts) if (isSilent(each)) alert.quiet = 0;
    return [...said, ...tell()].sort();
  });
}

describe('what is told', () => {
  let temp: TempHome;
  let store: Store;
  let nowMs = Date.UTC(2026, 0, 1);
  beforeAll(async () => {
    temp = await tempHome();
    const clock = { now: () => nowMs };
    store = await openSqliteStore(temp.home.databasePath, { clock, tracking: 'in-process' });
    for (const { name, match, least, afterMinutes } of ROUTES)
      await store.notices.setRoute(
        {
          ...{ name, match, severity: RANKS[least] ?? 'info', channel: 'webhook' },
          ...{ shown: '…', sealedTarget: '…', afterMs: afterMinutes * MINUTE_MS },
        },
        BY,
      );
  });
  afterAll(async () => {
    await store.close();
    await temp[Symbol.asyncDispose]();
  });

  async function tellAll(): Promise<string[]> {
    const told: string[] = [];
    for (;;) {
      await store.notices.look();
      const claimed = await store.notices.claim({ limit: 100, leaseMs: MINUTE_MS });
      if (claimed.length === 0) return told.sort();
      for (const { id, kind, route, alert } of claimed) {
        await store.notices.settle(id, { status: 200 });
        told.push(`${route.name} ${alert.key} ${kind === 'resolved' ? 'over' : alert.severity}`);
      }
    }
  }

  async function play(step: Step): Promise<void> {
    const { alerts, notices } = store;
    if (step.do === 'raise')
      await alerts.raise({
        ...{ key: step.key, severity: RANKS[step.rank] ?? 'info', subject: subjectOf(step.key) },
        ...{ message: 'It moved.', hint: 'Look.', details: {} },
      });
    else if (step.do === 'resolve') await alerts.resolve(step.key);
    else if (step.do === 'acknowledge') {
      const { items } = await alerts.list(['open'], { limit: 10 });
      const found = items.find((alert) => alert.key === step.key);
      if (found) await alerts.acknowledge(found.id, { note: null, who: 'ada' });
    } else if (step.do === 'silence') {
      const untilMs = nowMs + step.minutes * MINUTE_MS;
      await notices.addSilence({ match: step.match, untilMs, why: 'known' }, BY);
    } else if (step.do === 'speak') {
      const { items } = await notices.silences({ isAll: false }, { limit: 100 });
      for (const { id } of items) await notices.endSilence(id, BY);
    } else nowMs += step.minutes * MINUTE_MS;
  }

  it('is what the rules say, after every step of any sequence', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        try {
          const told: string[][] = [];
          for (const step of sequence) {
            await play(step);
            told.push(await tellAll());
          }
          expect(told).toEqual(reference(sequence));
        } finally {
          await play({ do: 'speak' });
          for (const each of KEYS) await store.alerts.resolve(each);
          await tellAll();
          nowMs += 1000 * MINUTE_MS;
        }
      }),
      { seed: 20261123, numRuns: 30 },
    );
  });
});
