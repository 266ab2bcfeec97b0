import { useId, useState } from 'preact/hooks';
import { api, useAnswer } from '../../../api/index.ts';
import { FailureNote } from '../../../components/index.ts';
import { useAsking } from '../../schemas/use-asking.ts';

const MOST_VIEWS = 200;

/** Views that were saved, each a link; and a place to save what the page shows now. */
export function ViewMenu({
  page,
  address,
}: {
  readonly page: 'runs' | 'compare';
  /** Of what the page shows. */
  readonly address: string;
}) {
  const id = useId();
  const [nChanges, setChanges] = useState(0);
  const [name, setName] = useState('');
  const { isBusy, failure, ask } = useAsking();
  const answer = useAnswer(() => api.views.list({ limit: MOST_VIEWS }), String(nChanges));
  const views = answer.state === 'here' ? answer.value.items : [];
  const query = address.split('?')[1] ?? '';
  const changed = () => {
    setName('');
    setChanges(nChanges + 1);
  };
  const isThere = views.some((view) => view.name === name.trim());
  return (
    <details class="views">
      <summary class="small">Views{views.length > 0 && ` (${views.length})`}</summary>
      <div class="card">
        {views.length === 0 ? (
          <p class="soft small">
            A view keeps what a page shows under a name: filter, order, columns, picked runs.
          </p>
        ) : (
          <ul>
            {views.map((view) => (
              <li key={view.name}>
                <a href={`${view.page === 'runs' ? '/runs' : '/runs/compare'}?${view.query}`}>
                  {view.name}
                </a>{' '}
                {view.page === 'compare' && <span class="soft small">comparison</span>}
                <button
                  type="button"
                  class="quiet"
                  aria-label={`Forget ${view.name}`}
                  disabled={isBusy}
                  onClick={() => ask(() => api.views.remove({ name: view.name }), changed)}
                >
                  ✕
                </button>
              </li>
            ))}
          </ul>
        )}
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            ask(() => api.views.save({ name: name.trim(), page, query }), changed);
          }}
        >
          <label class="hidden" for={id}>
            Name of the view
          </label>
          <input
            id={id}
            required
            maxLength={100}
            placeholder="Name of what is shown now"
            autocomplete="off"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <button type="submit" class="second" disabled={isBusy || name.trim() === ''}>
            {isThere ? 'Replace' : 'Save'}
          </button>
        </form>
        {failure && <FailureNote failure={failure} />}
      </div>
    </details>
  );
}
