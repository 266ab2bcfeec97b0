import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { api, useAnswer } from '../../api/index.ts';
import { countOf } from '../../charts/index.ts';
import {
  CommandPanel,
  EmptyNote,
  FailureNote,
  Page,
  ScrollTable,
  When,
} from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { FilterBox } from '../runs/table/filter-box.tsx';
import { useKept } from '../schemas/use-kept.ts';
import { type ModelsQuery, modelsAddress, searchedBy } from './models-query.ts';
import { StandingChips } from './standing-chips.tsx';
import { TagList } from './tag-list.tsx';

type Entry = OutputOf<Operations['models']['list']>['items'][number];

const SHOWN = 50;

/** The catalogue: every registered model, most recently changed first, found by words or by a filter. */
export function ModelsPage({ query }: { readonly query: ModelsQuery }) {
  const { search, after } = query;
  const asked = searchedBy(search);
  const answer = useKept(
    useAnswer(() => api.models.list({ ...asked, limit: SHOWN, after }), JSON.stringify(query)),
  );
  const failure = answer.state === 'failed' ? answer.failure : undefined;
  const isOfFilter = failure?.code === 'SEARCH_INVALID';
  const found = answer.state === 'here' ? answer.value : undefined;
  const isEmptyHome = found?.total === 0 && search === '';
  return (
    <Page title="Models">
      {isEmptyHome ? (
        <NoModels />
      ) : (
        <>
          <FilterBox
            label="Search"
            example="churn, or tags.team = 'risk'"
            filter={search}
            names={namesIn(found?.items ?? [])}
            problem={isOfFilter ? failure : undefined}
            onFilter={(text) => goTo(modelsAddress({ search: text }))}
          />
          {failure !== undefined && !isOfFilter && <FailureNote failure={failure} />}
          {answer.state === 'waiting' && <p class="waiting">Looking for models …</p>}
          {found !== undefined && (
            <>
              <p class="soft small" role="status">
                {sayFound(found, search)}
              </p>
              {found.items.length > 0 && <Catalogue items={found.items} />}
              <nav class="row pages" aria-label="Pages of the catalogue">
                {after !== undefined && <a href={modelsAddress({ search })}>← First page</a>}
                {found.next !== undefined && (
                  <a href={modelsAddress({ search, after: found.next })}>Next page →</a>
                )}
              </nav>
            </>
          )}
        </>
      )}
      <CommandPanel
        forms={[
          { name: 'Shell', code: ['kaizen models list', ...optionsOf(asked)].join(' ') },
          {
            name: 'TypeScript',
            code: `const { items, total } = await kaizen.models.list(${JSON.stringify({ ...asked, limit: SHOWN })});`,
          },
        ]}
      />
    </Page>
  );
}

function Catalogue({ items }: { readonly items: readonly Entry[] }) {
  return (
    <ScrollTable
      label="Models"
      stacks
      head={['Model', 'Predicts', 'Stands at', '#Versions', 'Newest', 'Owner', 'Changed']}
    >
      {items.map((model) => {
        const { name, description, target, task, nVersions, newestAt, user, updatedAt } = model;
        return (
          <tr key={name}>
            <td class="catalogue-name">
              <a href={`/models/${encodeURIComponent(name)}`}>{name}</a>
              {description !== null && (
                <span class="small soft said" title={description}>
                  {description}
                </span>
              )}
              <TagList tags={model.tags} />
            </td>
            <td data-name="Predicts" class="predicts">
              {target === null ? (
                '–'
              ) : (
                <span>
                  {target} <span class="soft small">{task}</span>
                </span>
              )}
            </td>
            <td data-name="Stands at" class="wide-chips">
              <StandingChips stages={pairsOf(model.stages)} aliases={pairsOf(model.aliases)} />
            </td>
            <td data-name="Versions" class="n">
              {nVersions}
            </td>
            <td data-name="Newest" class="one-line">
              {newestAt === null ? '–' : <When at={newestAt} />}
            </td>
            <td data-name="Owner">{user ?? '–'}</td>
            <td data-name="Changed" class="one-line">
              <When at={updatedAt} />
            </td>
          </tr>
        );
      })}
    </ScrollTable>
  );
}

/** `champion 3`. */
function pairsOf(versions: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(versions).map(([word, version]) => `${word} ${version}`);
}

function sayFound(
  { items, total }: { readonly items: readonly Entry[]; readonly total: number },
  search: string,
): string {
  if (total === 0) return 'No model is as the search says.';
  const all = `${countOf(total, 'model')}${search === '' ? '' : ' found'}`;
  return items.length === total ? all : `${all}, ${items.length} on this page`;
}

function namesIn(items: readonly Entry[]): readonly string[] {
  const keys = new Set(items.flatMap(({ tags }) => Object.keys(tags)));
  return ['name', ...[...keys].filter((key) => /^\w+$/.test(key)).map((key) => `tags.${key}`)];
}

function optionsOf(asked: ReturnType<typeof searchedBy>): readonly string[] {
  return Object.entries(asked).map(
    ([name, text]) => `--${name} '${String(text).replaceAll("'", "'\\''")}'`,
  );
}

function NoModels() {
  return (
    <EmptyNote title="No model is registered yet" command="kaizen run data.csv --target COLUMN">
      A run that passes its gate registers the best model under the name of the data and the target.
      It can then be asked here, over HTTP and in your own program. Models that MLflow's client
      registers appear here, too.
    </EmptyNote>
  );
}
