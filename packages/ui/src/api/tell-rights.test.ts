import { describe, expect, it } from 'vitest';
import { type Need, type Self, tellRights } from './tell-rights.ts';

type Roles = NonNullable<Self['account']>['roles'];

const CHURN = { kind: 'model', id: 'churn' } as const;
const role = (name: Roles[number]['role'], thing: Roles[number]['thing'] = null) => ({
  ...{ role: name, thing, at: '2026-01-01T00:00:00.000Z' },
});
const self = (changes: Partial<Self> = {}): Self => ({
  ...{ id: 'k', scopes: ['admin'], endpoints: null, account: null },
  ...changes,
});
const maria = (...roles: Roles) =>
  self({ account: { name: 'maria', kind: 'person', roles: [...roles] } });

describe('tellRights', () => {
  it.each<[string, Self, Need]>([
    ['a key of no account by its scope', self({ scopes: ['approve'] }), { role: 'approve' }],
    ['the token of the server everything', self({ id: 'admin' }), { role: 'admin', at: CHURN }],
    [
      'a role at the thing',
      maria(role('write', { ...CHURN, name: 'churn' })),
      { role: 'write', at: CHURN },
    ],
    ['a role everywhere at every thing', maria(role('approve')), { role: 'approve', at: CHURN }],
    ['any role to look', maria(role('write')), { role: 'read', at: CHURN }],
    ['admin to do all', maria(role('admin')), { role: 'approve' }],
  ])('lets %s', (_, who, need) => {
    expect(tellRights(who, need)).toEqual({ mayChange: true, why: undefined });
  });

  it.each<[Self, Need, string]>([
    [
      self({ scopes: ['read', 'write'] }),
      { role: 'approve' },
      'Changing this needs a key with the scope approve; yours has read, write.',
    ],
    [
      self({ endpoints: ['churn'] }),
      { role: 'approve', at: CHURN },
      'Changing this needs a key for all endpoints; yours is for churn.',
    ],
    [
      maria(role('write'), role('approve', { ...CHURN, id: 'demand', name: 'demand' })),
      { role: 'approve', at: CHURN },
      'This needs the role approve at this model, which the account maria does not have.',
    ],
    [
      maria(role('admin', { kind: 'experiment', id: 'churn', name: 'x' })),
      { role: 'admin', at: CHURN },
      'This needs the role admin at this model, which the account maria does not have.',
    ],
    [
      maria(role('admin', { ...CHURN, name: 'churn' })),
      { role: 'admin' },
      'This needs the role admin everywhere, which the account maria does not have.',
    ],
  ])('says why not', (who, need, why) => {
    expect(tellRights(who, need)).toEqual({ mayChange: false, why });
  });
});
