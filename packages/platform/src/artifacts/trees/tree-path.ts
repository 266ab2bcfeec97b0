import { AppError, showPath } from '@kaizenml/contracts';

const MOST_PATH_BYTES = 4096;
/** What file systems take, to which clients load files down. */
const MOST_NAME_BYTES = 255;
/** Times that a path may have been encoded. */
const MOST_DECODINGS = 10;

const CONTROL = /\p{Cc}/u;
const DRIVE = /^[A-Za-z]:/;
/** What is ignored when names are compared by some file systems: joiners, marks of direction. */
const INVISIBLE = /\p{Cf}/gu;
/** A name that means a folder above to some systems: others take spaces and dots away at the end. */
const DOTS = /^[.\s]+$/u;

/**
 * The path of a file as it is kept: plain names with `/` between, without what percent signs hide.
 *
 * Paths are rows of a table and never become paths of this machine. They do on the machines of those who load files down, so what any
 * system could take for a way out of a folder is refused: `..` in every spelling, backslashes, drives, names of dots and spaces,
 * control characters, letters that compatibility decomposition makes one of these. So is `#`, which MLflow's clients cannot read.
 *
 * @returns It is the same for what it gives. Names that differ by case, or by the form of their accents, are different names.
 * @throws ARTIFACT_PATH_INVALID
 */
export function treePath(text: string): string {
  const path = decoded(text);
  const problem = path === undefined ? 'is encoded more than ten times' : problemOf(path);
  if (path === undefined || problem !== undefined) throw pathInvalid(text, problem ?? '');
  return path;
}

/** The path of a folder; `''` is the top one. A slash at the end is no matter. @throws ARTIFACT_PATH_INVALID */
export function treeFolder(text: string): string {
  const plain = text.replace(/\/+$/, '');
  if (plain === '' && text.length > 1) throw pathInvalid(text, 'has an empty name');
  return plain === '' ? '' : treePath(plain);
}

/** A path below a folder. @throws ARTIFACT_PATH_INVALID */
export function pathBelow(folder: string, path: string): string {
  const below = treePath(path);
  return folder === '' ? below : treePath(`${folder}/${below}`);
}

function decoded(text: string): string | undefined {
  let path = text;
  for (let i = 0; i < MOST_DECODINGS; i++) {
    const next = decodeOnce(path);
    if (next === path) return path;
    path = next;
  }
  return undefined;
}

/** Stretches of percent signs that are UTF-8 as their letters; others as they are, for a name may hold a percent sign. */
function decodeOnce(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes.replace(/%[0-7][0-9a-f]/gi, (code) => decodeURIComponent(code));
    }
  });
}

function problemOf(path: string): string | undefined {
  if (!path.isWellFormed()) return 'must be whole letters';
  if (Buffer.byteLength(path) > MOST_PATH_BYTES) return `is longer than ${MOST_PATH_BYTES} bytes`;
  if (CONTROL.test(path)) return 'holds a control character';
  if (path.includes('#')) return 'holds "#"';
  const names = path.split('/');
  const long = names.find((name) => Buffer.byteLength(name) > MOST_NAME_BYTES);
  if (long !== undefined) return `has a name of more than ${MOST_NAME_BYTES} bytes`;
  const seen = path.normalize('NFKC').replace(INVISIBLE, '');
  if (seen.includes('\\')) return 'holds a backslash';
  if (seen.split('/').length !== names.length) return 'holds what looks like "/"';
  return seen
    .split('/')
    .map(problemOfName)
    .find((problem) => problem !== undefined);
}

function problemOfName(name: string): string | undefined {
  if (name === '') return 'has an empty name';
  if (DOTS.test(name)) return 'has a name of dots or spaces alone';
  return DRIVE.test(name) ? 'names a drive' : undefined;
}

function pathInvalid(path: string, problem: string): AppError {
  const shown = showPath(path);
  return new AppError('ARTIFACT_PATH_INVALID', {
    message: `The path of a file must be plain names with "/" between, got "${shown}", which ${problem}.`,
    hint: 'Name it by its place below the run, such as `model/weights.bin`.',
    details: { path: shown, problem },
  });
}
