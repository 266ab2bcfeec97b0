import { AppError } from '@kaizenml/contracts';

const HASH = /^[0-9a-f]{64}$/;
const DRIVE = /^[A-Za-z]:/;

/** Whether a text has the form of an artifact hash; nothing else becomes a path. */
export function isHash(text: string): boolean {
  return HASH.test(text);
}

/** Whether a path names a file inside a folder artifact: relative, `/` between plain names. */
export function isInnerPath(path: string): boolean {
  if (path.includes('\0') || path.includes('\\') || path.includes('\n') || DRIVE.test(path))
    return false;
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..');
}

/**
 * Checks the names of a folder artifact.
 *
 * @throws ARGUMENT_INVALID for no file at all, a path that leaves the folder, and a file that another one
 * needs as its folder.
 */
export function assertInnerPaths(paths: readonly string[]): void {
  if (paths.length === 0) throw refused('A folder artifact must have a file', 'none', { paths });
  const known = new Set(paths);
  for (const path of paths) {
    if (!isInnerPath(path))
      throw refused(
        'A file of an artifact must have a relative path with "/" and without ".."',
        JSON.stringify(path),
        { path },
      );
    const parents = path.split('/').slice(0, -1);
    const clash = parents
      .map((_, i) => parents.slice(0, i + 1).join('/'))
      .find((p) => known.has(p));
    if (clash !== undefined)
      throw refused(
        'A file of an artifact must not be the folder of another',
        `"${clash}" and "${path}"`,
        { path, clash },
      );
  }
}

function refused(
  expectation: string,
  received: string,
  details: Readonly<Record<string, unknown>>,
): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${expectation}, got ${received}.`,
    hint: 'Name the files by paths inside the artifact, such as `model/weights.bin`.',
    details,
  });
}
