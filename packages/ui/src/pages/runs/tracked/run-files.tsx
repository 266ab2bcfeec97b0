import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../../api/index.ts';
import { formatBytes } from '../../../charts/index.ts';
import { FailureNote, ScrollTable, When } from '../../../components/index.ts';
import { useKept } from '../../schemas/use-kept.ts';

const SHOWN = 200;

/** What a run logged as files, folder by folder; nothing where it logged none here. */
export function RunFiles({ id }: { readonly id: string }) {
  const [path, setPath] = useState<string>();
  const answer = useKept(
    useAnswer(
      () => api.runs.files({ id, limit: SHOWN, ...(path === undefined ? {} : { path }) }),
      `${id} ${path ?? ''}`,
    ),
  );
  if (answer.state === 'waiting') return null;
  if (answer.state === 'failed')
    return answer.failure.code === 'ARTIFACTS_ELSEWHERE' ? null : (
      <FailureNote failure={answer.failure} />
    );
  const { items, next } = answer.value;
  if (items.length === 0 && path === undefined) return null;
  return (
    <section>
      <h2>Files{path !== undefined && ` in ${path}`}</h2>
      {path !== undefined && (
        <p>
          <button type="button" class="quiet" onClick={() => setPath(above(path))}>
            ← {above(path) ?? 'All files'}
          </button>
        </p>
      )}
      <ScrollTable label="Files" head={['File', '#Size', 'SHA-256', 'Written']}>
        {items.map((file) => (
          <tr key={file.path}>
            <td class="key">
              {file.sha256 === null ? (
                <button type="button" class="quiet" onClick={() => setPath(file.path)}>
                  {nameOf(file.path)}/
                </button>
              ) : (
                nameOf(file.path)
              )}
            </td>
            <td class="n">{file.sizeBytes === null ? '' : formatBytes(file.sizeBytes)}</td>
            <td>
              {file.sha256 !== null && <code title={file.sha256}>{file.sha256.slice(0, 12)}</code>}
            </td>
            <td>{file.writtenAt !== null && <When at={file.writtenAt} />}</td>
          </tr>
        ))}
      </ScrollTable>
      {next !== undefined && (
        <p class="soft">The first {SHOWN}; the others with `kaizen runs files`.</p>
      )}
    </section>
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function above(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? undefined : path.slice(0, slash);
}
