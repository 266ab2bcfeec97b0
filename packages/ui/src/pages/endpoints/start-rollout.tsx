import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api, useAnswer, useRights } from '../../api/index.ts';
import { ConfirmDialog, FailureNote } from '../../components/index.ts';
import { sayStart } from './say-decision.ts';

type Endpoint = Awaited<ReturnType<typeof api.endpoints.show>>;

const STRATEGIES = [
  ['canary', 'Canary: a growing share of the requests'],
  ['shadow', 'Shadow: answers besides, and nobody sees them'],
  ['blue-green', 'Blue-green: all requests at once'],
  ['ab', 'Test: half each, until labels tell which is better'],
  ['bandit', 'Bandit: more for the one that brings more'],
  ['contextual-bandit', 'Contextual bandit: what a request says decides'],
] as const;

type Strategy = (typeof STRATEGIES)[number][0];

/** Lets another version take over, where there is one. */
export function StartRollout({
  endpoint,
  onChange,
}: {
  readonly endpoint: Endpoint;
  readonly onChange: () => void;
}) {
  const { name, version } = endpoint;
  const model = useAnswer(() => api.models.show({ name }), name);
  const [to, setTo] = useState<number>();
  const [strategy, setStrategy] = useState<Strategy>('canary');
  const [isAsking, ask] = useState(false);
  const [note, setNote] = useState('');
  const rights = useRights({ role: 'approve', at: { kind: 'model', id: name } });
  const [failure, setFailure] = useState<AppError>();
  if (model.state !== 'here') return null;
  const others = model.value.versions.filter((each) => each.version !== version);
  const chosen = to ?? others[0]?.version;
  if (chosen === undefined)
    return (
      <p class="soft">
        There is one version. When another one is trained, it can take over here step by step.
      </p>
    );
  const start = () => {
    ask(false);
    setFailure(undefined);
    api.rollouts
      .start({ endpoint: name, to: chosen, strategy, ...(note === '' ? {} : { note }) })
      .then(onChange, (thrown: unknown) => setFailure(toAppError(thrown)));
  };
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask(true);
        }}
      >
        <h2>Let another version take over</h2>
        <p class="row">
          <label for="rollout-to">Version</label>
          <select
            id="rollout-to"
            value={String(chosen)}
            onChange={(event) => setTo(Number(event.currentTarget.value))}
          >
            {others.map((each) => (
              <option key={each.version} value={String(each.version)}>
                {each.version}: {each.title}
              </option>
            ))}
          </select>
          <label for="rollout-strategy">How</label>
          <select
            id="rollout-strategy"
            value={strategy}
            onChange={(event) => setStrategy(event.currentTarget.value as Strategy)}
          >
            {STRATEGIES.map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
          <button type="submit" disabled={!rights.mayChange}>
            Start
          </button>
        </p>
        <p class="soft small">
          Failures, latency and answers of both versions are compared all the time; harm rolls it
          back by itself.{rights.why === undefined ? '' : ` ${rights.why}`}
        </p>
        {failure && <FailureNote failure={failure} />}
      </form>
      {isAsking && (
        <ConfirmDialog
          {...sayStart(strategy, { from: version, to: chosen })}
          note={note}
          onNote={setNote}
          onConfirm={start}
          onClose={() => ask(false)}
        />
      )}
    </>
  );
}
