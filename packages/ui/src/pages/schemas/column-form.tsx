import {
  COLUMN_TYPES,
  type ColumnSchema,
  type ColumnType,
  LIFECYCLE_STAGES,
  type LifecycleStage,
} from '@kaizenml/contracts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { FailureNote } from '../../components/index.ts';
import { type ColumnDraft, changedFields, comparatorKey, toDraft } from './column-draft.ts';
import { DeciderName, deciderName } from './decider-name.tsx';
import { useAsking } from './use-asking.ts';

type Change = (fields: Partial<ColumnDraft>) => void;

/** A dialog that changes what the schema says of one column. */
export function ColumnForm({
  dataset,
  version,
  name,
  column,
  environments,
  close,
  onEdited,
}: {
  readonly dataset: string;
  readonly version: number;
  readonly name: string;
  readonly column: ColumnSchema;
  readonly environments: readonly string[];
  readonly close: () => void;
  readonly onEdited: (words: string) => void;
}) {
  const place = useRef<HTMLDialogElement>(null);
  const [draft, setDraft] = useState(() => toDraft(column));
  const [why, setWhy] = useState('');
  const { isBusy, failure, ask } = useAsking();
  const change: Change = (fields) => setDraft({ ...draft, ...fields });
  useEffect(() => place.current?.showModal(), []);
  const set = changedFields(draft, column);
  const save = (event: Event) => {
    event.preventDefault();
    ask(
      () =>
        api.schemas.edit({
          name: dataset,
          column: name,
          set,
          after: version,
          why: why.trim() || undefined,
          by: deciderName(),
        }),
      ({ changes, version: stored, warnings }) => {
        close();
        onEdited([...changes, `The schema is at version ${stored}.`, ...warnings].join(' '));
      },
    );
  };
  return (
    <dialog ref={place} aria-labelledby="column-form" onClose={close}>
      <form onSubmit={save}>
        <h2 id="column-form">{name}</h2>
        <div class="fields">
          <TypeFields draft={draft} change={change} />
          <ValueFields draft={draft} change={change} />
          <PlaceFields draft={draft} change={change} environments={environments} />
        </div>
        <div class="fields">
          <Text label="Why" value={why} set={setWhy} hint="For the history." />
          <DeciderName />
        </div>
        {failure && <FailureNote failure={failure} />}
        <p class="row">
          <button type="submit" disabled={isBusy || Object.keys(set).length === 0}>
            Save as version {version + 1}
          </button>
          <button type="button" class="second" onClick={() => place.current?.close()}>
            Cancel
          </button>
        </p>
      </form>
    </dialog>
  );
}

interface FieldsOf {
  readonly draft: ColumnDraft;
  readonly change: Change;
}

function TypeFields({ draft, change }: FieldsOf) {
  return (
    <>
      <Choice
        label="Type"
        value={draft.type}
        options={COLUMN_TYPES}
        set={(type) => change({ type: type as ColumnType })}
      />
      <Text label="Unit" value={draft.unit} set={(unit) => change({ unit })} />
      <Text label="Meaning" value={draft.doc} set={(doc) => change({ doc })} />
      <Check
        label="The column must be there"
        checked={draft.isExpected}
        set={(isExpected) => change({ isExpected })}
      />
      {draft.isExpected && (
        <Text
          label="Share of rows with a value"
          value={draft.minShare}
          set={(minShare) => change({ minShare })}
          hint="0 to 1; 1 is every row."
        />
      )}
    </>
  );
}

function ValueFields({ draft, change }: FieldsOf) {
  const isText = draft.type === 'string' || draft.type === 'boolean';
  const hint = draft.type === 'date' ? 'As 2026-01-31.' : undefined;
  return (
    <>
      {draft.type !== 'string' && draft.type !== 'boolean' && (
        <>
          <Text label="Smallest" value={draft.min} set={(min) => change({ min })} hint={hint} />
          <Text label="Largest" value={draft.max} set={(max) => change({ max })} hint={hint} />
        </>
      )}
      {(isText || draft.type === 'integer' || draft.values !== '') && (
        <>
          <label class="field wide">
            <span>Allowed values</span>
            <textarea
              rows={5}
              value={draft.values}
              onInput={(event) => change({ values: event.currentTarget.value })}
            />
            <span class="hint">One per line; none allows all.</span>
          </label>
          <Text
            label="Share that must be one of them"
            value={draft.minDomainMass}
            set={(minDomainMass) => change({ minDomainMass })}
            hint="0 to 1; empty is all of them."
          />
        </>
      )}
      <Check
        label="No value occurs twice"
        checked={draft.isUnique}
        set={(isUnique) => change({ isUnique })}
      />
    </>
  );
}

function PlaceFields({
  draft,
  change,
  environments,
}: FieldsOf & { readonly environments: readonly string[] }) {
  const distance = comparatorKey(draft.type) === 'maxLInfinity' ? 'L∞' : 'Jensen-Shannon';
  return (
    <>
      <Choice
        label="Stage"
        value={draft.stage}
        options={LIFECYCLE_STAGES}
        set={(stage) => change({ stage: stage as LifecycleStage })}
        hint="Only production columns are checked."
      />
      <fieldset class="field">
        <legend>Not expected in</legend>
        {environments.map((one) => (
          <Check
            key={one}
            label={one}
            checked={draft.notIn.includes(one)}
            set={(isNot) =>
              change({
                notIn: isNot ? [...draft.notIn, one] : draft.notIn.filter((other) => other !== one),
              })
            }
          />
        ))}
      </fieldset>
      <Text
        label="Drift at most"
        value={draft.drift}
        set={(drift) => change({ drift })}
        hint={`${distance} to the version before, 0 to 1.`}
      />
      <Text
        label="Skew at most"
        value={draft.skew}
        set={(skew) => change({ skew })}
        hint={`${distance} between training and serving, 0 to 1.`}
      />
    </>
  );
}

function Text({
  label,
  value,
  set,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly hint?: string | undefined;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <input autocomplete="off" value={value} onInput={(event) => set(event.currentTarget.value)} />
      {hint !== undefined && <span class="hint">{hint}</span>}
    </label>
  );
}

function Choice({
  label,
  value,
  options,
  set,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly set: (value: string) => void;
  readonly hint?: string;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        {options.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
      {hint !== undefined && <span class="hint">{hint}</span>}
    </label>
  );
}

function Check({
  label,
  checked,
  set,
}: {
  readonly label: string;
  readonly checked: boolean;
  readonly set: (checked: boolean) => void;
}) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => set(event.currentTarget.checked)}
      />{' '}
      {label}
    </label>
  );
}
