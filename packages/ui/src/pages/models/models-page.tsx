import { api, useAnswer } from '../../api/index.ts';
import {
  AnswerView,
  CommandPanel,
  EmptyNote,
  Page,
  Pager,
  ScrollTable,
  When,
} from '../../components/index.ts';

/** Registered models, most recently changed first. */
export function ModelsPage({ after }: { readonly after: string | undefined }) {
  const answer = useAnswer(() => api.models.list({ limit: 50, after }), after ?? '');
  return (
    <Page title="Models">
      <AnswerView answer={answer}>
        {({ items, next }) =>
          items.length === 0 ? (
            <EmptyNote
              title="No model is registered yet"
              command="kaizen run data.csv --target COLUMN"
            >
              A run that passes its gate registers the best model under the name of the data and the
              target. It can then be asked here, over HTTP and in your own program.
            </EmptyNote>
          ) : (
            <>
              <ScrollTable
                label="Models"
                head={['Model', 'Predicts', 'Task', '#Versions', 'Aliases', 'Changed']}
              >
                {items.map(({ name, target, task, latestVersion, aliases, updatedAt }) => (
                  <tr key={name}>
                    <td>
                      <a href={`/models/${encodeURIComponent(name)}`}>{name}</a>
                    </td>
                    <td>{target ?? '–'}</td>
                    <td>{task ?? '–'}</td>
                    <td class="n">{latestVersion ?? '–'}</td>
                    <td>
                      {Object.entries(aliases)
                        .map(([alias, version]) => `${alias} → ${version}`)
                        .join(', ') || '–'}
                    </td>
                    <td>
                      <When at={updatedAt} />
                    </td>
                  </tr>
                ))}
              </ScrollTable>
              <Pager path="/models" next={next} />
            </>
          )
        }
      </AnswerView>
      <CommandPanel
        forms={[
          { name: 'Shell', code: 'kaizen models list' },
          {
            name: 'TypeScript',
            code: 'const { items } = await kaizen.models.list({ limit: 50 });',
          },
        ]}
      />
    </Page>
  );
}
