import { readFile } from 'node:fs/promises';
import { AppError } from '@kaizenml/contracts';

/** Who takes our mail. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `from-start`: TLS at once; `when-offered`; `always`: after STARTTLS, or not at all. */
  readonly tls: 'from-start' | 'when-offered' | 'always';
  readonly login: { readonly user: string; readonly password: string } | null;
  /** Whose mail it is. */
  readonly from: string;
  /** Certificates that are trusted besides those of the system, as PEM. */
  readonly ca?: string | undefined;
}

/** What is said of a mail server on the command line or in variables. */
export interface MailSettings {
  /** `smtp://user@host:port`, or `smtps://` for TLS from the start. */
  readonly url: string | undefined;
  readonly passwordFile: string | undefined;
  readonly from: string | undefined;
}

const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

/**
 * The mail server of `--smtp`, else of `KAIZEN_SMTP`; undefined when neither is there.
 *
 * A password goes to nobody without TLS.
 *
 * @throws ARGUMENT_INVALID, FILE_NOT_FOUND
 */
export async function readMailServer(
  env: Readonly<Record<string, string | undefined>>,
  settings: MailSettings,
): Promise<MailServer | undefined> {
  const given = settings.url ?? env.KAIZEN_SMTP;
  if (given === undefined || given === '') return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const port = url && PORTS[url.protocol];
  if (url === undefined || port === undefined || url.hostname === '' || url.password !== '')
    throw invalid(
      url?.password ? 'must not hold a password' : 'must be like `smtp://user@host:587`',
      url?.password
        ? 'Give it in `KAIZEN_SMTP_PASSWORD` or with `--smtp-password-file`, where nobody sees it among the processes.'
        : 'For example `--smtp smtp://alerts@mail.example.org:587`, or `smtps://` for TLS from the start.',
    );
  const user = decodeURIComponent(url.username);
  const password = await readPassword(env, settings.passwordFile);
  if ((user === '') !== (password === undefined))
    throw invalid(
      user === '' ? 'must name the user of the password' : 'must come with a password',
      'For example `KAIZEN_SMTP_PASSWORD=… kaizen serve --smtp smtp://alerts@mail.example.org:587`.',
    );
  const from = settings.from ?? env.KAIZEN_MAIL_FROM ?? (user.includes('@') ? user : undefined);
  if (from === undefined || !from.includes('@'))
    throw invalid(
      'must come with the address that mail is from',
      'Say it with `--mail-from kaizen@example.org`.',
    );
  const later = password === undefined ? 'when-offered' : 'always';
  return {
    ...{ host: url.hostname, port: url.port === '' ? port : Number(url.port), from },
    tls: url.protocol === 'smtps:' ? 'from-start' : later,
    login: password === undefined ? null : { user, password },
  };
}

async function readPassword(
  env: Readonly<Record<string, string | undefined>>,
  path: string | undefined,
): Promise<string | undefined> {
  if (path === undefined) return env.KAIZEN_SMTP_PASSWORD || undefined;
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('FILE_NOT_FOUND', {
      message: `The file with the password of the mail server "${path}" must be readable, got ${(cause as NodeJS.ErrnoException).code ?? 'an error'}.`,
      hint: 'Write the password to it, readable for who runs the server alone.',
      details: { path },
      cause,
    });
  });
  return text.trim() || undefined;
}

function invalid(what: string, hint: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `\`--smtp\` ${what}.`,
    hint,
    details: { flag: '--smtp' },
  });
}
