/** A few choices side by side, one of which holds. */
export function Choices<Value extends string>({
  legend,
  options,
  chosen,
  onChoose,
}: {
  /** What is chosen, for those who do not see it. */
  readonly legend: string;
  readonly options: readonly (readonly [value: Value, words: string])[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <fieldset class="choices">
      <legend class="hidden">{legend}</legend>
      {options.map(([value, words]) => (
        <button
          key={value}
          type="button"
          class={value === chosen ? 'choice chosen' : 'choice'}
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {words}
        </button>
      ))}
    </fieldset>
  );
}
