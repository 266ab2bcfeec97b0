import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How much an artifact may take while it is tried. */
export interface SandboxLimits {
  /** From when it is told the folder. */
  readonly timeoutMs: number;
  /** Resident memory of the process, where the system tells (Linux), and everywhere the heap of it. */
  readonly memoryBytes: number;
}

/** How the process of an artifact ended. */
export type SandboxEnd =
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'broke'; readonly how: string };

/** A process that waits for the artifact that it is to try. */
export interface Sandbox {
  /** Tries the folder of an artifact, once. */
  run(folder: string): Promise<SandboxEnd>;
  /** Ends the process, whatever it does. */
  close(): void;
}

const LOOK_EVERY_MS = 50;
const PAGE_BYTES = 4096;
const MEBIBYTE = 2 ** 20;
/** Most that is read of what it says: an answer is far shorter. */
const MOST_TEXT = MEBIBYTE;
/** Last words of a process that broke. */
const MOST_COMPLAINT = 300;

/**
 * Starts a process in which an artifact is tried: it knows nothing but the folder, has nothing of our environment, and is ended
 * when it takes too long or too much memory. Loading what it needs takes it most of its time, so it may be started before
 * there is an artifact.
 */
export function openSandbox({ timeoutMs, memoryBytes }: SandboxLimits): Sandbox {
  const child = start(memoryBytes);
  let end: SandboxEnd | undefined;
  const stop = (why: SandboxEnd): void => {
    end ??= why;
    child.kill('SIGKILL');
  };
  const looking = setInterval(() => {
    if (residentBytes(child) > memoryBytes) stop({ kind: 'too-large' });
  }, LOOK_EVERY_MS);
  looking.unref();
  const exited = new Promise<string | undefined>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code, signal) => {
      clearInterval(looking);
      resolve(code === 0 ? undefined : `its process ended with ${signal ?? `code ${code}`}`);
    });
  });
  const outcome = Promise.all([read(child.stdout), read(child.stderr), exited]);
  child.stdin?.on('error', () => stop({ kind: 'broke', how: 'its process took no folder' }));
  child.unref();
  return {
    async run(folder) {
      child.ref();
      const timer = setTimeout(() => stop({ kind: 'too-slow' }), timeoutMs);
      child.stdin?.write(folder);
      const [text, complaint, failure] = await outcome;
      clearTimeout(timer);
      if (end !== undefined) return end;
      if (failure === undefined && text !== '') return { kind: 'said', text };
      if (complaint.includes('heap out of memory')) return { kind: 'too-large' };
      const words = complaint.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_COMPLAINT);
      const how = failure ?? 'its process said nothing';
      return { kind: 'broke', how: words === '' ? how : `${how}: ${words}` };
    },
    close: () => stop({ kind: 'broke', how: 'it was ended' }),
  };
}

function start(memoryBytes: number): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = new URL(isSource ? './proof-process.ts' : './proof-process.js', import.meta.url);
  const flags = [
    ...(isSource ? ['--conditions=source'] : []),
    `--max-old-space-size=${Math.ceil(memoryBytes / MEBIBYTE)}`,
  ];
  const { PATH, SystemRoot, TMPDIR } = process.env;
  return spawn(process.execPath, [...flags, fileURLToPath(entry)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...(PATH && { PATH }), ...(SystemRoot && { SystemRoot }), ...(TMPDIR && { TMPDIR }) },
  });
}

async function read(stream: ChildProcess['stdout']): Promise<string> {
  let text = '';
  if (stream === null) return text;
  stream.setEncoding('utf8');
  for await (const chunk of stream) if (text.length < MOST_TEXT) text += chunk;
  return text;
}

/** 0 where the system does not tell. */
function residentBytes({ pid }: ChildProcess): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
