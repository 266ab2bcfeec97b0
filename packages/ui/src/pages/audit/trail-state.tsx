import { api, useAnswer } from '../../api/index.ts';
import { formatNumber } from '../../charts/index.ts';

/** Whether the trail is what was written, after reading all of it; nothing while that is not known. */
export function TrailState() {
  const answer = useAnswer(() => api.audit.verify({}), '');
  if (answer.state !== 'here') return null;
  const { isWhole, nEntries, head, problems } = answer.value;
  return (
    <section aria-label="State of the trail">
      <p class={isWhole ? 'note good' : 'note failed'} role={isWhole ? undefined : 'alert'}>
        {isWhole
          ? `✓ The trail is whole: ${formatNumber(nEntries)} ${nEntries === 1 ? 'entry' : 'entries'}, each with the hash of the one before, read just now.`
          : '✗ The trail is not what was written:'}
      </p>
      {!isWhole && (
        <ul>
          {problems.map(({ seq, kind, message }) => (
            <li key={`${kind} ${seq}`}>{message}</li>
          ))}
        </ul>
      )}
      {nEntries > 0 && (
        <p class="small soft">
          It ends with <code>{head}</code>. Keep this line elsewhere:{' '}
          <code>kaizen audit verify --head</code> notices later when entries before it are gone.
        </p>
      )}
    </section>
  );
}
