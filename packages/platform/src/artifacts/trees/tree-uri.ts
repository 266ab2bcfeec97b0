import { treeFolder } from './tree-path.ts';

/** `mlflow-artifacts:/1/ab/artifacts`, also with a host, and the address that clients make of it. */
const OURS =
  /^(?:mlflow-artifacts:(?:\/\/[^/]*)?|https?:\/\/[^/]+\/(?:ajax-)?api\/2\.0\/mlflow-artifacts\/artifacts)\/+(.+)$/;

/** The folder of files that a URI names; undefined for files that are elsewhere. @throws ARTIFACT_PATH_INVALID */
export function findTreeFolder(uri: string): string | undefined {
  const [, path] = OURS.exec(uri) ?? [];
  return path === undefined ? undefined : treeFolder(path);
}
