/** A choice of one of several things. */
export interface Choice {
  readonly label: string;
  readonly value: string;
  readonly options: Readonly<Record<string, string>>;
  readonly choose: (value: string) => void;
}

/** What is above the cards of columns: search, choices, and how numbers are drawn. */
export function CardTools({
  words,
  search,
  choices,
}: {
  readonly words: string;
  readonly search: (words: string) => void;
  readonly choices: readonly Choice[];
}) {
  return (
    <div class="tools">
      <label class="search">
        Search columns
        <input
          type="search"
          autocomplete="off"
          value={words}
          onInput={(event) => search(event.currentTarget.value)}
        />
      </label>
      {choices.map(({ label, value, options, choose }) => (
        <label key={label}>
          {label}
          <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
            {Object.entries(options).map(([key, name]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ))}
      <fieldset>
        <legend>Numbers as</legend>
        <label>
          <input type="radio" name="bins" defaultChecked /> Histogram
        </label>
        <label>
          <input type="radio" name="bins" class="bins-count" /> Quantiles
        </label>
      </fieldset>
    </div>
  );
}
