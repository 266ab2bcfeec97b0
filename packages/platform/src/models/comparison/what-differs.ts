import type { Manifest } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { methodTitle } from '../model-title.ts';

type Differs = OutputOf<Operations['models']['compare']>['differs'];
type ManifestMember = Manifest['members'][number];
type Difference = Differs['data'][number];

/** What differs between two models apart from how good they are. */
export function whatDiffers(one: Manifest, other: Manifest): Differs {
  return {
    data: differences([
      ['data', one.lineage.datasetName, other.lineage.datasetName],
      ['content', short(one.lineage.datasetHash), short(other.lineage.datasetHash)],
      ['rows to learn from', one.lineage.nTrainRows, other.lineage.nTrainRows],
      ['seed', one.lineage.seed, other.lineage.seed],
      ['metric that chose', one.primaryMetric, other.primaryMetric],
      ['made by', one.environment.kaizenml, other.environment.kaizenml],
    ]),
    params: paramDifferences(one.members, other.members),
    columns: columnDifferences(one, other),
  };
}

/** Whether two models were tested on the same part of the same data: parts follow from the data, the seed and the share. */
export function haveSameTestRows(one: Manifest, other: Manifest): boolean {
  const [a, b] = [one.lineage, other.lineage];
  return (
    a.datasetHash !== '' &&
    a.datasetHash === b.datasetHash &&
    a.seed === b.seed &&
    a.nTrainRows === b.nTrainRows
  );
}

function paramDifferences(
  one: readonly ManifestMember[],
  other: readonly ManifestMember[],
): Difference[] {
  const [first, second] = [one[0], other[0]];
  const isSingle = one.length === 1 && other.length === 1;
  if (!isSingle || !first || !second || first.estimator.name !== second.estimator.name)
    return differences([['method', methodsOf(one), methodsOf(other)]]);
  const [a, b] = [first.estimator.params, second.estimator.params];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return differences([
    ...names.map((name) => [name, plain(a[name]), plain(b[name])] as const),
    ['fits', first.states.length, second.states.length],
  ]);
}

/** `3 Boosted trees, Logistic regression`. */
function methodsOf(members: readonly ManifestMember[]): string {
  const counts = new Map<string, number>();
  for (const { estimator } of members) {
    const title = methodTitle(estimator.name);
    counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  return [...counts].map(([name, n]) => (n === 1 ? name : `${n} ${name}`)).join(', ');
}

function columnDifferences(one: Manifest, other: Manifest): Differs['columns'] {
  const kinds = ({ signature }: Manifest) =>
    new Map(signature.inputs.map(({ name, kind }) => [name, kind]));
  const [a, b] = [kinds(one), kinds(other)];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((column): Differs['columns'] => {
    const [mine, theirs] = [a.get(column) ?? null, b.get(column) ?? null];
    if (mine === theirs) return [];
    const change = theirs === null ? 'only-one' : mine === null ? 'only-other' : 'kind';
    return [{ column, change, one: mine, other: theirs }];
  });
}

function differences(
  rows: readonly (readonly [what: string, one: Difference['one'], other: Difference['one']])[],
): Difference[] {
  return rows
    .filter(([, one, other]) => one !== other)
    .map(([what, one, other]) => ({ what, one, other }));
}

function plain(value: unknown): Difference['one'] {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string'
    ? value
    : JSON.stringify(value);
}

function short(hash: string): string {
  return hash.slice(0, 12);
}
