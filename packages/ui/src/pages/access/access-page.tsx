import { api, useAnswer } from '../../api/index.ts';
import {
  AnswerView,
  CommandPanel,
  EmptyNote,
  Page,
  ScrollTable,
  When,
} from '../../components/index.ts';
import { accountAddress } from './account-address.ts';
import { AccountView } from './account-view.tsx';
import { OwnAccess } from './own-access.tsx';
import { RoleBadges } from './role-badges.tsx';

type Account = Awaited<ReturnType<typeof api.accounts.list>>['items'][number];

/** Who may do what: all accounts, or one of them. */
export function AccessPage({
  account,
  after,
}: {
  readonly account: string | undefined;
  readonly after: string | undefined;
}) {
  if (account !== undefined)
    return (
      <Page title={account} kicker={<a href="/access">Access</a>}>
        <AccountView name={account} />
      </Page>
    );
  return (
    <Page title="Access">
      <OwnAccess />
      <Accounts after={after} />
      <CommandPanel
        title="Make an account"
        forms={[
          {
            name: 'Shell',
            code: [
              'kaizen accounts create maria',
              'kaizen accounts grant maria write --model churn',
              'kaizen keys create laptop --account maria',
            ].join('\n'),
            note: 'Accounts and keys are made at the machine of the server, by who has its home. The key is shown once.',
          },
        ]}
      />
    </Page>
  );
}

function Accounts({ after }: { readonly after: string | undefined }) {
  const answer = useAnswer(() => api.accounts.list({ limit: 50, after }), after ?? '');
  return (
    <section>
      <h2>Accounts</h2>
      <AnswerView answer={answer}>
        {({ items, next }) =>
          items.length === 0 ? (
            <EmptyNote title="No accounts yet" command="kaizen accounts create maria --role read">
              Without them a key may do what its scopes say, at every experiment and model.
            </EmptyNote>
          ) : (
            <>
              <ScrollTable
                label="Accounts"
                stacks
                head={['Account', 'Kind', 'Roles', 'Since', 'State']}
              >
                {items.map((one) => (
                  <AccountRow key={one.name} account={one} />
                ))}
              </ScrollTable>
              {next !== undefined && (
                <p>
                  <a href={`/access?after=${encodeURIComponent(next)}`}>More →</a>
                </p>
              )}
              <p class="small soft">
                Roles at experiments and models that you may not look at are left out.
              </p>
            </>
          )
        }
      </AnswerView>
    </section>
  );
}

function AccountRow({ account }: { readonly account: Account }) {
  const { name, kind, roles, createdAt, closedAt } = account;
  return (
    <tr>
      <td data-name="Account">
        <a href={accountAddress(name)}>{name}</a>
      </td>
      <td data-name="Kind">{kind}</td>
      <td data-name="Roles" class="wide">
        <RoleBadges roles={roles} />
      </td>
      <td data-name="Since">
        <When at={createdAt} />
      </td>
      <td data-name="State">
        {closedAt === null ? (
          'open'
        ) : (
          <span>
            closed <When at={closedAt} />
          </span>
        )}
      </td>
    </tr>
  );
}
