import { asId, type ExperimentName, type ModelName } from '@kaizenml/contracts';
import { openApp } from '../../packages/platform/src/app.ts';

/**
 * Makes runs with two artifacts, registers versions of them and takes all but the newest two away with their runs, without end. Prints
 * the artifacts that a run has named, once it has.
 */
const [, , path = '', name = ''] = process.argv;
const app = await openApp({ home: path });
const { runs, models } = app.store;
const experiment = asId<ExperimentName>(name);

for (let i = 0; ; i++) {
  const runId = await runs.start({ experiment, name, params: {}, pid: process.pid });
  const files = { 'manifest.json': runId, 'deep/weights': 'w'.repeat(1000) };
  const { hash } = await app.artifacts.putFolder(files);
  // Both writers let go what the other one has, and puts anew.
  const shared = await app.artifacts.putFile(`shared ${i % 3}`);
  for (const [role, each] of Object.entries({ model: hash, shared: shared.hash })) {
    await runs.addArtifact(runId, { name: role, hash: each, sizeBytes: 1 });
    process.stdout.write(`${each}\n`);
  }
  const about = { task: 'binary', target: 'y', estimator: 'ridge', metrics: {} } as const;
  await models.register({ ...about, name: asId<ModelName>(name), runId, artifact: hash });
  await runs.finish(runId, { status: 'finished' });
  const retained = { name, keepLast: 2, withRuns: true, dryRun: false };
  await app.handlers.models.retain(retained);
}
