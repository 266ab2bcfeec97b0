import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runCli } = await import('./run-cli.ts');

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const code = await runCli({
  argv: process.argv.slice(2),
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  stdin: readStdin,
  interruption: createInterruption(),
});
await new Promise((resolve) => process.stdout.write('', resolve));
process.exit(code);

async function readStdin(): Promise<string> {
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) text += chunk;
  return text;
}

/** A signal made on first use: the first Ctrl-C or SIGTERM aborts it, the second ends the process. */
function createInterruption(): () => AbortSignal {
  let controller: AbortController | undefined;
  return () => {
    if (controller !== undefined) return controller.signal;
    const made = new AbortController();
    controller = made;
    const interrupt = () => {
      if (made.signal.aborted) process.exit(130);
      made.abort();
    };
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', interrupt);
    return made.signal;
  };
}
