import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderPairs, renderTable } from '../table.ts';
import { type Look, nextPage, type Renderers } from './render.ts';

type Account = OutputOf<Operations['accounts']['create']>;
type Shown = OutputOf<Operations['accounts']['show']>;
type OwnKey = NonNullable<Shown['keys']>[number];

export const renderAccounts: Renderers<'accounts'> = {
  create: (account, look) =>
    [
      renderAccount(account, look),
      '',
      ...(account.roles.length === 0
        ? [look.style.dim(`Give it a role: kaizen accounts grant ${account.name} read`)]
        : []),
      look.style.dim(`Make it a key: kaizen keys create laptop --account ${account.name}`),
    ].join('\n'),
  list: ({ items, next }, look) =>
    items.length === 0
      ? 'No accounts yet: keys of none may do what their scopes say, everywhere. Make one with `kaizen accounts create NAME`.'
      : renderTable<Account>(
          items,
          [
            { title: 'account', cell: ({ name }) => name },
            { title: 'kind', cell: ({ kind }) => kind },
            { title: 'roles', cell: ({ roles }) => sayRoles(roles) },
            { title: 'since', cell: ({ createdAt }) => formatInstant(createdAt) },
            { title: 'state', cell: stateOf },
          ],
          look.style,
        ) + nextPage(next, look),
  show: ({ keys, ...account }, look) =>
    [renderAccount(account, look), '', renderKeys(keys, look)].join('\n'),
  grant: renderAccount,
  withdraw: renderAccount,
  close: renderAccount,
  open: renderAccount,
};

/** `read everywhere; write, approve at model churn`. */
export function sayRoles(roles: Account['roles']): string {
  const byPlace = new Map<string, string[]>();
  for (const { role, thing } of roles) {
    const place = thing === null ? 'everywhere' : `at ${thing.kind} ${thing.name}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), role]);
  }
  if (byPlace.size === 0) return 'none';
  return [...byPlace].map(([place, names]) => `${names.join(', ')} ${place}`).join('; ');
}

function renderAccount(account: Account, { style }: Look): string {
  const { name, kind, roles, createdAt } = account;
  const [first = 'none', ...rest] = sayRoles(roles).split('; ');
  return renderPairs(
    [
      ['account', name],
      ['kind', kind],
      ['roles', first],
      ...rest.map((line): [string, string] => ['', line]),
      ['since', formatInstant(createdAt)],
      ['state', stateOf(account)],
    ],
    style,
  );
}

function renderKeys(keys: Shown['keys'], { style }: Look): string {
  if (keys === null) return style.dim('Its keys are for itself and for administrators to see.');
  if (keys.length === 0) return 'It has no keys.';
  return renderTable<OwnKey>(
    keys,
    [
      { title: 'key', cell: ({ name }) => name },
      { title: 'last used', cell: ({ lastUsedAt }) => formatInstant(lastUsedAt) },
      { title: 'ends', cell: endOf },
      { title: 'id', cell: ({ id }) => id },
    ],
    style,
  );
}

function stateOf({ closedAt }: Account): string {
  return closedAt === null ? 'open' : `closed ${formatInstant(closedAt)}`;
}

function endOf({ revokedAt, expiresAt }: OwnKey): string {
  if (revokedAt !== null) return `revoked ${formatInstant(revokedAt)}`;
  return expiresAt === null ? 'never' : formatInstant(expiresAt);
}
