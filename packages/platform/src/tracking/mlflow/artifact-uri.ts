import { findTreeFolder } from '../../artifacts/index.ts';
import { refusal } from './refusals.ts';

/**
 * The folder of files that a URI names.
 *
 * @throws REQUEST_INVALID for files that are elsewhere: clients read those without this server
 */
export function folderOfUri(uri: string): string {
  const folder = findTreeFolder(uri);
  if (folder !== undefined) return folder;
  throw refusal(`The artifacts are at '${uri}', which is read without this server.`, { uri });
}
