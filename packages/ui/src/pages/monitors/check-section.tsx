import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { CommandPanel, FailureNote } from '../../components/index.ts';
import { type Drift, DriftView } from './drift-view.tsx';

type Checked =
  | { readonly state: 'idle' | 'checking' }
  | { readonly state: 'here'; readonly drift: Drift }
  | { readonly state: 'failed'; readonly failure: AppError };

const FIELDS = [
  { name: 'last', label: 'Newest rows compared', hint: '10 to 1,000,000' },
  {
    name: 'psi',
    label: 'Threshold of the stability index (PSI)',
    hint: 'above it a column drifts; 0.2 by convention',
  },
  {
    name: 'missingShift',
    label: 'Threshold of missing values',
    hint: 'change of the share, 0 to 1',
  },
] as const;

const DEFAULTS = { last: '10000', psi: '0.2', missingShift: '0.1' } as const;

/** Compares the newest logged rows with what the model learned from, when somebody asks for it. */
export function CheckSection({ endpoint }: { readonly endpoint: string }) {
  const [texts, setTexts] = useState<Readonly<Record<keyof typeof DEFAULTS, string>>>(DEFAULTS);
  const [checked, setChecked] = useState<Checked>({ state: 'idle' });
  const check = (event: Event) => {
    event.preventDefault();
    setChecked({ state: 'checking' });
    api.monitors.check({ endpoint, ...texts }).then(
      (drift) => setChecked({ state: 'here', drift }),
      (thrown: unknown) => setChecked({ state: 'failed', failure: toAppError(thrown) }),
    );
  };
  return (
    <details class="card check-now">
      <summary>
        <h2>Check the newest rows by hand</h2>
      </summary>
      <p>
        Compares the newest logged rows with the training data by the population stability index,
        whatever the windows are.
      </p>
      <form onSubmit={check} noValidate>
        <div class="fields">
          {FIELDS.map(({ name, label, hint }) => (
            <div class="field" key={name}>
              <label for={`monitor-${name}`}>{label}</label>
              <input
                id={`monitor-${name}`}
                inputMode="decimal"
                value={texts[name]}
                aria-describedby={`monitor-${name}-hint`}
                onInput={(event) => setTexts({ ...texts, [name]: event.currentTarget.value })}
              />
              <p class="hint" id={`monitor-${name}-hint`}>
                {hint}
              </p>
            </div>
          ))}
        </div>
        <p>
          <button type="submit" disabled={checked.state === 'checking'}>
            Check now
          </button>
        </p>
      </form>
      {checked.state === 'failed' && <FailureNote failure={checked.failure} />}
      {checked.state === 'here' && <DriftView drift={checked.drift} />}
      <CommandPanel
        title="The check as command"
        forms={[
          {
            name: 'Shell',
            code: `kaizen monitors check ${endpoint} --last ${texts.last} --psi ${texts.psi} --missing-shift ${texts.missingShift}`,
          },
          {
            name: 'TypeScript',
            code: `const drift = await kaizen.monitors.check({ endpoint: '${endpoint}', last: ${texts.last}, psi: ${texts.psi}, missingShift: ${texts.missingShift} });`,
          },
        ]}
      />
    </details>
  );
}
