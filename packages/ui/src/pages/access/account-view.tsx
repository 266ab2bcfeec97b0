import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { AnswerView, CommandPanel, ScrollTable, When } from '../../components/index.ts';
import { GrantForm } from './grant-form.tsx';
import type { Roles } from './role-badges.tsx';
import { RoleTable } from './role-table.tsx';

type Shown = Awaited<ReturnType<typeof api.accounts.show>>;

/** One account: its roles, which may be given and taken here, and its keys. */
export function AccountView({ name }: { readonly name: string }) {
  const answer = useAnswer(() => api.accounts.show({ name }), name);
  const [changed, setChanged] = useState<Roles>();
  return (
    <AnswerView answer={answer}>
      {(account) => (
        <>
          <Facts account={account} />
          <h2>Roles</h2>
          <RoleTable name={name} roles={changed ?? account.roles} onChange={setChanged} />
          {account.closedAt === null && <GrantForm name={name} onChange={setChanged} />}
          <h2>Keys</h2>
          <Keys keys={account.keys} />
          <p>
            <a href={`/audit?name=${encodeURIComponent(`account:${name}`)}`}>
              Who changed this account, and why →
            </a>
          </p>
          <Commands account={account} />
        </>
      )}
    </AnswerView>
  );
}

function Facts({ account }: { readonly account: Shown }) {
  const { kind, createdAt, closedAt } = account;
  return (
    <>
      <dl class="facts">
        <div>
          <dt>Kind</dt>
          <dd>{kind}</dd>
        </div>
        <div>
          <dt>Since</dt>
          <dd>
            <When at={createdAt} />
          </dd>
        </div>
      </dl>
      {closedAt !== null && (
        <p class="note warned">
          Closed <When at={closedAt} />: its keys and tokens are refused, and it is given nothing.
        </p>
      )}
    </>
  );
}

function Keys({ keys }: { readonly keys: Shown['keys'] }) {
  if (keys === null)
    return <p class="note">The keys of an account are for itself and for administrators to see.</p>;
  if (keys.length === 0) return <p class="note">It has no keys: nobody can ask as this account.</p>;
  return (
    <ScrollTable label="Keys" stacks head={['Key', 'Last used', 'Made', 'Ends', 'Id']}>
      {keys.map(({ id, name, createdAt, lastUsedAt, expiresAt, revokedAt }) => (
        <tr key={id}>
          <td data-name="Key">{name}</td>
          <td data-name="Last used">{lastUsedAt === null ? 'never' : <When at={lastUsedAt} />}</td>
          <td data-name="Made">
            <When at={createdAt} />
          </td>
          <td data-name="Ends">
            {revokedAt !== null ? (
              <span>
                revoked <When at={revokedAt} />
              </span>
            ) : expiresAt === null ? (
              'never'
            ) : (
              <When at={expiresAt} />
            )}
          </td>
          <td data-name="Id">
            <code>{id}</code>
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function Commands({ account }: { readonly account: Shown }) {
  const { name, closedAt } = account;
  return (
    <CommandPanel
      forms={[
        {
          name: 'Shell',
          code: [
            `kaizen accounts show ${name}`,
            ...(closedAt === null
              ? [
                  `kaizen keys create laptop --account ${name}`,
                  `kaizen accounts close ${name} --note "Left the team."`,
                ]
              : [`kaizen accounts open ${name}`]),
            `kaizen audit list --name account:${name}`,
          ].join('\n'),
          note: 'Keys are made, and accounts closed, at the machine of the server. A key is shown once.',
        },
      ]}
    />
  );
}
