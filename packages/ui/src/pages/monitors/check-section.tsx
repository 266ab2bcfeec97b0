import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { CommandPanel, FailureNote } from '../../components/index.ts';
import { DriftView } from './drift-view.tsx';
import type { Checked } from './monitor-types.ts';

type Asked =
  | { readonly state: 'idle' | 'checking' }
  | { readonly state: 'here'; readonly checked: Checked }
  | { readonly state: 'failed'; readonly failure: AppError };

/** Judges the newest logged rows, when somebody asks for it. */
export function CheckSection({ endpoint }: { readonly endpoint: string }) {
  const [last, setLast] = useState('10000');
  const [asked, setAsked] = useState<Asked>({ state: 'idle' });
  const check = (event: Event) => {
    event.preventDefault();
    setAsked({ state: 'checking' });
    api.monitors.check({ endpoint, last }).then(
      (checked) => setAsked({ state: 'here', checked }),
      (thrown: unknown) => setAsked({ state: 'failed', failure: toAppError(thrown) }),
    );
  };
  return (
    <details class="card check-now">
      <summary>
        <h2>Check the newest rows by hand</h2>
      </summary>
      <p>
        Judges the newest logged rows as one window, without waiting for the next one, beside what
        the version of today learned from. The monitor itself does not change.
      </p>
      <form onSubmit={check} noValidate>
        <div class="field">
          <label for="monitor-last">Newest rows</label>
          <div class="row">
            <input
              id="monitor-last"
              inputMode="numeric"
              value={last}
              aria-describedby="monitor-last-hint"
              onInput={(event) => setLast(event.currentTarget.value)}
            />
            <button type="submit" disabled={asked.state === 'checking'}>
              Check now
            </button>
          </div>
          <p class="hint" id="monitor-last-hint">
            10 to 1,000,000
          </p>
        </div>
      </form>
      {asked.state === 'failed' && <FailureNote failure={asked.failure} />}
      {asked.state === 'here' && <DriftView checked={asked.checked} />}
      <CommandPanel
        title="The check as command"
        forms={[
          { name: 'Shell', code: `kaizen monitors check ${endpoint} --last ${last}` },
          {
            name: 'TypeScript',
            code: `const { status, findings } = await kaizen.monitors.check({ endpoint: '${endpoint}', last: ${last} });`,
          },
        ]}
      />
    </details>
  );
}
