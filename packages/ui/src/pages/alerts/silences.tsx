import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api, useLive } from '../../api/index.ts';
import { FailureNote, When } from '../../components/index.ts';

const ASK_EVERY_MS = 15_000;

/** What nobody is told of for a while, and why; one may be added, or ended. */
export function Silences() {
  const { value, failure, show } = useLive(() => api.alerts.silences({}), {
    key: '',
    everyMs: ASK_EVERY_MS,
  });
  const [failed, setFailed] = useState<AppError>();
  const shown = failed ?? failure;
  const items = value?.items ?? [];
  const end = (id: string) =>
    api.alerts.unsilence({ id }).then(
      () => show({ items: items.filter((each) => each.id !== id) }),
      (thrown: unknown) => setFailed(toAppError(thrown)),
    );
  if (failure?.row.status === 403) return null;
  return (
    <section aria-label="Silences">
      <h2>Silences</h2>
      <p class="soft">
        Alerts under a silence are recorded, but nobody is told of them before it is over.
      </p>
      {shown && <FailureNote failure={shown} />}
      {items.length > 0 && (
        <ul class="versions card">
          {items.map(({ id, match, why, untilAt, who }) => (
            <li key={id} class="row between">
              <span>
                <code>{match}</code> {why}
                <span class="soft small">
                  {' '}
                  {who !== null && `${who}, `}over <When at={untilAt} />
                </span>
              </span>
              <button type="button" class="quiet" onClick={() => void end(id)}>
                End it now
              </button>
            </li>
          ))}
        </ul>
      )}
      <SilenceForm onAdd={(silence) => show({ items: [silence, ...items] })} />
    </section>
  );
}

type Silence = Awaited<ReturnType<typeof api.alerts.silence>>;

function SilenceForm({ onAdd }: { readonly onAdd: (silence: Silence) => void }) {
  const [typed, setTyped] = useState({ match: '', why: '', for: '2h' });
  const [failure, setFailure] = useState<AppError>();
  const add = (event: Event) => {
    event.preventDefault();
    api.alerts.silence(typed).then(
      (silence) => {
        setTyped({ match: '', why: '', for: '2h' });
        setFailure(undefined);
        onAdd(silence);
      },
      (thrown: unknown) => setFailure(toAppError(thrown)),
    );
  };
  const fields = [
    ['match', 'Subject', 'such as endpoint:churn*'],
    ['for', 'How long', 'such as 2h or 1d'],
    ['why', 'Why', 'for those who wonder'],
  ] as const;
  return (
    <form class="card" onSubmit={add}>
      <div class="fields">
        {fields.map(([name, label, hint]) => (
          <div class="field" key={name}>
            <label for={`silence-${name}`}>{label}</label>
            <input
              id={`silence-${name}`}
              autocomplete="off"
              required
              value={typed[name]}
              aria-describedby={`silence-${name}-hint`}
              onInput={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
            />
            <p class="hint" id={`silence-${name}-hint`}>
              {hint}
            </p>
          </div>
        ))}
      </div>
      <p>
        <button type="submit">Be silent about it</button>
      </p>
      {failure && <FailureNote failure={failure} />}
    </form>
  );
}
