import { AppError } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import type { Seat } from './crew.ts';
import { type CrewMember, joinCrew } from './join-crew.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { createSwitchboard } from './switchboard.ts';
import { topic } from './topic.ts';

const COUNT = topic<null, number>('count', 20);
const DOUBLE = topic<number, number>('double');
const SILENT = topic<null, number>('silent');
const KNOWN = topic<null, string>('known');

const sum = (answers: readonly unknown[]) => (answers as number[]).reduce((a, b) => a + b, 0);

/** A switchboard with workers on wires that carry JSON, as those between processes do. */
function openCrew(nWorkers: number) {
  const board = createSwitchboard({
    folds: { [COUNT.name]: sum },
    own: { [KNOWN.name]: () => 'the watch' },
  });
  const seatOf = (number: number): Seat => ({ number, nWorkers, isReplacement: false, port: 1 });
  const join = (number: number): CrewMember => {
    let hear: (message: ToWorker) => void = () => undefined;
    return joinCrew(seatOf(number), {
      onMessage: (listener) => {
        hear = listener;
      },
      send: (message) => {
        const sent = JSON.parse(JSON.stringify(message)) as FromWorker;
        queueMicrotask(() => {
          if (sent.kind === 'joined')
            board.join(number, (said) => {
              const carried = JSON.parse(JSON.stringify(said)) as ToWorker;
              queueMicrotask(() => hear(carried));
            });
          else board.receive(number, sent);
        });
      },
    });
  };
  const members = Array.from({ length: nWorkers }, (_, i) => join(i + 1));
  return { board, members: members as [CrewMember, ...CrewMember[]], join };
}

describe('a crew', () => {
  it('asks every worker, the one that asks too', async () => {
    const { members } = openCrew(3);
    members.forEach((each, i) => {
      each.answer(DOUBLE, (about) => 2 * about + i);
    });
    expect((await members[0].ask(DOUBLE, 10)).toSorted()).toEqual([20, 21, 22]);
  });

  it('asks the keeper alone, who sits first', async () => {
    const { members } = openCrew(2);
    for (const each of members) each.answer(DOUBLE, (about) => about + each.seat.number);
    expect(members.map(({ isKeeper }) => isKeeper)).toEqual([true, false]);
    expect(await members[1]?.ask(DOUBLE, 10, 'keeper')).toEqual([11]);
  });

  it('asks who watches, alone or after all others', async () => {
    const { members } = openCrew(2);
    for (const each of members) each.answer(KNOWN, () => `worker ${each.seat.number}`);
    expect(await members[0].ask(KNOWN, null, 'supervisor')).toEqual(['the watch']);
    expect(await members[0].ask(KNOWN, null)).toEqual(['worker 1', 'worker 2', 'the watch']);
  });

  it('leaves out who has nothing to say of a topic', async () => {
    const { members } = openCrew(2);
    members[0].answer(SILENT, () => 7);
    expect(await members[0].ask(SILENT, null)).toEqual([7]);
  });

  it('throws what one of them threw, with code, hint and details', async () => {
    const { members } = openCrew(2);
    members[1]?.answer(DOUBLE, () => {
      throw new AppError('MODEL_NOT_FOUND', { message: 'No.', hint: 'Look.', details: { n: 1 } });
    });
    members[0].answer(DOUBLE, () => 1);
    await expect(members[0].ask(DOUBLE, 1)).rejects.toMatchObject({
      ...{ code: 'MODEL_NOT_FOUND', message: 'No.', hint: 'Look.', details: { n: 1 } },
    });
  });

  it('waits for nobody who has ended', async () => {
    const { board, members } = openCrew(2);
    members[0].answer(DOUBLE, () => 1);
    members[1]?.answer(DOUBLE, () => new Promise(() => undefined));
    const asked = members[0].ask(DOUBLE, 1);
    await Promise.resolve();
    board.leave(2);
    expect(await asked).toEqual([1]);
  });

  it('counts who does not answer in time, and who has ended, with what they said last', async () => {
    const { board, members, join } = openCrew(2);
    let isStuck = false;
    members[0].answer(COUNT, () => 3);
    members[1]?.answer(COUNT, () => (isStuck ? new Promise<number>(() => undefined) : 4));
    const total = async () => sum(await members[0].ask(COUNT, null));
    expect(await total()).toBe(7);
    isStuck = true;
    expect(await total()).toBe(7);
    board.leave(2);
    expect(await total()).toBe(7);
    const next = join(2);
    next.answer(COUNT, () => 1);
    expect(await total()).toBe(8);
    board.leave(2);
    expect(await total()).toBe(8);
  });
});
