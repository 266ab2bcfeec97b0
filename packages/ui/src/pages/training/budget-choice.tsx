import { BUDGETS, type TrainingSettings } from './training-settings.ts';

/** How long models are searched. */
export function BudgetChoice({
  settings: { budget, ownBudget, trials },
  change,
}: {
  readonly settings: TrainingSettings;
  readonly change: (changed: Partial<TrainingSettings>) => void;
}) {
  if (trials !== '')
    return (
      <p class="soft small">
        It ends after {trials} {trials === '1' ? 'candidate' : 'candidates'}, however long they
        take.
      </p>
    );
  return (
    <fieldset class="field">
      <legend>Time for the search</legend>
      <div class="budgets">
        {Object.entries(BUDGETS).map(([value, words]) => (
          <label key={value} class="chip">
            <input
              type="radio"
              class="unseen"
              name="budget"
              checked={budget === value}
              onChange={() => change({ budget: value })}
            />
            <span>{words}</span>
          </label>
        ))}
      </div>
      {budget === 'own' && (
        <label class="field own">
          <span>Time, such as 90s, 20m or 1h</span>
          <input
            required
            autocomplete="off"
            pattern="\s*\d+(\.\d+)?\s*(s|m|min|h)\s*"
            title="A number with s, m or h, such as 20m"
            value={ownBudget}
            onInput={(event) => change({ ownBudget: event.currentTarget.value })}
          />
        </label>
      )}
      <span class="hint">
        Good models come first: ten seconds give a fair one, more time a better one.
      </span>
    </fieldset>
  );
}
