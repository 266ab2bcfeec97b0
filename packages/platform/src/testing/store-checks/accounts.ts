import assert from 'node:assert/strict';
import { asId, type ModelName } from '@kaizenml/contracts';
import type { Role, Thing } from '../../access/index.ts';
import { verifyTrail } from '../../audit/index.ts';
import type { NewKey } from '../../keys/store.ts';
import type { Store } from '../../storage/store.ts';
import { readPages, refuses } from './asserts.ts';
import { AWKWARD_TEXT } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const MODEL = asId<ModelName>('Zufriedenheit é 日本');
const WHY = { by: 'person', who: 'ada', why: AWKWARD_TEXT } as const;
const SUBJECT = 'repo:acme/churn:ref:refs/heads/main';
const AT_MODEL: Thing = { kind: 'model', id: MODEL };

const change = (role: Role, thing: Thing | null) => ({ role, thing, reason: WHY });
const person = (name: string) => ({ name, kind: 'person' }) as const;
const rolesOf = async ({ accounts }: Store, name: string) =>
  (await accounts.find(name))?.roles.map(
    ({ role, thing }) => `${role}${thing === null ? '' : ` ${thing.kind} ${thing.id}`}`,
  );
const trailOf = async ({ audit }: Store) =>
  (await audit.read({ after: 0, limit: 99 })).map(
    ({ action, name, from, to }) => `${action} ${name} ${from ?? ''}${to ?? ''}`,
  );
const aKey = (id: string, account: string | null): NewKey => ({
  ...{ id, account, name: 'laptop', sha256: 'ab'.repeat(32), scopes: ['admin'] },
  ...{ endpoints: null, expiresAt: null, perSecond: null, burst: null, perDay: null },
});

/** What every store does with accounts and their roles. */
export function accountChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'accounts', {
    'come back as they were made, and no two are alike': async ({ store, again }) => {
      const { accounts } = store;
      const made = await accounts.create({ name: SUBJECT, kind: 'service', role: 'read' }, WHY);
      assert.deepEqual(made, {
        ...{ name: SUBJECT, kind: 'service', createdAt: made.createdAt, closedAt: null },
        roles: [{ role: 'read', thing: null, name: null, at: made.createdAt }],
      });
      assert.deepEqual(await (await again()).accounts.find(SUBJECT), made);
      await accounts.create(person('Maria@example.org'), WHY);
      assert.equal(await accounts.find('maria@example.org'), undefined);
      await refuses(accounts.create(person('maria@EXAMPLE.org'), WHY), {
        code: 'ACCOUNT_EXISTS',
        message: /got "maria@EXAMPLE.org", but there is "Maria@example.org"\.$/,
        details: { name: 'maria@EXAMPLE.org', known: 'Maria@example.org' },
      });
      const other = await again();
      const both = await Promise.allSettled(
        [store, other].map((each) => each.accounts.create(person('twice'), WHY)),
      );
      assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    },
    'have roles once each, at things that are there': async ({ store }) => {
      const { accounts, registry, tracking } = store;
      await accounts.create(person('maria'), WHY);
      await registry.createModel({ name: MODEL }, WHY);
      const { id } = await tracking.experiments.create({ name: 'churn' });
      const atExperiment: Thing = { kind: 'experiment', id };
      for (const [role, thing] of [
        ['write', AT_MODEL],
        ['read', AT_MODEL],
        ['admin', atExperiment],
        ['approve', null],
      ] as const) {
        assert.equal(await accounts.grant('maria', change(role, thing)), true);
        assert.equal(await accounts.grant('maria', change(role, thing)), false);
      }
      const all = ['approve', `admin experiment ${id}`, `read model ${MODEL}`];
      assert.deepEqual(await rolesOf(store, 'maria'), [...all, `write model ${MODEL}`]);
      assert.equal(await accounts.withdraw('maria', change('write', AT_MODEL)), true);
      assert.equal(await accounts.withdraw('maria', change('write', AT_MODEL)), false);
      assert.equal(await accounts.withdraw('maria', change('read', atExperiment)), false);
      assert.equal(await accounts.withdraw('maria', change('read', null)), false);
      assert.deepEqual(await rolesOf(store, 'maria'), all);
      await refuses(accounts.grant('mario', change('read', null)), {
        code: 'ACCOUNT_NOT_FOUND',
        message: /^No account is called "mario"\.$/,
        details: { name: 'mario' },
      });
      for (const odd of ['999', '01', '-1', 'churn'])
        await refuses(accounts.grant('maria', change('read', { kind: 'experiment', id: odd })), {
          code: 'EXPERIMENT_NOT_FOUND',
          message: /does not exist/,
          details: { id: odd },
        });
      await refuses(accounts.grant('maria', change('read', { kind: 'model', id: 'x' })), {
        code: 'MODEL_NOT_FOUND',
        message: /^No model is called "x"\.$/,
        details: { name: 'x' },
      });
    },
    'are given one role by many at once': async ({ store, again }) => {
      await store.accounts.create(person('maria'), WHY);
      await store.registry.createModel({ name: MODEL }, WHY);
      const other = await again();
      const given = await Promise.all(
        [store, other, store, other].map(({ accounts }) =>
          accounts.grant('maria', change('write', AT_MODEL)),
        ),
      );
      assert.deepEqual(given.filter(Boolean), [true]);
      const granted = (await trailOf(store)).filter((line) => line.startsWith('role.grant'));
      assert.deepEqual(granted, [`role.grant ${MODEL} {"account":"maria","role":"write"}`]);
    },
    'keep roles at a model under its new name, and lose them with it': async ({ store }) => {
      const { accounts, registry } = store;
      const to = asId<ModelName>('leave');
      await accounts.create(person('maria'), WHY);
      await registry.createModel({ name: MODEL }, WHY);
      await accounts.grant('maria', change('admin', AT_MODEL));
      await registry.renameModel(MODEL, { to, reason: WHY });
      assert.deepEqual(await rolesOf(store, 'maria'), ['admin model leave']);
      await registry.createModel({ name: MODEL }, WHY);
      assert.deepEqual(await rolesOf(store, 'maria'), ['admin model leave']);
      await registry.deleteModel(to, WHY);
      assert.deepEqual(await rolesOf(store, 'maria'), []);
      await registry.createModel({ name: to }, WHY);
      assert.deepEqual(await rolesOf(store, 'maria'), []);
    },
    'keep roles at an experiment whatever it is called': async ({ store }) => {
      const { accounts, tracking } = store;
      await accounts.create(person('maria'), WHY);
      const { id } = await tracking.experiments.create({ name: 'churn' });
      await accounts.grant('maria', change('write', { kind: 'experiment', id }));
      await tracking.experiments.rename(id, 'leave');
      assert.equal((await accounts.find('maria'))?.roles[0]?.name, 'leave');
      await tracking.experiments.create({ name: 'churn' });
      assert.deepEqual(await rolesOf(store, 'maria'), [`write experiment ${id}`]);
    },
    'are closed and opened, and take nothing while they are closed': async ({ store }) => {
      const { accounts, keys } = store;
      await accounts.create({ ...person('maria'), role: 'write' }, WHY);
      await keys.add(aKey('one', 'maria'), WHY);
      await accounts.close('maria', WHY);
      const closed = await accounts.find('maria');
      assert.notEqual(closed?.closedAt, null);
      await accounts.close('maria', WHY);
      assert.deepEqual(await accounts.find('maria'), closed);
      const refused = {
        code: 'ACCOUNT_CLOSED',
        message: /^The account "maria" must be open to be given something, but it was closed at /,
        details: { name: 'maria', closedAt: closed?.closedAt },
      } as const;
      await refuses(accounts.grant('maria', change('read', null)), refused);
      await refuses(keys.add(aKey('two', 'maria'), WHY), refused);
      assert.equal(await keys.find('two'), undefined);
      assert.equal(await accounts.withdraw('maria', change('write', null)), true);
      await accounts.open('maria', WHY);
      assert.equal((await accounts.find('maria'))?.closedAt, null);
      await refuses(accounts.close('mario', WHY), {
        ...{ code: 'ACCOUNT_NOT_FOUND', message: /mario/, details: { name: 'mario' } },
      });
    },
    'come by name in complete pages, all or those of one thing': async ({ store }) => {
      const { accounts, registry } = store;
      const names = ['b', 'a', 'Zoe', 'a@b', 'a.c', 'a-b'];
      for (const name of names) await accounts.create(person(name), WHY);
      await registry.createModel({ name: MODEL }, WHY);
      await accounts.grant('b', change('read', AT_MODEL));
      await accounts.grant('a@b', change('approve', null));
      for (const limit of [1, 4, 50]) {
        const items = await readPages((page) => accounts.list({}, page), limit);
        assert.deepEqual(
          items.map(({ name }) => name),
          [...names].sort(),
        );
        const there = await readPages((page) => accounts.list({ at: AT_MODEL }, page), limit);
        assert.deepEqual(
          there.map(({ name }) => name),
          ['a@b', 'b'],
        );
      }
      const elsewhere: Thing = { kind: 'experiment', id: '0' };
      const [only, ...more] = await readPages((page) => accounts.list({ at: elsewhere }, page), 50);
      assert.deepEqual([only?.name, more], ['a@b', []]);
    },
    'are in the trail with their roles and keys, where something changed': async ({ store }) => {
      const { accounts, keys, registry } = store;
      await accounts.create({ ...person('maria'), role: 'read' }, WHY);
      await registry.createModel({ name: MODEL }, WHY);
      for (let i = 0; i < 2; i++) {
        await accounts.grant('maria', change('write', AT_MODEL));
        await accounts.grant('maria', change('read', { kind: 'experiment', id: '0' }));
      }
      for (let i = 0; i < 2; i++) {
        await accounts.withdraw('maria', change('write', AT_MODEL));
        await accounts.close('maria', WHY);
      }
      await accounts.open('maria', WHY);
      await keys.add(aKey('one', 'maria'), WHY);
      for (let i = 0; i < 2; i++) await keys.revoke('one', WHY);
      const role = (name: string) => `{"account":"maria","role":"${name}"}`;
      assert.deepEqual(await trailOf(store), [
        'account.create account:maria {"kind":"person"}',
        `role.grant account:maria ${role('read')}`,
        `model.create ${MODEL} {"description":null,"tags":{}}`,
        `role.grant ${MODEL} ${role('write')}`,
        `role.grant experiment:0 ${role('read')}`,
        `role.withdraw ${MODEL} ${role('write')}`,
        'account.close account:maria ',
        'account.open account:maria ',
        'key.create one {"name":"laptop","account":"maria","scopes":["admin"],"endpoints":null,"expiresAt":null}',
        'key.revoke one {"name":"laptop","account":"maria"}',
      ]);
      const [newest] = await store.audit.list({ limit: 1 });
      assert.deepEqual([newest?.who, newest?.why], ['ada', AWKWARD_TEXT]);
      assert.deepEqual((await verifyTrail(store.audit)).problems, []);
    },
    'list their own keys': async ({ store: { accounts, keys } }) => {
      await accounts.create(person('maria'), WHY);
      for (const [id, account] of [
        ['a', 'maria'],
        ['b', null],
        ['c', 'maria'],
      ] as const)
        await keys.add(aKey(id, account), WHY);
      const own = await readPages((page) => keys.list(page, { account: 'maria' }), 1);
      assert.deepEqual(
        own.map(({ id, account }) => [id, account]),
        [
          ['c', 'maria'],
          ['a', 'maria'],
        ],
      );
      await refuses(keys.add(aKey('d', 'mario'), WHY), {
        ...{ code: 'ACCOUNT_NOT_FOUND', message: /mario/, details: { name: 'mario' } },
      });
    },
  });
}
