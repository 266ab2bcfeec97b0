import { AppError } from '@kaizenml/contracts';
import { type ArtifactTrees, pathBelow } from '../../artifacts/index.ts';
import type { TrackingStore } from '../store.ts';
import { artifactFileBody } from './artifact-file-body.ts';
import { folderOfUri } from './artifact-uri.ts';
import type { MlflowCall } from './call.ts';
import { findText, getRunId, getText } from './fields.ts';
import type { Message } from './message.ts';
import { loggedModelNotFound, runNotFound } from './not-found.ts';

/** Files that a page has; nobody asks for fewer. */
const PAGE = 10_000;

/** What calls about files stand on. */
export interface ArtifactCallParts {
  readonly tracking: {
    readonly runs: Pick<TrackingStore['runs'], 'find'>;
    readonly models: Pick<TrackingStore['models'], 'find'>;
  };
  readonly trees: Pick<ArtifactTrees, 'list'>;
}

/**
 * The calls that list files of runs and logged models.
 *
 * Addresses that are signed beforehand lead around a server; ours looks at every byte that it keeps, so it has none, and says so as
 * MLflow's does over a disk.
 *
 * @source MLflow, "REST API", "List Artifacts"
 */
export function artifactCalls({ tracking, trees }: ArtifactCallParts): readonly MlflowCall[] {
  const list = async (uri: string, message: Message, pathField: string) => {
    const root = folderOfUri(uri);
    const path = findText(message, pathField) ?? '';
    const folder = path === '' ? root : pathBelow(root, path.replace(/\/+$/, ''));
    const after = findText(message, 'page_token') || undefined;
    const { items, next } = await trees.list(folder, { limit: PAGE, after });
    return {
      root_uri: uri,
      ...(items.length === 0
        ? {}
        : { files: items.map((each) => artifactFileBody(each, each.path.slice(root.length + 1))) }),
      ...(next === undefined ? {} : { next_page_token: next }),
    };
  };
  return [
    {
      verb: 'GET',
      path: 'artifacts/list',
      needs: 'read',
      async answer(message) {
        const id = getRunId(message);
        const run = await tracking.runs.find(id);
        if (run === undefined) throw runNotFound(id);
        return list(run.artifactUri, message, 'path');
      },
    },
    {
      verb: 'GET',
      path: 'logged-models/:model_id/artifacts/directories',
      needs: 'read',
      async answer(message) {
        const id = getText(message, 'model_id');
        const model = await tracking.models.find(id);
        if (model === undefined) throw loggedModelNotFound(id);
        return list(model.artifactUri, message, 'artifact_directory_path');
      },
    },
    ...(['upload', 'download'] as const).map(
      (way): MlflowCall => ({
        verb: 'POST',
        path: `artifacts/presigned-${way}-url`,
        needs: way === 'upload' ? 'write' : 'read',
        answer: () => Promise.reject(notSigned(way)),
      }),
    ),
  ];
}

function notSigned(way: string): AppError {
  return new AppError('SIGNED_ADDRESS_UNSUPPORTED', {
    message: `Files are sent and read through this server, got a request for an address to ${way} around it.`,
    hint: 'Use `/api/2.0/mlflow-artifacts/artifacts/<path>`, as clients do by themselves.',
    details: { way },
  });
}
