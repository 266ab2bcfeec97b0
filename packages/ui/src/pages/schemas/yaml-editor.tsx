import type { AppError } from '@kaizenml/contracts';
import { useRef, useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { FailureNote } from '../../components/index.ts';
import { lineSpan, problemsOf } from './line-problems.ts';
import { useAsking } from './use-asking.ts';

/** The text of a schema, to edit and store. What is wrong with it is told by its lines. */
export function YamlEditor({
  dataset,
  version,
  yaml,
  onStored,
}: {
  readonly dataset: string;
  /** The version that the text is of; 0 when none is stored. */
  readonly version: number;
  readonly yaml: string;
  readonly onStored: (words: string) => void;
}) {
  const [edited, setEdited] = useState({ version, from: yaml, text: yaml });
  const place = useRef<HTMLTextAreaElement>(null);
  const { isBusy, failure, ask } = useAsking();
  const isDirty = edited.text !== edited.from;
  if (!isDirty && (edited.version !== version || edited.from !== yaml))
    setEdited({ version, from: yaml, text: yaml });
  const mayStore = isDirty || version === 0;
  const save = (after: number) =>
    ask(
      () => api.schemas.put({ name: dataset, yaml: edited.text, after }),
      (stored) => {
        setEdited({ version: stored.version, from: edited.text, text: edited.text });
        onStored(
          [
            stored.isNew
              ? `Stored as version ${stored.version}.`
              : `Version ${stored.version} says so already.`,
            ...stored.warnings,
          ].join(' '),
        );
      },
    );
  const goToLine = (line: number) => {
    const { start, end } = lineSpan(edited.text, line);
    const area = place.current;
    if (!area) return;
    area.focus();
    area.setSelectionRange(start, end);
    const height = Number.parseFloat(getComputedStyle(area).lineHeight) || 20;
    area.scrollTop = Math.max(0, (line - 4) * height);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save(edited.version);
      }}
    >
      <label class="field">
        <span>
          {version === 0 ? 'The schema, before it is stored' : `Schema, version ${edited.version}`}
        </span>
        <textarea
          ref={place}
          class="yaml"
          spellcheck={false}
          autocapitalize="off"
          rows={Math.min(32, Math.max(10, edited.text.split('\n').length + 1))}
          aria-invalid={failure?.code === 'SCHEMA_INVALID'}
          aria-describedby="yaml-problems"
          value={edited.text}
          onInput={(event) => setEdited({ ...edited, text: event.currentTarget.value })}
        />
      </label>
      <div id="yaml-problems">
        {failure && <Problems failure={failure} goToLine={goToLine} />}
        {failure?.code === 'SCHEMA_CHANGED' && (
          <p class="row">
            <button
              type="button"
              class="second"
              onClick={() => api.schemas.show({ name: dataset }).then((now) => save(now.version))}
            >
              Store mine as the newest
            </button>
            <a href={`/datasets/${encodeURIComponent(dataset)}/schema`}>
              Leave mine, look at the stored one
            </a>
          </p>
        )}
      </div>
      <p class="row">
        <button type="submit" disabled={isBusy || !mayStore}>
          Save as version {edited.version + 1}
        </button>
        {isDirty && (
          <button
            type="button"
            class="second"
            onClick={() => setEdited({ ...edited, text: edited.from })}
          >
            Undo all
          </button>
        )}
      </p>
    </form>
  );
}

function Problems({
  failure,
  goToLine,
}: {
  readonly failure: AppError;
  readonly goToLine: (line: number) => void;
}) {
  const problems = problemsOf(failure.details);
  if (problems.length === 0) return <FailureNote failure={failure} />;
  return (
    <div class="note failed" role="alert">
      <strong>
        {problems.length === 1
          ? 'It is not stored: one thing is wrong.'
          : `It is not stored: ${problems.length} things are wrong.`}
      </strong>
      <ul class="problems">
        {problems.map(({ line, path, problem }, i) => (
          <li key={i}>
            {line !== null && (
              <button type="button" class="quiet" onClick={() => goToLine(line)}>
                Line {line}
              </button>
            )}{' '}
            {path !== '(top)' && <code>{path}</code>} {problem}
          </li>
        ))}
      </ul>
    </div>
  );
}
