import { type Self, useSelf } from '../../api/index.ts';
import { AnswerView } from '../../components/index.ts';
import { accountAddress } from './account-address.ts';
import { RoleBadges } from './role-badges.tsx';

/** Who the server takes the person of this tab for. */
export function OwnAccess() {
  const answer = useSelf();
  return (
    <section aria-label="You">
      <AnswerView answer={answer}>{(self) => <Told self={self} />}</AnswerView>
    </section>
  );
}

function Told({ self }: { readonly self: Self }) {
  const { id, scopes, account } = self;
  if (id === null)
    return (
      <p class="note">
        This server asks nobody for a key: who reaches it may do everything. It listens on this
        machine alone.
      </p>
    );
  if (account === null)
    return (
      <p class="note">
        {id === 'admin'
          ? 'You ask with the token of the server, which may do everything.'
          : `You ask with a key of no account: it may do what its scopes say (${scopes.join(', ')}), everywhere.`}
      </p>
    );
  return (
    <dl class="facts">
      <div>
        <dt>You are</dt>
        <dd>
          <a href={accountAddress(account.name)}>{account.name}</a>
        </dd>
      </div>
      <div>
        <dt>You may</dt>
        <dd>
          <RoleBadges roles={account.roles} />
        </dd>
      </div>
      <div>
        <dt>Scopes of this key</dt>
        <dd>{scopes.join(', ')}</dd>
      </div>
    </dl>
  );
}
