import type { FastifyRequest } from 'fastify';
import { pathBelow, treeFolder } from '../../artifacts/index.ts';

/** The part of the address that is a path of a file. */
export function restOf({ params }: FastifyRequest): string {
  return (params as { readonly '*': string })['*'];
}

/** A name without the folders before it, as any system writes them: clients send their own path of the file. */
const FOLDERS = /^.*[\\/]/s;

/** The path of a file that a request names by folder and name. @throws ARTIFACT_PATH_INVALID */
export function pathInFolder(folder: string, name: string): string {
  return pathBelow(treeFolder(folder), name.replace(FOLDERS, ''));
}
