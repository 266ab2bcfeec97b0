import { api, useAnswer } from '../../../api/index.ts';
import { countOf, formatBytes } from '../../../charts/index.ts';
import { FailureNote, ScrollTable } from '../../../components/index.ts';
import type { FoundRun } from '../table/run-value.ts';

/** Rows that are shown. */
const SHOWN = 50;
const WORDS = {
  added: 'only here',
  removed: 'not here',
  changed: 'changed',
  moved: 'moved',
} as const;

/** Files that a run logged beside those of the first, by their hashes. */
export function FileDifferences({
  first,
  other,
}: {
  readonly first: FoundRun;
  readonly other: FoundRun;
}) {
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
        <ScrollTable label="Files that differ" head={['File', 'What', 'Before', 'Now', '#Size']}>
          {changes.slice(0, SHOWN).map(({ path, change, from, before, after }) => (
            <tr key={`${change} ${path}`}>
              <td class="key">{path}</td>
              <td>{change === 'moved' ? `moved from ${from}` : WORDS[change]}</td>
              <td>
                <Hash of={before?.sha256} />
              </td>
              <td>
                <Hash of={after?.sha256} />
              </td>
              <td class="n">{formatBytes((after ?? before)?.sizeBytes ?? 0)}</td>
            </tr>
          ))}
        </ScrollTable>
      )}
      {nChanges > SHOWN && <p class="soft">and {nChanges - SHOWN} more</p>}
    </section>
  );
}

function Hash({ of }: { readonly of: string | undefined }) {
  return of === undefined ? <>–</> : <code title={of}>{of.slice(0, 8)}</code>;
}
