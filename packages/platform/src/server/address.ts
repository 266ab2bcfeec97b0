import { AppError } from '@kaizenml/contracts';

/** Whether a host stands for this machine alone. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/** Host and port as a URL; a host that means every address is shown as the local one. */
export function toUrl(host: string, port: number, scheme: 'http' | 'https' = 'http'): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `${scheme}://${shown.includes(':') ? `[${shown.replace(/[[\]]/g, '')}]` : shown}:${port}`;
}

/** Refuses to listen beyond this machine where anyone could ask. @throws BIND_REFUSED */
export function assertBindable(host: string, isClosed: boolean): void {
  if (isLoopback(host) || isClosed) return;
  throw new AppError('BIND_REFUSED', {
    message: `The server must have a token to listen beyond this machine, got host "${host}" and no token.`,
    hint: 'Set `KAIZEN_TOKEN` or pass `--token-file FILE`; make a token with `openssl rand -hex 24`, or a key with `kaizen keys create`.',
    details: { host },
  });
}

/** Why listening failed, in our words; anything unexpected is thrown as it is. */
export function toListenError(thrown: unknown, host: string, port: number): unknown {
  const code = (thrown as NodeJS.ErrnoException).code;
  const details = { host, port, reason: code };
  if (code === 'EADDRINUSE')
    return new AppError('PORT_TAKEN', {
      message: `Port ${port} of ${host} must be free, got another program that listens on it.`,
      hint: `Stop that program or choose another port with \`--port ${port + 1}\`.`,
      details,
      cause: thrown,
    });
  if (code === 'EACCES')
    return new AppError('BIND_REFUSED', {
      message: `Port ${port} of ${host} must be open to this user, got a refusal of the system.`,
      hint: 'Choose a port above 1023 with `--port 7400`.',
      details,
      cause: thrown,
    });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new AppError('BIND_REFUSED', {
      message: `The host must be an address of this machine, got "${host}".`,
      hint: 'Use `--host 127.0.0.1` for this machine alone, or `--host 0.0.0.0` for every address.',
      details,
      cause: thrown,
    });
  return thrown;
}

/** Refuses what is no port. @throws ARGUMENT_INVALID */
export function assertPort(port: number): void {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The port must be a whole number between 0 and 65535, got ${port}.`,
    hint: 'Leave it out for 7400, or pass 0 for any free port.',
    details: { port },
  });
}
