import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createSwitchboard, joinCrew, type ToWorker } from '../crew/index.ts';
import { openSqliteStore } from '../storage/index.ts';
import { tempHome } from '../testing/index.ts';
import { type AccountStore, createOwn, openAccountBook, tellOfAccounts } from './index.ts';

const WHY = { by: 'person' } as const;
const THING = { kind: 'experiment', id: '0' } as const;

/** A store with the account `maria`, a clock that stands, and a count of how often an account was read. */
async function openParts() {
  const temp = await tempHome();
  const clock = { time: 1e12, now: () => clock.time };
  const { accounts, close } = await openSqliteStore(temp.home.databasePath, { clock });
  await accounts.create({ name: 'maria', kind: 'person' }, WHY);
  let nReads = 0;
  const counted: Pick<AccountStore, 'find'> = {
    find: (name) => {
      nReads++;
      return accounts.find(name);
    },
  };
  return {
    ...{ accounts, clock, counted, nReads: () => nReads },
    async [Symbol.asyncDispose]() {
      await close();
      await temp[Symbol.asyncDispose]();
    },
  };
}

describe('openAccountBook', () => {
  it('asks the store once a second for an account, and for a name that none has, whoever asks meanwhile', async () => {
    await using parts = await openParts();
    const book = openAccountBook(parts.counted, parts);
    for (let second = 1; second <= 3; second++) {
      const names = ['maria', 'maria', 'nobody', 'nobody'];
      const [maria, , nobody] = await Promise.all(names.map((name) => book.find(name)));
      expect([maria?.rights.account, nobody]).toEqual(['maria', undefined]);
      parts.clock.time += 999;
      expect(book.find('maria')).toBe(maria);
      expect(book.find('nobody')).toBeUndefined();
      expect(parts.nReads()).toBe(2 * second);
      parts.clock.time += 1;
    }
  });

  it('tells who has held rights for long what was last read', async () => {
    await using parts = await openParts();
    const book = openAccountBook(parts.accounts, parts);
    const { rights } = (await book.find('maria')) ?? expect.unreachable();
    await parts.accounts.grant('maria', { role: 'write', thing: THING, reason: WHY });
    expect([rights.has('write', THING), rights.readable('experiment')]).toEqual([false, new Set()]);
    await book.refresh('maria');
    expect(rights.has('write', THING)).toBe(true);
    await parts.accounts.close('maria', WHY);
    await book.refresh('maria');
    expect(rights.has('read', THING)).toBe(false);
    expect((await book.find('maria'))?.isClosed).toBe(true);
  });
});

describe('own', () => {
  it('is over when every worker knows', async () => {
    await using parts = await openParts();
    const board = createSwitchboard({ folds: {}, own: {} });
    const workers = [1, 2].map((number) => {
      const wire = new EventEmitter<{ said: [ToWorker] }>();
      const crew = joinCrew(
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
      const book = openAccountBook(parts.accounts, parts);
      const tell = tellOfAccounts(book, crew);
      return { book, own: createOwn({ accounts: parts.accounts, tell }) };
    });
    const rights = await Promise.all(
      workers.map(async ({ book }) => (await book.find('maria'))?.rights),
    );
    const [first] = workers;
    if (first === undefined || rights[0] === undefined) return expect.unreachable();
    await first.own(rights[0], THING);
    expect(rights.map((each) => each?.has('admin', THING))).toEqual([true, true]);
  });
});
