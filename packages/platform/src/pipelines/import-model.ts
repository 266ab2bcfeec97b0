import { basename, extname } from 'node:path';
import {
  AppError,
  asId,
  type ExperimentName,
  type ModelName,
  type ModelTask,
  toName,
} from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { DatasetDeps } from '../datasets/index.ts';
import { type Clock, instant } from '../kit/index.ts';
import type { Store } from '../storage/store.ts';
import { type Adopted, lookAtModel, packAdopted } from './adopt-model.ts';
import { drawLineage } from './draw-lineage.ts';
import { lookAtOnnx, packOnnx } from './import-onnx.ts';
import { reasonOf } from './step-runner.ts';
import type { Origin } from './steps/about-artifact.ts';

/** What importing stands on. */
export interface ImportDeps extends DatasetDeps {
  readonly store: Store;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
}

/** What a model answers when nobody names it. */
const UNNAMED_TARGET = 'prediction';

/** A model file that was read and can be stored. */
interface Importable {
  readonly task: ModelTask;
  readonly library: string;
  readonly objective: string;
  /** Undefined for a model that is not made of trees. */
  readonly nTrees: number | undefined;
  pack(origin: Omit<Origin, 'imported'>): Promise<Adopted>;
}

type Request = Parameters<Handler<Operations['models']['import']>>[0];

/**
 * Reads a model of another library into a new version; it becomes nobody's champion by itself.
 *
 * It is a run, so that the lineage of the version leads to the file and to the rows that it was measured on.
 */
export const importModel =
  (deps: ImportDeps): Handler<Operations['models']['import']> =>
  async (request) => {
    const { store, artifacts, clock } = deps;
    const { path, data } = request;
    assertTargetNamed(request);
    const name = asId<ModelName>(request.name ?? toName(basename(path, extname(path))));
    const target = request.target ?? UNNAMED_TARGET;
    const imported = await look(deps, { ...request, target });
    await assertSameQuestion(store, { name, task: imported.task, target });
    const experiment = asId<ExperimentName>(name);
    await store.experiments.ensure(experiment);
    const runId = await store.runs.start({
      experiment,
      name: `${basename(path)} → ${target}`,
      params: {
        file: basename(path),
        library: imported.library,
        objective: imported.objective,
        ...(data === undefined ? {} : { data: basename(data) }),
      },
      pid: process.pid,
    });
    try {
      const adopted = await imported.pack({ runId, createdAt: instant(clock) });
      await store.runs.addFindings(runId, adopted.findings);
      await store.runs.logMetrics(runId, adopted.metrics);
      await store.runs.addArtifact(runId, {
        name: 'model',
        hash: adopted.artifact,
        sizeBytes: adopted.sizeBytes,
      });
      const version = await store.models.register({
        name,
        task: imported.task,
        target,
        estimator: adopted.estimator,
        runId,
        artifact: adopted.artifact,
        metrics: adopted.metrics,
      });
      const { artifact, dataset } = adopted;
      await drawLineage(store, {
        runId,
        dataset: dataset && { hash: dataset.hash, role: 'measured-on' },
        artifact,
        version,
      });
      await store.runs.finish(runId, { status: 'finished' });
      return {
        ...version,
        metrics: { ...version.metrics },
        aliases: [...version.aliases],
        library: imported.library,
        objective: imported.objective,
        task: imported.task,
        target,
        ...(imported.nTrees === undefined ? {} : { nTrees: imported.nTrees }),
        nRows: adopted.nRows,
        findings: adopted.findings.map((finding) => ({ ...finding })),
        path: await artifacts.pathOf(adopted.artifact),
      };
    } catch (thrown) {
      await store.runs.finish(runId, { status: 'failed', error: reasonOf(thrown) });
      throw thrown;
    }
  };

async function look(
  deps: ImportDeps,
  request: Request & { readonly target: string },
): Promise<Importable> {
  if (extname(request.path).toLowerCase() === '.onnx') {
    const looked = await lookAtOnnx(request);
    const { library, objective } = looked.from;
    const pack = (origin: Omit<Origin, 'imported'>) => packOnnx(deps, looked, origin);
    return { task: looked.task, library, objective, nTrees: undefined, pack };
  }
  const looked = await lookAtModel(deps, request);
  const { task, library, objective, ensemble } = looked.imported;
  const pack = (origin: Omit<Origin, 'imported'>) => packAdopted(deps, looked, origin);
  return { task, library, objective, nTrees: ensemble.treeOutputs.length, pack };
}

function assertTargetNamed({ path, data, target }: Request): void {
  if (data === undefined || target !== undefined) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `Rows to measure the model on must come with the name of their target, got none.`,
    hint: `Name the column of the truth: \`kaizen models import ${path} --data ${data} --target COLUMN\`.`,
    details: { data },
  });
}

/** A name stands for one question: versions of it can be compared and exchanged. */
async function assertSameQuestion(
  store: Pick<Store, 'models'>,
  {
    name,
    task,
    target,
  }: { readonly name: ModelName; readonly task: string; readonly target: string },
): Promise<void> {
  const known = await store.models.find(name);
  if (known === undefined || (known.task === task && known.target === target)) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `A version of "${name}" must answer "${known.target}" (${known.task}), got one that answers "${target}" (${task}).`,
    hint: 'Give the imported model a name of its own with `--name`.',
    details: { name, known: { task: known.task, target: known.target }, task, target },
  });
}
