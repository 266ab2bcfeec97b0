import type { Task } from '@kaizenml/contracts';
import type { TrainingSettings } from './training-settings.ts';
import type { Plan } from './training-types.ts';

const TASKS: Readonly<Record<Task, string>> = {
  binary: 'binary: one of two classes',
  multiclass: 'multiclass: one of several classes',
  regression: 'regression: a number',
};

/** What most people leave as it is. */
export function MoreSettings({
  settings,
  change,
  plan,
  columns,
}: {
  readonly settings: TrainingSettings;
  readonly change: (changed: Partial<TrainingSettings>) => void;
  readonly plan: Plan | undefined;
  /** Columns besides the target. */
  readonly columns: readonly string[];
}) {
  const { task, metric, trials, seed, ignore } = settings;
  const leave = (name: string, isLeft: boolean) =>
    change({ ignore: isLeft ? [...ignore, name] : ignore.filter((one) => one !== name) });
  return (
    <details>
      <summary>More settings</summary>
      <div class="fields">
        <label class="field">
          <span>Metric that compares models</span>
          <select
            value={metric}
            onChange={(event) => change({ metric: event.currentTarget.value })}
          >
            <option value="">{plan ? `${plan.metric.title} (as usual)` : 'as usual'}</option>
            {plan?.metrics
              .filter(({ name }) => name !== plan.metric.name)
              .map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
          </select>
        </label>
        <label class="field">
          <span>Task</span>
          <select
            value={task ?? ''}
            onChange={(event) =>
              change({
                task: (event.currentTarget.value || undefined) as Task | undefined,
                metric: '',
              })
            }
          >
            <option value="">as the values say</option>
            {Object.entries(TASKS).map(([name, words]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Candidates instead of a time</span>
          <input
            type="number"
            min="1"
            max="1000"
            step="1"
            placeholder="as many as fit in"
            value={trials}
            onInput={(event) => change({ trials: event.currentTarget.value })}
          />
          <span class="hint">The same result on every machine.</span>
        </label>
        <label class="field">
          <span>Seed</span>
          <input
            type="number"
            min="0"
            step="1"
            placeholder="1"
            value={seed}
            onInput={(event) => change({ seed: event.currentTarget.value })}
          />
        </label>
      </div>
      <fieldset class="field leave">
        <legend>Columns to leave out</legend>
        <ul>
          {columns.map((name) => (
            <li key={name}>
              <label class="tick">
                <input
                  type="checkbox"
                  checked={ignore.includes(name)}
                  onChange={(event) => leave(name, event.currentTarget.checked)}
                />{' '}
                {name}
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
    </details>
  );
}
