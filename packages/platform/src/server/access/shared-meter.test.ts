import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createSwitchboard, joinCrew, type ToWorker } from '../../crew/index.ts';
import type { KeyLimits } from '../../keys/index.ts';
import { createKeyDesk, KEY_DESK, type KeyAsk } from './key-desk.ts';
import { createSharedMeter } from './shared-meter.ts';

const NOON = 43_200_000;

/** Meters of two workers at one desk, whose asks are kept. */
function openMeters(limits: KeyLimits) {
  const clock = { time: NOON, now: () => clock.time };
  const desk = createKeyDesk(clock.now);
  const asks: KeyAsk[] = [];
  const own = (about: never) => {
    asks.push(about);
    return desk(about);
  };
  const board = createSwitchboard({ folds: {}, own: { [KEY_DESK.name]: own } });
  const join = (number: number) => {
    const wire = new EventEmitter<{ said: [ToWorker] }>();
    return joinCrew(
      { number, nWorkers: 2, isReplacement: false, port: 1 },
      {
        onMessage: (listener) => void wire.on('said', listener),
        send: (message) => {
          if (message.kind === 'joined')
            board.join(number, (said) => queueMicrotask(() => wire.emit('said', said)));
          else board.receive(number, message);
        },
      },
    );
  };
  const meters = [1, 2].map((number) =>
    createSharedMeter(limits, { id: 'k', crew: join(number), clock }),
  );
  const takeAll = async (n: number) => {
    const taken = Array.from({ length: n }, (_, i) => meters[i % 2]?.take(clock.now(), 0));
    return (await Promise.all(taken)).filter((each) => each?.isAllowed).length;
  };
  return { clock, asks, meters, takeAll };
}

describe('meters that share a desk', () => {
  it('let through together what the limits of the key say', async () => {
    const { clock, takeAll, meters } = openMeters({ perSecond: 2, burst: 10, perDay: null });
    expect(await takeAll(40)).toBe(10);
    expect(meters[0]?.state).toBe('"rate";r=0;t=5');
    expect(await takeAll(40)).toBe(0);
    clock.time += 1000;
    expect(await takeAll(40)).toBe(2);
  });

  it('ask once for all that wait, and not at all while a refusal holds', async () => {
    const { clock, asks, takeAll } = openMeters({ perSecond: 1, burst: 4, perDay: null });
    await takeAll(20);
    const nAsked = asks.length;
    expect(nAsked).toBeLessThanOrEqual(4);
    clock.time += 500;
    expect(await takeAll(20)).toBe(0);
    expect(asks).toHaveLength(nAsked);
  });

  it('ask beforehand for a key of many requests', async () => {
    const { asks, takeAll } = openMeters({ perSecond: 1000, burst: 1000, perDay: null });
    for (let i = 0; i < 40; i++) expect(await takeAll(2)).toBe(2);
    expect(asks.filter(({ nWanted }) => nWanted > 0)).toHaveLength(2);
  });

  it('say which limit was reached', async () => {
    const { meters, takeAll } = openMeters({ perSecond: null, burst: null, perDay: 3 });
    expect(await takeAll(8)).toBe(3);
    expect(meters[1]?.take(NOON, 0)).toEqual({
      ...{ isAllowed: false, reached: 'day', retryAfterSeconds: 43_200 },
    });
  });
});
