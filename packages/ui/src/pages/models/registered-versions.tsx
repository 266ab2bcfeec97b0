import { api, useAnswer } from '../../api/index.ts';
import { AnswerView, ScrollTable, When } from '../../components/index.ts';

/** Every version of a model, whoever registered it, with what its programs say of it. */
export function RegisteredVersions({ name }: { readonly name: string }) {
  const answer = useAnswer(() => api.models.versions({ name, limit: 50 }), name);
  return (
    <section>
      <h2>In the registry</h2>
      <AnswerView answer={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="note">It has no version yet.</p>
          ) : (
            <ScrollTable
              label="Registered versions"
              head={[
                '#Version',
                'Stage',
                'Aliases',
                'Tags',
                'Said of it',
                'Source',
                'Answers',
                'Made',
              ]}
            >
              {items.map((one) => (
                <tr key={one.version}>
                  <td class="n">{one.version}</td>
                  <td>{one.stage === 'None' ? '–' : one.stage}</td>
                  <td>{one.aliases.join(', ') || '–'}</td>
                  <td>{sayTags(one.tags) || '–'}</td>
                  <td>{one.description ?? '–'}</td>
                  <td>{one.source ?? 'packed here'}</td>
                  <td title={one.whyNot?.message}>{one.whyNot === null ? 'yes' : 'not here'}</td>
                  <td>
                    <When at={one.createdAt} />
                  </td>
                </tr>
              ))}
            </ScrollTable>
          )
        }
      </AnswerView>
      <p>
        <a href={`/audit?name=${encodeURIComponent(name)}`}>Who changed what, and why →</a>
      </p>
    </section>
  );
}

function sayTags(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
