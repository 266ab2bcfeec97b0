import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderPairs, renderTable } from '../table.ts';
import { sayRoles } from './accounts.ts';
import { type Look, nextPage, type Renderers } from './render.ts';

type ApiKey = OutputOf<Operations['keys']['revoke']>;

export const renderKeys: Renderers<'keys'> = {
  create: ({ key, ...described }, look) =>
    [
      renderKey(described, look),
      '',
      key,
      '',
      look.style.dim('This is the only time that the key is shown: the home keeps a hash of it.'),
      look.style.dim(
        'A server that runs already and asks nobody for a key begins to with its next start.',
      ),
    ].join('\n'),
  list: ({ items, next }, look) =>
    items.length === 0
      ? 'No keys yet: a server asks for none but its token. Make one with `kaizen keys create NAME --scopes predict`.'
      : renderTable<ApiKey>(
          items,
          [
            { title: 'name', cell: ({ name }) => name },
            { title: 'account', cell: ({ account }) => account ?? '–' },
            { title: 'scopes', cell: scopesOf },
            { title: 'endpoints', cell: endpointsOf },
            { title: 'limits', cell: limitsOf },
            { title: 'ends', cell: endOf },
            { title: 'last used', cell: ({ lastUsedAt }) => formatInstant(lastUsedAt) },
            { title: 'id', cell: ({ id }) => id },
          ],
          look.style,
        ) + nextPage(next, look),
  revoke: renderKey,
  self: ({ id, account, scopes, endpoints }, { style }) =>
    renderPairs(
      [
        ['key', id ?? 'none is asked for'],
        ...(account === null ? [] : pairsOfAccount(account)),
        ['scopes', scopes.join(', ')],
        ['endpoints', endpoints?.join(', ') ?? 'all'],
      ],
      style,
    ),
};

function pairsOfAccount({
  name,
  roles,
}: NonNullable<OutputOf<Operations['keys']['self']>['account']>): [string, string][] {
  return [
    ['account', name],
    ['roles', sayRoles(roles)],
  ];
}

function renderKey(key: ApiKey, { style }: Look): string {
  return renderPairs(
    [
      ['name', key.name],
      ['account', key.account ?? 'none: its scopes alone bind it'],
      ['scopes', scopesOf(key)],
      ['endpoints', endpointsOf(key)],
      ['limits', limitsOf(key)],
      ['ends', endOf(key)],
      ['id', key.id],
    ],
    style,
  );
}

/** Of an account `admin` is no more than what the account may. */
function scopesOf({ account, scopes }: ApiKey): string {
  return account !== null && scopes.includes('admin')
    ? 'all that the account may'
    : scopes.join(', ');
}

function endpointsOf({ endpoints }: ApiKey): string {
  return endpoints === null ? 'all' : endpoints.join(', ');
}

function limitsOf({ perSecond, burst, perDay }: ApiKey): string {
  const limits = [
    ...(perSecond === null ? [] : [`${perSecond}/s, ${burst} at once`]),
    ...(perDay === null ? [] : [`${perDay} a day`]),
  ];
  return limits.length === 0 ? 'none' : limits.join('; ');
}

function endOf({ revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt !== null) return `revoked ${formatInstant(revokedAt)}`;
  return expiresAt === null ? 'never' : formatInstant(expiresAt);
}
