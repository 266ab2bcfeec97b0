import { basename, extname } from 'node:path';
import { AppError, asId, type ModelName, type ModelTask, toName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { DatasetDeps } from '../datasets/index.ts';
import type { Clock } from '../kit/index.ts';
import type { ReleaseGate } from '../models/index.ts';
import type { Store } from '../storage/store.ts';
import { type Adopted, lookAtModel, packAdopted } from './adopt-model.ts';
import { lookAtOnnx, packOnnx } from './import-onnx.ts';
import { assertSameQuestion, recordRegistration } from './record-registration.ts';
import type { Origin } from './steps/about-artifact.ts';

/** What importing stands on. */
export interface ImportDeps extends DatasetDeps {
  readonly store: Store;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
  /** Where the artifact proves that it answers, before it is a version: of a name without a champion the newest answers. */
  readonly release: Pick<ReleaseGate, 'prove'>;
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

/** Reads a model of another library into a new version. */
export const importModel =
  (deps: ImportDeps): Handler<Operations['models']['import']> =>
  async (request) => {
    const { store, artifacts } = deps;
    const { path, data } = request;
    assertTargetNamed(request);
    const name = asId<ModelName>(request.name ?? toName(basename(path, extname(path))));
    const target = request.target ?? UNNAMED_TARGET;
    const imported = await look(deps, { ...request, target });
    await assertSameQuestion(store, { name, task: imported.task, target });
    const { version, adopted } = await recordRegistration(deps, {
      ...{ name, task: imported.task, target },
      async pack(origin) {
        const packed = await imported.pack(origin);
        await deps.release.prove({ name, artifact: packed.artifact });
        return packed;
      },
      title: `${basename(path)} → ${target}`,
      params: {
        file: basename(path),
        library: imported.library,
        objective: imported.objective,
        ...(data === undefined ? {} : { data: basename(data) }),
      },
    });
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
