import { treeFolder } from '../../artifacts/index.ts';
import { refusal } from './refusals.ts';

/** `mlflow-artifacts:/1/ab/artifacts`, also with a host, and the address that clients make of it. */
const OURS =
  /^(?:mlflow-artifacts:(?:\/\/[^/]*)?|https?:\/\/[^/]+\/(?:ajax-)?api\/2\.0\/mlflow-artifacts\/artifacts)\/+(.+)$/;

/**
 * The folder of files that a URI names.
 *
 * @throws REQUEST_INVALID for files that are elsewhere: clients read those without this server
 */
export function folderOfUri(uri: string): string {
  const [, path] = OURS.exec(uri) ?? [];
  if (path !== undefined) return treeFolder(path);
  throw refusal(`The artifacts are at '${uri}', which is read without this server.`, { uri });
}
