import { readFile } from 'node:fs/promises';
import { AppError } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { type NoticeStore, shownTarget, toTarget } from '../notices/index.ts';
import type { Seals } from '../webhooks/index.ts';
import { whoAsks } from '../who-asks.ts';
import { spanMs } from './span-ms.ts';
import { toRouteView } from './to-route.ts';

/** Adds a route, or replaces the one of its name. Where it leads to is kept sealed. */
export const setAlertRoute =
  (
    notices: Pick<NoticeStore, 'setRoute'>,
    seals: Pick<Seals, 'seal'>,
  ): MachineHandler<Operations['alerts']['route']> =>
  async (input, machine, asked) => {
    const { name, channel, match, severity, after, note } = input;
    const { toFile, secretFile } = machine?.inputs ?? {};
    const to = toFile === undefined ? input.to : await readLine(toFile);
    if (to === undefined)
      throw new AppError('ARGUMENT_INVALID', {
        message: `Route "${name}" must lead somewhere, got no \`to\`.`,
        hint: 'Give `--to ops@example.org` or, for the address of a webhook, `--to-file FILE`.',
        details: { name },
      });
    const secret = secretFile === undefined ? input.secret : await readLine(secretFile);
    const target = toTarget(channel, { to, secret });
    const route = await notices.setRoute(
      {
        ...{ name, match, severity, channel, shown: shownTarget(target) },
        sealedTarget: await seals.seal(JSON.stringify(target)),
        afterMs: after === undefined ? 0 : spanMs(after),
      },
      { by: 'person', who: whoAsks(machine, asked), why: note },
    );
    return toRouteView(route);
  };

/** @throws FILE_NOT_FOUND */
async function readLine(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('FILE_NOT_FOUND', {
      message: `File "${path}" must be readable, got ${(cause as NodeJS.ErrnoException).code ?? 'an error'}.`,
      hint: 'Write the address or the secret to it, readable for you alone.',
      details: { path },
      cause,
    });
  });
  return text.trim();
}
