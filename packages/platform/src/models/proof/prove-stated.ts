import { AppError, asId, type ModelName, type Row, toAppError } from '@kaizenml/contracts';
import { type ProbeRow, probeRows } from '@kaizenml/ml/artifact';
import { branchRows, membersOf } from '../../runtimes/graphs/index.ts';
import type { StatedManifest, StatedModel } from '../../runtimes/stated/index.ts';
import { isNotTaken } from '../is-not-taken.ts';
import { PROOF_LIMITS, type Release } from './prove-artifact.ts';

/** What proving a stated model stands on. */
export interface StatedProofDeps {
  /** Proves a version that a graph asks. @throws RELEASE_REFUSED */
  readonly proveMember: (member: Release) => Promise<void>;
  /** For all rows together; each request has the deadline of its own model besides. Default: a minute. */
  readonly timeoutMs?: number;
  /** Milliseconds that never go back. Default: those of the process. */
  readonly now?: () => number;
}

/**
 * Proves that a model that was stated answers rows of its signature, here, for its files alone do not answer.
 *
 * A function is asked the typical, smallest, largest and missing values and every level, on its thread; another server whether it
 * still reads what it did, and a row of typical values, since its rows may be dear; of a graph first each version that it
 * needs is proven, then the graph is asked as a function is, and a row for each condition.
 *
 * @throws RELEASE_REFUSED
 */
export async function proveStated(
  { name, artifact }: Release,
  model: StatedModel,
  {
    proveMember,
    timeoutMs = PROOF_LIMITS.timeoutMs,
    now = () => performance.now(),
  }: StatedProofDeps,
): Promise<void> {
  const { manifest } = model;
  const refused = (reason: string, details: Readonly<Record<string, unknown>>): AppError =>
    new AppError('RELEASE_REFUSED', {
      message: `The ${KINDS[manifest.kind]} "${name}" must answer sample rows of its signature before it is released, but ${reason.replace(/\.$/, '')}.`,
      hint: `What answered before goes on. ${nextStep(name, manifest)}`,
      details: { model: name, artifact, ...details },
    });
  const attempt = async (place: string, work: () => Promise<unknown>, row?: Row): Promise<void> => {
    try {
      await work();
    } catch (thrown) {
      const { code, message } = toAppError(thrown);
      throw refused(`${place}: ${message}`, {
        code,
        message,
        ...(row === undefined ? {} : { row }),
      });
    }
  };
  if (manifest.kind === 'kaizenml-graph')
    for (const { model: pinned, step, isNeeded } of membersOf(manifest.graph))
      if (isNeeded)
        await attempt(`${pinned.name}/${pinned.version}, which ${step} asks, did not pass`, () =>
          proveMember({ name: asId<ModelName>(pinned.name), artifact: pinned.artifact }),
        );
  await attempt('the server did not tell its model', async () => model.assertReady?.());

  const probes = probesOf(manifest);
  if (await answersAll(model, probes)) return;
  const until = now() + timeoutMs;
  let nAnswered = 0;
  for (const { of, row } of probes) {
    if (now() > until)
      throw refused(`it took more than ${timeoutMs / 1000} s`, { timeoutMs, nAnswered });
    await attempt(
      `for the row of ${of}, ${JSON.stringify(row)}, it failed`,
      async () => {
        if (await isAnswered(model, row)) nAnswered += 1;
      },
      row,
    );
  }
  if (nAnswered === 0)
    throw refused(`it takes none of its ${probes.length} sample rows`, { nRows: probes.length });
}

const KINDS: Readonly<Record<StatedManifest['kind'], string>> = {
  'kaizenml-proxy': 'proxy',
  'kaizenml-function': 'function',
  'kaizenml-graph': 'graph',
};

function nextStep(name: string, manifest: StatedManifest): string {
  if (manifest.kind === 'kaizenml-function')
    return `Correct ${manifest.module.source}, register it with \`kaizen models register-function ${name} ${manifest.module.source}\`, and release that version.`;
  if (manifest.kind === 'kaizenml-proxy')
    return `See whether ${manifest.remote.url} answers, state \`typical\` values in its signature where it takes no others, and release it again.`;
  return `Register it again with versions that answer: \`kaizen models register-graph ${name} kaizen.yaml\`.`;
}

function probesOf(manifest: StatedManifest): readonly ProbeRow[] {
  const probes = probeRows(manifest.signature);
  if (manifest.kind === 'kaizenml-proxy') return probes.slice(0, 1);
  if (manifest.kind === 'kaizenml-function') return probes;
  return [...probes, ...branchRows(manifest.graph, manifest.signature)];
}

/** Whether all rows are answered in one request; a failure is looked for row by row. */
function answersAll(model: StatedModel, probes: readonly ProbeRow[]): Promise<boolean> {
  const asked = Promise.resolve(model.answer(probes.map(({ row }) => row)));
  return asked.then(
    () => true,
    () => false,
  );
}

/** @returns False for a row that the model does not take. @throws Every other failure of answering */
async function isAnswered(model: StatedModel, row: Row): Promise<boolean> {
  try {
    await model.answer([row]);
    return true;
  } catch (thrown) {
    if (isNotTaken(thrown)) return false;
    throw thrown;
  }
}
