import {
  ANOMALY_POLICIES,
  type AnomalyPolicy,
  type Estimate,
  type Finding,
  type ImportedFrom,
  type Manifest,
  type TensorEntry,
} from '@kaizenml/contracts';
import { artifactInvalid } from './artifact-invalid.ts';
import { checkDataSchema } from './check-data-schema.ts';
import { checkSignature } from './check-signature.ts';
import { type FieldReader, fieldReader } from './field-reader.ts';
import { FORMAT_VERSION } from './pack-model.ts';
import { DTYPES } from './tensor-bytes.ts';

/**
 * Reads `manifest.json`, field by field. Graph and state are checked with the arrays that they name: by `openModel`.
 *
 * @throws MODEL_ARTIFACT_INVALID at the first field that is wrong; for a newer format it says to update.
 */
export function checkManifest(value: unknown): Manifest {
  const given = fieldReader('manifest.json', value);
  given.record();
  if (given.field('kind').value !== 'kaizenml-model')
    given.field('kind').refuse('be "kaizenml-model"');
  const version = given.field('formatVersion').count();
  if (version > FORMAT_VERSION) {
    throw artifactInvalid({
      file: 'manifest.json',
      path: 'formatVersion',
      expectation: `be at most ${FORMAT_VERSION}`,
      received: version,
      hint: 'Update KaizenML: a newer version wrote this artifact.',
    });
  }
  if (version < 1) given.field('formatVersion').refuse('be at least 1');
  const lineage = given.field('lineage');
  const environment = given.field('environment');
  return {
    kind: 'kaizenml-model',
    formatVersion: FORMAT_VERSION,
    createdAt: given.field('createdAt').text(),
    signature: checkSignature(given.field('signature')),
    ...(version === 1 ? checkSingle(given) : checkTeam(given)),
    tensors: given.field('tensors').list().map(checkTensor),
    weightsHash: given.field('weightsHash').hash(),
    metrics: checkMetrics(given.field('metrics')),
    primaryMetric: given.field('primaryMetric').text(),
    findings: given.field('findings').list().map(checkFinding),
    lineage: {
      runId: lineage.field('runId').text(),
      datasetHash: lineage.field('datasetHash').text(),
      datasetName: lineage.field('datasetName').text(),
      nTrainRows: lineage.field('nTrainRows').count(),
      seed: lineage.field('seed').finite(),
    },
    environment: {
      kaizenml: environment.field('kaizenml').text(),
      runtime: environment.field('runtime').text(),
    },
    ...(given.has('imported') ? { imported: checkImported(given.field('imported')) } : {}),
    ...(given.has('schema') ? { schema: checkDataSchema(given.field('schema')) } : {}),
    ...(given.has('serving') ? { serving: checkServing(given.field('serving')) } : {}),
  };
}

type Team = Pick<Manifest, 'graphs' | 'members' | 'combination' | 'calibration' | 'decision'>;

/** Version 1: one graph and one method. */
function checkSingle(given: FieldReader): Team {
  const estimator = given.field('estimator');
  const states = [estimator.field('state').record()];
  return {
    graphs: [given.field('graph').record()],
    members: [{ graph: 0, estimator: checkEstimator(estimator), states }],
  };
}

function checkTeam(given: FieldReader): Team {
  const graphs = given
    .field('graphs')
    .list(1)
    .map((graph) => graph.record());
  const members = given
    .field('members')
    .list(1)
    .map((member) => {
      const graph = member.field('graph').count();
      if (graph >= graphs.length) member.field('graph').refuse(`be below ${graphs.length}`);
      const states = member
        .field('states')
        .list(1)
        .map((state) => state.record());
      return { graph, estimator: checkEstimator(member.field('estimator')), states };
    });
  if (members.length > 1 && !given.has('combination'))
    given.field('combination').refuse('say how several members become one answer');
  const joining = (['combination', 'calibration', 'decision'] as const).filter((name) =>
    given.has(name),
  );
  return {
    graphs,
    members,
    ...Object.fromEntries(joining.map((name) => [name, given.field(name).record()])),
  };
}

function checkEstimator(given: FieldReader) {
  return { name: given.field('name').text(), params: given.field('params').record() };
}

function checkServing(given: FieldReader): NonNullable<Manifest['serving']> {
  return { anomalies: given.field('anomalies').text(ANOMALY_POLICIES) as AnomalyPolicy };
}

function checkImported(given: FieldReader): ImportedFrom {
  return {
    library: given.field('library').text(),
    version: given.field('version').text(),
    objective: given.field('objective').text(),
    file: given.field('file').text(),
    fileHash: given.field('fileHash').hash(),
  };
}

function checkTensor(given: FieldReader): TensorEntry {
  return {
    dtype: given.field('dtype').text(DTYPES) as TensorEntry['dtype'],
    length: given.field('length').count(),
    offset: given.field('offset').count(),
  };
}

function checkMetrics(given: FieldReader): Record<string, Estimate> {
  return Object.fromEntries(
    Object.keys(given.record()).map((name) => {
      const metric = given.field(name);
      const bound = (end: FieldReader) => (end.value === null ? null : end.finite());
      const value = metric.field('value').finite();
      return [name, { value, low: bound(metric.field('low')), high: bound(metric.field('high')) }];
    }),
  );
}

function checkFinding(given: FieldReader): Finding {
  given.field('code').text();
  given.field('severity').text(['info', 'warning', 'error']);
  given.field('message').text();
  given.field('details').record();
  return given.value as Finding;
}
