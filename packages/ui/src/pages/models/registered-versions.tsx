import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { api, useAnswer } from '../../api/index.ts';
import { formatScore } from '../../charts/index.ts';
import { AnswerView, keyMetric, metricTitle, ScrollTable, When } from '../../components/index.ts';
import { lineageAddress } from '../lineage/lineage-address.ts';
import { compareAddress } from '../runs/compare/compare-query.ts';
import type { ModelShown } from './model-shown.ts';
import { StandingChips } from './standing-chips.tsx';
import { TagList } from './tag-list.tsx';

type Version = OutputOf<Operations['models']['versions']>['items'][number];

const SHOWN = 50;

/** Every version of a model, whoever registered it: where it stands, how good it is, where it comes from, what is said of it. */
export function RegisteredVersions({
  name,
  model,
}: {
  readonly name: string;
  /** The version that is shown; undefined where none answers here. */
  readonly model?: ModelShown;
}) {
  const answer = useAnswer(() => api.models.versions({ name, limit: SHOWN }), name);
  return (
    <section>
      <h2>Versions</h2>
      <AnswerView answer={answer}>
        {({ items, next }) =>
          items.length === 0 ? (
            <p class="note">It has no version yet.</p>
          ) : (
            <>
              <ScrollTable
                label="Versions"
                stacks
                head={['Version', 'Stands at', '#Key metric', 'Made of', 'Said of it', 'Made']}
              >
                {items.map((one) => (
                  <VersionRow key={one.version} one={one} model={model} />
                ))}
              </ScrollTable>
              <ComparedVersions versions={items} shown={model?.version} />
              {next !== undefined && (
                <p class="small soft">
                  The newest {SHOWN}; all of them with <code>kaizen models versions {name}</code>.
                </p>
              )}
            </>
          )
        }
      </AnswerView>
      <p class="row">
        <a href={`/audit?name=${encodeURIComponent(name)}`}>Who changed what, and why →</a>
        {model && (
          <a href={lineageAddress({ of: `model:${name}/${model.version}` })}>
            What version {model.version} was made of →
          </a>
        )}
      </p>
    </section>
  );
}

/** Leads to the comparison of the runs that made the version that is shown, or the newest, and the one before it. */
function ComparedVersions({
  versions,
  shown,
}: {
  readonly versions: readonly Version[];
  readonly shown: number | undefined;
}) {
  const made = versions.filter(({ runId }) => runId !== null);
  const one = made.find(({ version }) => version === shown) ?? made[0];
  const before = made.find(({ version }) => one !== undefined && version < one.version) ?? made[0];
  if (!one?.runId || !before?.runId || one.runId === before.runId) return null;
  return (
    <p>
      <a href={compareAddress({ runs: [before.runId, one.runId] })}>
        What differs between version {before.version} and version {one.version}: params, metrics,
        files →
      </a>
    </p>
  );
}

function VersionRow({
  one,
  model,
}: {
  readonly one: Version;
  readonly model: ModelShown | undefined;
}) {
  const { name, version, stage, aliases, runId, whyNot, description, createdAt, user } = one;
  const key = keyMetric(model?.signature.output.task, one.metrics);
  const isShown = version === model?.version;
  return (
    <tr class={isShown ? 'shown' : undefined}>
      <td>
        {whyNot === null ? (
          <a
            href={`/models/${encodeURIComponent(name)}?version=${version}`}
            aria-current={isShown ? 'true' : undefined}
          >
            Version {version}
          </a>
        ) : (
          <>
            Version {version}
            <span class="small soft said" title={`${whyNot.message} ${whyNot.hint}`}>
              does not answer here
            </span>
          </>
        )}
        {one.advice !== null && (
          <span class="small soft said" title={one.advice.reason}>
            {one.advice.number}, {one.advice.level}
          </span>
        )}
      </td>
      <td data-name="Stands at" class="wide-chips">
        <StandingChips stages={stage === 'None' ? [] : [stage]} aliases={aliases} />
      </td>
      <td data-name="Key metric" class="n key-metric">
        {key ? `${metricTitle(key.name)} ${formatScore(key.estimate.value)}` : '–'}
      </td>
      <td data-name="Made of" class="made-of">
        <span>
          {methodOf(one, model)}
          {runId !== null && (
            <>
              {' '}
              <a class="one-line" href={`/runs/${encodeURIComponent(runId)}`}>
                run {runId.slice(-6)}
              </a>
            </>
          )}
        </span>
      </td>
      <td data-name="Said of it" class="said-cell">
        {description === null && Object.keys(one.tags).length === 0 && '–'}
        {description !== null && <span class="said">{description}</span>}
        <TagList tags={one.tags} />
      </td>
      <td data-name="Made" class="one-line made">
        <span>
          <When at={createdAt} />
          {user !== null && <span class="soft"> by {user}</span>}
        </span>
      </td>
    </tr>
  );
}

/** What people call it, or where its files are. */
function methodOf({ version, estimator, source }: Version, model: ModelShown | undefined): string {
  const title = model?.versions.find((one) => one.version === version)?.title;
  return title ?? estimator ?? source ?? '–';
}
