import { AppError } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { groupCalls } from './group-calls.ts';

const refusal = new AppError('PARAM_CHANGED', { message: 'no', hint: 'no' });
const away = new AppError('STORE_UNREACHABLE', { message: 'away', hint: 'wait' });

/** Groups that are written down; `fails` says which calls break a whole group. */
function recorded(fails: (call: number) => unknown = () => undefined) {
  const groups: (readonly number[])[] = [];
  const made = groupCalls<number, number>(async (calls) => {
    groups.push(calls);
    const failure = calls.map(fails).find((thrown) => thrown !== undefined);
    if (failure !== undefined) throw failure;
    return calls.map((call) => (call < 0 ? { refused: refusal } : { given: call * 10 }));
  });
  return { ...made, groups };
}

describe('groupCalls', () => {
  it('makes calls of one turn together, in their order', async () => {
    const { ask, groups } = recorded();
    expect(await Promise.all([1, 2, 3].map(ask))).toEqual([10, 20, 30]);
    expect(groups).toEqual([[1, 2, 3]]);
  });

  it('makes what comes while two groups are under way together afterwards', async () => {
    const gates = [1, 2].map(() => Promise.withResolvers<void>());
    const groups: (readonly number[])[] = [];
    const { ask, settled } = groupCalls<number, number>(async (calls) => {
      groups.push(calls);
      await gates[groups.length - 1]?.promise;
      return calls.map((given) => ({ given }));
    });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const answers: Promise<number>[] = [];
    for (const call of [1, 2, 3, 4]) {
      answers.push(ask(call));
      await turn();
    }
    expect(groups).toEqual([[1], [2]]);
    for (const { resolve } of gates) resolve();
    await settled();
    expect(groups).toEqual([[1], [2], [3, 4]]);
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4]);
  });

  it('has calls about one thing in one group at a time, and others beside it', async () => {
    const gates = [1, 2, 3].map(() => Promise.withResolvers<void>());
    const groups: (readonly string[])[] = [];
    const { ask, settled } = groupCalls<string, string>(
      async (calls) => {
        groups.push(calls);
        await gates[groups.length - 1]?.promise;
        return calls.map((given) => ({ given }));
      },
      { thingOf: (call) => call[0] },
    );
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const answers: Promise<string>[] = [];
    for (const call of ['a1', 'a2', 'b1', 'a3', 'b2']) {
      answers.push(ask(call));
      await turn();
      await turn();
    }
    expect(groups).toEqual([['a1'], ['b1']]);
    gates[0]?.resolve();
    await answers[0];
    await turn();
    expect(groups).toEqual([['a1'], ['b1'], ['a2', 'a3']]);
    for (const { resolve } of gates) resolve();
    await settled();
    expect(groups).toEqual([['a1'], ['b1'], ['a2', 'a3'], ['b2']]);
    expect(await Promise.all(answers)).toEqual(['a1', 'a2', 'b1', 'a3', 'b2']);
  });

  it('refuses one and gives the others', async () => {
    const { ask } = recorded();
    const [first, second, third] = await Promise.allSettled([1, -1, 3].map(ask));
    expect([first, third]).toEqual([
      { status: 'fulfilled', value: 10 },
      { status: 'fulfilled', value: 30 },
    ]);
    expect(second).toEqual({ status: 'rejected', reason: refusal });
  });

  it('makes each alone where one of them breaks the group', async () => {
    const bug = new RangeError('of 2 alone');
    const { ask, groups } = recorded((call) => (call === 2 ? bug : undefined));
    const settled = await Promise.allSettled([1, 2, 3].map(ask));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: bug });
    expect(groups).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  it('makes nothing a second time where the store is away: nobody knows what was kept', async () => {
    const { ask, groups } = recorded(() => away);
    const settled = await Promise.allSettled([1, 2].map(ask));
    expect(settled.map((one) => one.status === 'rejected' && one.reason)).toEqual([away, away]);
    expect(groups).toEqual([[1, 2]]);
  });
});
