import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { AnswerView, ScrollTable, StatusTag, When, WithCode } from '../../components/index.ts';
import { useKept } from './use-kept.ts';

/** Versions that are shown at once. */
const SHOWN = 6;
/** Differences of one version that are shown at once. */
const FIRST = 5;

/** Who decided what when, what changed with each version, and any two of them compared. */
export function SchemaHistory({
  name,
  version,
}: {
  readonly name: string;
  /** The newest one. */
  readonly version: number;
}) {
  const [isLong, showLong] = useState(false);
  const answer = useKept(useAnswer(() => api.schemas.history({ name }), `${name} ${version}`));
  return (
    <section>
      <h2>History</h2>
      <AnswerView answer={answer}>
        {({ versions, decisions }) => (
          <>
            {decisions.length > 0 && (
              <ScrollTable label="Decisions" head={['When', 'Who', 'Decision', 'What', 'Why']}>
                {decisions.map(({ at, by, decision, says, why }, i) => (
                  <tr key={i}>
                    <td>
                      <When at={at} />
                    </td>
                    <td>{by}</td>
                    <td>
                      <StatusTag status={decision} />
                    </td>
                    <td>
                      <WithCode text={says} />
                    </td>
                    <td>{why ?? <span class="soft">not said</span>}</td>
                  </tr>
                ))}
              </ScrollTable>
            )}
            <ol class="card versions">
              {versions.slice(0, isLong ? undefined : SHOWN).map((one) => (
                <li key={one.version}>
                  <strong>Version {one.version}</strong>{' '}
                  <span class="soft">
                    <When at={one.createdAt} />
                  </span>
                  <Changes
                    changes={one.changes}
                    none={
                      one.version === 1
                        ? 'The first one.'
                        : 'The same demands: a rejection, or words.'
                    }
                  />
                </li>
              ))}
            </ol>
            {!isLong && versions.length > SHOWN && (
              <button type="button" class="quiet" onClick={() => showLong(true)}>
                Show all {versions.length} versions
              </button>
            )}
            {versions.length > 2 && (
              <TwoVersions name={name} versions={versions.map((one) => one.version)} />
            )}
          </>
        )}
      </AnswerView>
    </section>
  );
}

function Changes({
  changes,
  none,
}: {
  readonly changes: readonly string[];
  readonly none: string;
}) {
  const [isWhole, showWhole] = useState(false);
  if (changes.length === 0) return <p class="soft">{none}</p>;
  const shown = isWhole ? changes : changes.slice(0, FIRST);
  return (
    <>
      <ul>
        {shown.map((one) => (
          <li key={one}>
            <WithCode text={one} />
          </li>
        ))}
      </ul>
      {shown.length < changes.length && (
        <button type="button" class="quiet" onClick={() => showWhole(true)}>
          Show {changes.length - shown.length} more
        </button>
      )}
    </>
  );
}

function TwoVersions({
  name,
  versions,
}: {
  readonly name: string;
  /** Newest first. */
  readonly versions: readonly number[];
}) {
  const [pair, setPair] = useState({ before: versions.at(-1) ?? 1, after: versions[0] ?? 1 });
  const answer = useAnswer(
    () => api.schemas.diff({ before: `${name}@${pair.before}`, after: `${name}@${pair.after}` }),
    `${name} ${pair.before} ${pair.after}`,
  );
  const choice = (label: string, end: 'before' | 'after') => (
    <label>
      {label}
      <select
        value={pair[end]}
        onChange={(event) => setPair({ ...pair, [end]: Number(event.currentTarget.value) })}
      >
        {versions.map((one) => (
          <option key={one} value={one}>
            version {one}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <h3 class="above">Two versions compared</h3>
      <div class="tools">
        {choice('From', 'before')}
        {choice('To', 'after')}
      </div>
      <div aria-live="polite">
        <AnswerView answer={answer}>
          {({ differences }) => (
            <Changes
              key={`${pair.before} ${pair.after}`}
              changes={differences.map(({ says }) => says)}
              none="They say the same."
            />
          )}
        </AnswerView>
      </div>
    </>
  );
}
