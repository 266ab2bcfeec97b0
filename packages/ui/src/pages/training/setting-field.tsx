import { useId } from 'preact/hooks';
import { WithCode } from '../../components/index.ts';
import { type SettingWords, wordsOf } from './setting-words.ts';
import type { Plan } from './training-types.ts';

type Setting = Plan['settings'][number];

/** One thing that a task may be told: what holds, what that means, and what the server says against it. */
export function SettingField({
  setting: { name, value, says, options },
  told,
  problem,
  tell,
}: {
  readonly setting: Setting;
  /** As the person has said it; empty: nothing. */
  readonly told: string;
  readonly problem: string | undefined;
  readonly tell: (value: string) => void;
}) {
  const id = useId();
  const { title, unset, kind } = wordsOf(name);
  const about = `${id}-says`;
  const shared = {
    id,
    'aria-describedby': about,
    'aria-invalid': problem === undefined ? undefined : ('true' as const),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      tell(event.currentTarget.value),
  };
  const how = value === unset ? 'as usual' : 'inferred';
  const asUsual = told === '' && value !== null ? `${value} (${how})` : unset;
  return (
    <div class="field">
      <label for={id}>{title}</label>
      {options === null ? (
        <TypedInput kind={kind} {...shared} placeholder={value ?? unset} value={told} />
      ) : (
        <select {...shared} value={told}>
          <option value="">{asUsual}</option>
          {options.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      )}
      <Says id={about} says={says} problem={problem} />
    </div>
  );
}

function TypedInput({
  kind,
  ...shared
}: Pick<SettingWords, 'kind'> & {
  readonly id: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void;
}) {
  return kind === 'text' ? (
    <input type="text" autocomplete="off" {...shared} />
  ) : (
    <input type="number" step={kind === 'decimal' ? 'any' : '1'} {...shared} />
  );
}

/** What a setting means, or what the server says against it. */
export function Says({
  id,
  says,
  problem,
}: {
  readonly id: string;
  readonly says: string;
  readonly problem: string | undefined;
}) {
  return (
    <p id={id} class={problem === undefined ? 'hint' : 'problem'} aria-live="polite">
      <WithCode text={problem ?? says} />
    </p>
  );
}
