import { formatNumber } from '../../charts/index.ts';
import type { ShownField } from './model-shown.ts';

/** Above so many levels a list to search replaces the menu. */
const MANY_LEVELS = 30;

/** The input of one column: a number, a date, a menu of levels or a text, with what training saw. */
export function FieldInput({
  field,
  text,
  problems,
  onText,
}: {
  readonly field: ShownField;
  readonly text: string;
  readonly problems: readonly string[];
  readonly onText: (text: string) => void;
}) {
  const id = `field-${field.name}`;
  const shared = {
    id,
    name: field.name,
    'aria-describedby': `${id}-hint ${id}-problem`,
    'aria-invalid': problems.length > 0,
  };
  const type = (event: { readonly currentTarget: HTMLInputElement | HTMLSelectElement }) =>
    onText(event.currentTarget.value);
  return (
    <div class="field">
      <label for={id}>{field.name}</label>
      {hasMenu(field) ? (
        <select {...shared} value={text} onChange={type}>
          {!field.required && <option value="">(missing)</option>}
          {(field.levels ?? []).map((level) => (
            <option key={level} value={level}>
              {level}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type={field.kind === 'date' && isDay(text) ? 'date' : 'text'}
          inputMode={field.kind === 'number' ? 'decimal' : 'text'}
          autocomplete="off"
          placeholder={field.typical === null ? undefined : `typical: ${field.typical}`}
          list={field.levels ? `${id}-levels` : undefined}
          value={text}
          onInput={type}
        />
      )}
      {!hasMenu(field) && field.levels && (
        <datalist id={`${id}-levels`}>
          {field.levels.map((level) => (
            <option key={level} value={level} />
          ))}
        </datalist>
      )}
      <p class="hint" id={`${id}-hint`}>
        {hintOf(field)}
      </p>
      <div id={`${id}-problem`} aria-live="polite">
        {problems.map((sentence) => (
          <p class="problem" key={sentence}>
            {sentence}
          </p>
        ))}
      </div>
    </div>
  );
}

function hasMenu({ kind, levels }: ShownField): boolean {
  return (
    (kind === 'category' || kind === 'boolean') &&
    levels !== undefined &&
    levels.length <= MANY_LEVELS
  );
}

function isDay(text: string): boolean {
  return text === '' || /^\d{4}-\d\d-\d\d$/.test(text);
}

function hintOf({ kind, range, levels, unit, required, integer }: ShownField): string {
  const parts = [
    kind === 'number' &&
      range &&
      `${integer ? 'whole number, ' : ''}${formatNumber(range[0])} to ${formatNumber(range[1])} in training`,
    kind === 'date' &&
      range &&
      `${range.map((ms) => new Date(ms).toISOString().slice(0, 10)).join(' to ')} in training`,
    levels && levels.length > MANY_LEVELS && `one of ${formatNumber(levels.length)} levels`,
    unit,
    !required && 'may be empty',
  ];
  return parts.filter(Boolean).join(' · ');
}
