import { useId } from 'preact/hooks';
import type { FieldProblems } from './field-problems.ts';
import { Says, SettingField } from './setting-field.tsx';
import { TARGETED_TASKS, UNTARGETED_TASKS, wordsOf } from './setting-words.ts';
import { type TrainingSettings, tell, UNTARGETED } from './training-settings.ts';
import type { Plan } from './training-types.ts';

/** What most people leave as it is: the task and what it may be told, as the server lists it. */
export function MoreChoices({
  settings,
  change,
  plan,
  problems,
  columns,
}: {
  readonly settings: TrainingSettings;
  readonly change: (changed: Partial<TrainingSettings>) => void;
  readonly plan: Plan | undefined;
  readonly problems: FieldProblems;
  /** Columns besides the target. */
  readonly columns: readonly string[];
}) {
  const { told, trials, seed, ignore } = settings;
  const isSearched = !UNTARGETED.includes(told.task ?? '') && told.task !== 'forecast';
  const set = (name: Parameters<typeof tell>[1]) => (value: string) =>
    change({
      told: tell(told, name, value),
      ...(name === 'task' && { trials: '' }),
    });
  return (
    <details>
      <summary>More choices</summary>
      <div class="fields">
        <TaskField told={told.task} plan={plan} problem={problems.get('task')} tell={set('task')} />
        {plan !== undefined && plan.metric !== null && isSearched && (
          <MetricField
            told={told.metric ?? ''}
            metric={plan.metric}
            metrics={plan.metrics}
            problem={problems.get('metric')}
            tell={set('metric')}
          />
        )}
        {plan?.settings.map((setting) => (
          <SettingField
            key={`${plan.task} ${setting.name}`}
            setting={setting}
            told={told[setting.name] ?? ''}
            problem={problems.get(setting.name)}
            tell={set(setting.name)}
          />
        ))}
        {isSearched && (
          <NumberField
            title="Candidates instead of a time"
            hint="The same result on every machine."
            placeholder="as many as fit in"
            range={[1, 1000]}
            value={trials}
            set={(value) => change({ trials: value })}
          />
        )}
        <NumberField
          title="Seed"
          hint="Same seed, same draws of chance."
          placeholder="1"
          range={[0, Number.MAX_SAFE_INTEGER]}
          value={seed}
          set={(value) => change({ seed: value })}
        />
      </div>
      {told.task !== 'forecast' && (
        <LeftOut columns={columns} ignore={ignore} set={(names) => change({ ignore: names })} />
      )}
    </details>
  );
}

function TaskField({
  told = '',
  plan,
  problem,
  tell: say,
}: {
  readonly told: string | undefined;
  readonly plan: Plan | undefined;
  readonly problem: string | undefined;
  readonly tell: (value: string) => void;
}) {
  const id = useId();
  const isUntargeted = UNTARGETED.includes(told);
  const tasks = isUntargeted ? UNTARGETED_TASKS : TARGETED_TASKS;
  return (
    <div class="field">
      <label for={id}>{wordsOf('task').title}</label>
      <select
        id={id}
        value={told}
        aria-describedby={`${id}-says`}
        aria-invalid={problem === undefined ? undefined : 'true'}
        onChange={(event) => say(event.currentTarget.value)}
      >
        {!isUntargeted && (
          <option value="">
            {told === '' && plan ? `${plan.task} (inferred)` : wordsOf('task').unset}
          </option>
        )}
        {Object.entries(tasks).map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
      <Says
        id={`${id}-says`}
        says={
          isUntargeted
            ? 'What is looked for.'
            : 'The values of the column decide unless it is said.'
        }
        problem={problem}
      />
    </div>
  );
}

function MetricField({
  told,
  metric,
  metrics,
  problem,
  tell: say,
}: {
  readonly told: string;
  readonly metric: NonNullable<Plan['metric']>;
  readonly metrics: Plan['metrics'];
  readonly problem: string | undefined;
  readonly tell: (value: string) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{wordsOf('metric').title}</label>
      <select
        id={id}
        value={told}
        aria-describedby={`${id}-says`}
        aria-invalid={problem === undefined ? undefined : 'true'}
        onChange={(event) => say(event.currentTarget.value)}
      >
        <option value="">{metric.title} (as usual)</option>
        {metrics
          .filter(({ name }) => name !== metric.name)
          .map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
      </select>
      <Says id={`${id}-says`} says="It decides which model wins." problem={problem} />
    </div>
  );
}

function NumberField({
  title,
  hint,
  placeholder,
  range: [min, max],
  value,
  set,
}: {
  readonly title: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly range: readonly [min: number, max: number];
  readonly value: string;
  readonly set: (value: string) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{title}</label>
      <input
        id={id}
        type="number"
        min={min}
        max={max}
        step="1"
        placeholder={placeholder}
        aria-describedby={`${id}-says`}
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
      />
      <p id={`${id}-says`} class="hint">
        {hint}
      </p>
    </div>
  );
}

function LeftOut({
  columns,
  ignore,
  set,
}: {
  readonly columns: readonly string[];
  readonly ignore: readonly string[];
  readonly set: (names: readonly string[]) => void;
}) {
  return (
    <fieldset class="field leave">
      <legend>Columns to leave out</legend>
      <ul>
        {columns.map((name) => (
          <li key={name}>
            <label class="tick">
              <input
                type="checkbox"
                checked={ignore.includes(name)}
                onChange={(event) =>
                  set(
                    event.currentTarget.checked
                      ? [...ignore, name]
                      : ignore.filter((one) => one !== name),
                  )
                }
              />{' '}
              {name}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
