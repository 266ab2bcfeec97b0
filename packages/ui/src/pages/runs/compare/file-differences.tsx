import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../../api/index.ts';
import { countOf, formatBytes } from '../../../charts/index.ts';
import { FailureNote, ScrollTable } from '../../../components/index.ts';
import type { FoundRun } from '../table/run-value.ts';
import { TextDifference } from './text-difference.tsx';

type Change = OutputOf<Operations['runs']['compare-files']>['changes'][number];

/** Rows that are shown. */
const SHOWN = 50;

/** Files that a run logged beside those of the first, by their hashes. */
export function FileDifferences({
  first,
  other,
}: {
  readonly first: FoundRun;
  readonly other: FoundRun;
}) {
  const [opened, open] = useState<string>();
  const answer = useAnswer(
    () => api.runs['compare-files']({ id: first.id, against: other.id }),
    `${first.id} ${other.id}`,
  );
  if (answer.state === 'waiting') return null;
  if (answer.state === 'failed')
    return answer.failure.code === 'ARTIFACTS_ELSEWHERE' ? null : (
      <FailureNote failure={answer.failure} />
    );
  const { same, changes, counts } = answer.value;
  const shown = changes.find(({ path }) => path === opened);
  const nChanges = counts.added + counts.removed + counts.changed + counts.moved;
  if (same.nFiles + nChanges === 0) return null;
  return (
    <section>
      <h2>
        Files of {other.name} beside those of {first.name}
      </h2>
      <p class="soft">
        {countOf(same.nFiles, 'file')} the same by hash
        {same.nFiles > 0 && ` (${formatBytes(same.sizeBytes)})`}; {counts.changed} changed,{' '}
        {counts.added} only in {other.name}, {counts.removed} only in {first.name}, {counts.moved}{' '}
        moved.
      </p>
      {changes.length > 0 && (
        <ScrollTable
          label="Files that differ"
          stacks
          head={['File', 'What', '#Before', '#Now', 'Lines']}
        >
          {changes.slice(0, SHOWN).map((change) => (
            <FileRow
              key={`${change.change} ${change.path}`}
              change={change}
              word={wordOf(change, first, other)}
              isOpen={opened === change.path}
              onOpen={(isOpen) => open(isOpen ? change.path : undefined)}
            />
          ))}
        </ScrollTable>
      )}
      {nChanges > SHOWN && (
        <p class="soft">
          and {nChanges - SHOWN} more; all of them with{' '}
          <code>
            kaizen runs compare-files {first.id} {other.id}
          </code>
        </p>
      )}
      {shown !== undefined && (
        <section class="card opened-file">
          <h3>
            {shown.from === null || shown.change !== 'moved'
              ? shown.path
              : `${shown.from} → ${shown.path}`}
          </h3>
          <TextDifference
            first={first}
            other={other}
            path={shown.path}
            from={shown.from ?? undefined}
          />
        </section>
      )}
    </section>
  );
}

function FileRow({
  change: { path, change, before, after },
  word,
  isOpen,
  onOpen,
}: {
  readonly change: Change;
  readonly word: string;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}) {
  return (
    <tr class={isOpen ? 'shown' : undefined}>
      <td class="key">{path}</td>
      <td data-name="What" class="what">
        <span class={`file-change ${change}`}>{word}</span>
      </td>
      <td class="n" data-name="Before">
        <Kept content={before} />
      </td>
      <td class="n" data-name="Now">
        <Kept content={after} />
      </td>
      <td data-name="Lines">
        {change !== 'moved' && (
          <button
            type="button"
            class="quiet"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Hide' : 'Show'} lines of ${path}`}
            onClick={() => onOpen(!isOpen)}
          >
            {isOpen ? 'Hide' : 'Show'}
          </button>
        )}
      </td>
    </tr>
  );
}

function wordOf({ change, from }: Change, first: FoundRun, other: FoundRun): string {
  if (change === 'added') return `only in ${other.name}`;
  if (change === 'removed') return `only in ${first.name}`;
  return change === 'moved' ? `moved from ${from}` : 'changed';
}

/** Size and hash. */
function Kept({ content }: { readonly content: Change['before'] }) {
  if (content === null) return <span class="soft">–</span>;
  return (
    <span title={content.sha256}>
      {formatBytes(content.sizeBytes)} <code class="small">{content.sha256.slice(0, 8)}</code>
    </span>
  );
}
