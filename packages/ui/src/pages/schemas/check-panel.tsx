import { useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { FailureNote } from '../../components/index.ts';
import type { DatasetShown } from '../datasets/version-list.tsx';
import type { CheckResult, SchemaShown } from './schema-types.ts';
import { useAsking } from './use-asking.ts';

/** Checks the version that is shown against the schema. */
export function CheckPanel({
  dataset: { name, version, versions },
  schema: { schema },
  onChecked,
}: {
  readonly dataset: DatasetShown;
  readonly schema: SchemaShown;
  readonly onChecked: (result: CheckResult) => void;
}) {
  const [environment, setEnvironment] = useState('');
  const [against, setAgainst] = useState('');
  const { isBusy, failure, ask } = useAsking();
  const others = versions.filter((one) => one.version !== version);
  const check = (event: Event) => {
    event.preventDefault();
    ask(
      () =>
        api.datasets.validate({
          data: `${name}@${version}`,
          environment: environment || undefined,
          against: against === '' ? undefined : `${name}@${against}`,
        }),
      onChecked,
    );
  };
  return (
    <>
      <form class="tools check" onSubmit={check}>
        <label>
          Used in
          <select
            value={environment}
            onChange={(event) => setEnvironment(event.currentTarget.value)}
          >
            <option value="">any environment</option>
            {(schema.environments ?? ['training', 'serving']).map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        {others.length > 0 && (
          <label>
            Against, for drift
            <select value={against} onChange={(event) => setAgainst(event.currentTarget.value)}>
              <option value="">no other version</option>
              {others.map((one) => (
                <option key={one.version} value={one.version}>
                  version {one.version}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="submit" disabled={isBusy}>
          {isBusy ? 'Checking …' : `Check version ${version}`}
        </button>
      </form>
      {failure && <FailureNote failure={failure} />}
    </>
  );
}
