import { api, useAnswer } from '../../api/index.ts';
import { countOf, fewFindings } from '../../charts/index.ts';
import { AnswerView, FindingList } from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { AssociationView } from './association-view.tsx';
import { ChangeCards } from './change-cards.tsx';
import { ColumnCards } from './column-cards.tsx';
import { datasetAddress } from './dataset-address.ts';
import type { DatasetShown } from './version-list.tsx';

/** What a version holds, or what changed since another one. */
export function ProfileSection({
  dataset,
  reference,
  other,
}: {
  readonly dataset: DatasetShown;
  readonly reference: string;
  readonly other: string | undefined;
}) {
  const profile = useAnswer(
    () => api.datasets.profile({ name: reference, against: other }),
    `${reference}\n${other}`,
  );
  return (
    <>
      {other !== undefined && <ComparedVersions dataset={dataset} other={other} />}
      <AnswerView answer={profile}>
        {({ name: now, findings, statistics, against: before, againstName }) =>
          before === null ? (
            <>
              <h2>What stands out</h2>
              <FindingList findings={fewFindings(findings)} />
              <h2>Columns</h2>
              <p class="soft">{duplicatesOf(statistics.nDuplicateRows)}</p>
              <ColumnCards columns={statistics.columns} />
              <AssociationView statistics={statistics} />
            </>
          ) : (
            <>
              <h2>What changed</h2>
              <ChangeCards
                before={before}
                after={statistics}
                names={[againstName ?? 'before', now]}
              />
            </>
          )
        }
      </AnswerView>
    </>
  );
}

/** Which version is beside this one. */
function ComparedVersions({
  dataset: { name, version, versions },
  other,
}: {
  readonly dataset: DatasetShown;
  readonly other: string;
}) {
  const others = versions.filter((one) => one.version !== version);
  const chosen = others.find((one) => `${name}@${one.version}` === other);
  if (others.length < 2 && chosen !== undefined) return null;
  const choose = (against: string) =>
    goTo(datasetAddress(name, { version: String(version), against }));
  return (
    <div class="tools">
      <label>
        Version {version} beside
        <select
          value={chosen === undefined ? '' : String(chosen.version)}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {chosen === undefined && <option value="">{other}</option>}
          {others.map((one) => (
            <option key={one.version} value={one.version}>
              version {one.version}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function duplicatesOf(n: number | null): string {
  if (n === null) return 'Rows that occur more than once were not counted.';
  return n === 0
    ? 'No row occurs more than once.'
    : `${countOf(n, 'row equals', 'rows equal')} an earlier one.`;
}
