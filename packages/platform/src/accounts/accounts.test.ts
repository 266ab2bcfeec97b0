import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { createRights, type Rights } from '../access/index.ts';
import type { Asked } from '../at-machine.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
  for (const name of ['maria', 'boss', 'bob@example.org'])
    await app.handlers.accounts.create({ name, kind: 'person' });
  await app.handlers.accounts.grant({ name: 'boss', role: 'admin', model: 'churn' });
});
afterAll(() => app.dispose());

/** A request by a key of an account, with the rights that it has now. */
async function by(name: string, scope: 'read' | 'admin' = 'admin'): Promise<Asked> {
  return { ...{ signal: new AbortController().signal, headers: {} }, caller: await callerOf() };
  async function callerOf() {
    const record = await app.store.accounts.find(name);
    const rights: Rights | undefined = record && createRights(record);
    return { ...{ id: 'key-1', scopes: new Set([scope]) }, endpoints: undefined, rights };
  }
}
const AT = { model: 'churn' } as const;

describe('roles of accounts', () => {
  it('are given and taken by who is admin at the thing, and by nobody else', async () => {
    const { grant, withdraw } = app.handlers.accounts;
    const given = await grant(
      { name: 'maria', role: 'write', ...AT, note: 'joins' },
      undefined,
      await by('boss'),
    );
    expect(OPERATIONS.accounts.grant.output.parse(given)).toEqual(given);
    const thing = { kind: 'model', id: 'churn', name: 'churn' };
    expect(given.roles).toMatchObject([{ role: 'write', thing }]);
    const [entry] = await app.store.audit.list({ name: 'churn', limit: 1 });
    expect(entry).toMatchObject({ action: 'role.grant', who: 'boss', why: 'joins' });
    const asks = [
      [{ name: 'maria', role: 'admin', ...AT }, 'maria', 'at model "churn"', thing],
      [{ name: 'maria', role: 'read' }, 'boss', 'everywhere', null],
    ] as const;
    for (const [input, who, place, at] of asks) {
      const refused = await rejectionOf(grant(input, undefined, await by(who)));
      expect(refused).toMatchObject({
        code: 'ACCESS_FORBIDDEN',
        message: `Who gives and takes roles must be admin ${place}, but "${who}" is not.`,
        details: { account: who, role: 'admin', thing: at && { kind: at.kind, id: at.id } },
      });
      expect(await rejectionOf(withdraw(input, undefined, await by(who)))).toMatchObject({
        code: 'ACCESS_FORBIDDEN',
      });
    }
    await withdraw({ name: 'maria', role: 'write', ...AT }, undefined, await by('boss'));
    expect((await app.store.accounts.find('maria'))?.roles).toEqual([]);
  });

  it('are refused at what is not there, and at what who asks may not look at, with the same words', async () => {
    const { grant, list } = app.handlers.accounts;
    await app.store.registry.createModel({ name: 'secret' as never }, { by: 'person', who: 'ada' });
    const sentences = [];
    for (const model of ['secret', 'absent']) {
      const asked = await by('boss');
      const refusals = [
        await rejectionOf(grant({ name: 'maria', role: 'read', model }, undefined, asked)),
        await rejectionOf(list({ model, limit: 5 }, undefined, asked)),
      ];
      expect(refusals).toMatchObject([{ code: 'MODEL_NOT_FOUND' }, { code: 'MODEL_NOT_FOUND' }]);
      sentences.push(refusals.map((each) => String(each).replaceAll(model, 'X')));
    }
    expect(sentences[0]).toEqual(sentences[1]);
    const both = rejectionOf(grant({ name: 'maria', role: 'read', ...AT, experiment: '0' }));
    expect(await both).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: 'A role must be given at one thing, got the experiment "0" and the model "churn".',
      details: { experiment: '0', model: 'churn' },
    });
    expect(
      await rejectionOf(grant({ name: 'maria', role: 'read', experiment: 'nowhere' })),
    ).toMatchObject({
      code: 'EXPERIMENT_NOT_FOUND',
      message: 'Experiment "nowhere" does not exist.',
      details: { experiment: 'nowhere' },
    });
  });

  it('are at an experiment by its id, or by a name that is no id', async () => {
    const { experiments } = app.store.tracking;
    const { id } = await experiments.create({ name: 'tuning' });
    const { id: trap } = await experiments.create({ name: id });
    const { grant, withdraw } = app.handlers.accounts;
    for (const experiment of [id, 'tuning']) {
      const { roles } = await grant({ name: 'bob@example.org', role: 'write', experiment });
      expect(roles).toMatchObject([{ thing: { kind: 'experiment', id, name: 'tuning' } }]);
      expect(roles.map(({ thing }) => thing?.id)).not.toContain(trap);
      await withdraw({ name: 'bob@example.org', role: 'write', experiment });
    }
  });

  it('must be there to be taken, and what is there instead is said', async () => {
    const { grant, withdraw } = app.handlers.accounts;
    await grant({ name: 'maria', role: 'read', ...AT });
    expect(await rejectionOf(withdraw({ name: 'maria', role: 'approve', ...AT }))).toMatchObject({
      code: 'ROLE_NOT_FOUND',
      message:
        'The account "maria" must have the role approve at model "churn" to lose it, got "read".',
      details: { name: 'maria', role: 'approve', roles: ['read'] },
    });
    expect(await rejectionOf(withdraw({ name: 'maria', role: 'read' }))).toMatchObject({
      message: 'The account "maria" must have the role read everywhere to lose it, got none there.',
    });
    expect(await rejectionOf(withdraw({ name: 'mario', role: 'read' }))).toMatchObject({
      code: 'ACCOUNT_NOT_FOUND',
      details: { name: 'mario' },
    });
    await withdraw({ name: 'maria', role: 'read', ...AT });
  });

  it('are shown where who asks may look, keys to itself and administrators', async () => {
    const { grant, list, show } = app.handlers.accounts;
    await grant({ name: 'maria', role: 'read', ...AT });
    await grant({ name: 'maria', role: 'write', experiment: '0' });
    await app.handlers.keys.create({ name: 'laptop', account: 'maria' });
    const seen = async (who: string) => {
      const { roles, keys } = await show({ name: 'maria' }, undefined, await by(who));
      return [
        roles.map(({ role, thing }) => `${role} ${thing?.id}`),
        keys?.map(({ name }) => name),
      ];
    };
    expect(await seen('boss')).toEqual([['read churn'], undefined]);
    expect(await seen('bob@example.org')).toEqual([[], undefined]);
    expect(await seen('maria')).toEqual([['write 0', 'read churn'], ['laptop']]);
    await app.handlers.accounts.create({ name: 'root', kind: 'service', role: 'admin' });
    expect(await seen('root')).toEqual([['write 0', 'read churn'], ['laptop']]);
    expect((await show({ name: 'maria' }, undefined, await by('root', 'read'))).keys).toBeNull();
    const there = await list({ ...AT, limit: 50 });
    expect(OPERATIONS.accounts.list.output.parse(there)).toEqual(there);
    expect(there.items.map(({ name }) => name)).toEqual(['boss', 'maria', 'root']);
  });
});

describe('names of accounts', () => {
  const parse = (name: string) => OPERATIONS.accounts.create.input.safeParse({ name }).success;

  it('are what people and issuers call somebody', () => {
    const names = ['maria', 'maria@example.org', 'a+b@c.d', 'auth0|5f7c', '5f7c', 'Administrator'];
    for (const name of [...names, 'repo:acme/churn:ref:refs/heads/main', 'a'.repeat(128)])
      expect([name, parse(name)]).toEqual([name, true]);
  });

  it('are not what a history calls others, nor what is no single word', () => {
    const taken = ['admin', 'Admin', 'jwt:maria', '01JD0000000000000000000000'];
    const odd = ['', ' ', 'maria ', 'maría', '-v', '@x', 'a\nb', 'a\u202eb', '../x', 'a"b', "a'b"];
    for (const name of [...taken, ...odd, 'a'.repeat(129)])
      expect([name, parse(name)]).toEqual([name, false]);
  });
});
