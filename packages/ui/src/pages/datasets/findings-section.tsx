import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { countOf, fewFindings } from '../../charts/index.ts';
import { AnswerView, FailureNote } from '../../components/index.ts';
import { useAsking } from '../schemas/use-asking.ts';
import { FindingCards } from './finding-cards.tsx';
import type { DatasetShown } from './version-list.tsx';

type Finding = Checked['findings'][number];
type Checked = OutputOf<Operations['datasets']['check']>;

/** What the guardrails find, and what was noticed while the columns were looked at. */
export function FindingsSection({ dataset }: { readonly dataset: DatasetShown }) {
  const { name, version } = dataset;
  const reference = `${name}@${version}`;
  const [checked, setChecked] = useState<Checked>();
  const profile = useAnswer(() => api.datasets.profile({ name: reference }), reference);
  return (
    <>
      <h2>Guardrails</h2>
      <p class="soft">
        Leaks, copies, ids, labels, values and data about persons: what would spoil a model. With
        the column to predict, more is looked at.
      </p>
      <GuardrailForm dataset={dataset} onChecked={setChecked} />
      {checked && <GuardrailVerdict checked={checked} />}
      <h2>Noticed in its columns</h2>
      <AnswerView answer={profile}>
        {({ findings }) => {
          const others = findings.filter((one) => !isAmong(one, checked?.findings ?? []));
          return others.length === 0 ? (
            <p class="soft">Nothing {findings.length === 0 ? 'stood out' : 'else stood out'}.</p>
          ) : (
            <FindingCards findings={fewFindings(others)} />
          );
        }}
      </AnswerView>
    </>
  );
}

function isAmong({ code, column }: Finding, findings: readonly Finding[]): boolean {
  return findings.some((one) => one.code === code && one.column === column);
}

function GuardrailForm({
  dataset: { name, version, columns },
  onChecked,
}: {
  readonly dataset: DatasetShown;
  readonly onChecked: (checked: Checked) => void;
}) {
  const [target, setTarget] = useState('');
  const [time, setTime] = useState('');
  const { isBusy, failure, ask } = useAsking();
  const check = (event: Event) => {
    event.preventDefault();
    ask(
      () =>
        api.datasets.check({
          source: `${name}@${version}`,
          target: target || undefined,
          time: time || undefined,
        }),
      onChecked,
    );
  };
  const choice = (label: string, none: string, value: string, set: (value: string) => void) => (
    <label>
      {label}
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{none}</option>
        {columns.map((column) => (
          <option key={column.name}>{column.name}</option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <form class="tools check" onSubmit={check}>
        {choice('Column to predict', 'none', target, setTarget)}
        {choice('Time of a row', 'not known', time, setTime)}
        <button type="submit" disabled={isBusy}>
          {isBusy ? 'Checking …' : 'Run the guardrails'}
        </button>
      </form>
      {failure && <FailureNote failure={failure} />}
    </>
  );
}

function GuardrailVerdict({ checked }: { readonly checked: Checked }) {
  const { findings, passed, target, nRows, nColumns, source } = checked;
  const about = target === null ? '' : ` to predict ${target}`;
  return (
    <>
      <div
        class={findings.length === 0 ? 'note good' : passed ? 'note warned' : 'note failed'}
        role="status"
        data-testid="verdict"
      >
        <strong>
          {findings.length === 0
            ? `✓ Nothing was found in ${source}${about}.`
            : `${passed ? '!' : '✗'} ${countOf(findings.length, 'finding')} in ${source}${about}.`}
        </strong>
        <p>
          {countOf(nRows, 'row')} and {countOf(nColumns, 'column')} were looked at.
        </p>
      </div>
      <FindingCards findings={fewFindings(findings)} />
    </>
  );
}
