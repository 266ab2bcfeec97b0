import type { MailServer } from '../notices/index.ts';
import type { FlagSpecs } from './command.ts';

/** Flags that say how alerts are told: who takes mail, and where links lead to. */
export const TELLING_FLAGS = {
  smtp: {
    kind: 'text',
    placeholder: 'URL',
    doc: 'Mail server for alerts: `smtp://user@host:587`, or `smtps://` for TLS from the start. Default: `KAIZEN_SMTP`.',
  },
  smtpPasswordFile: {
    kind: 'text',
    placeholder: 'FILE',
    doc: 'File with the password of its user. Default: `KAIZEN_SMTP_PASSWORD`.',
  },
  mailFrom: {
    kind: 'text',
    placeholder: 'ADDRESS',
    doc: 'Address that mail is from. Default: `KAIZEN_MAIL_FROM`, else the user of the mail server.',
  },
  publicUrl: {
    kind: 'text',
    placeholder: 'URL',
    doc: 'Where people open the pages, such as `https://kaizen.example.org`: what is told of alerts carries a link. Default: `KAIZEN_PUBLIC_URL`, else no link.',
  },
} as const satisfies FlagSpecs;

/** Who takes mail, and where the pages are, by flags and variables. @throws ARGUMENT_INVALID, FILE_NOT_FOUND */
export async function readTellingFlags(
  env: Readonly<Record<string, string | undefined>>,
  {
    smtp: url,
    smtpPasswordFile: passwordFile,
    mailFrom: from,
    publicUrl,
  }: {
    readonly smtp: string | undefined;
    readonly smtpPasswordFile: string | undefined;
    readonly mailFrom: string | undefined;
    readonly publicUrl: string | undefined;
  },
): Promise<{
  /** Undefined where nobody takes mail. */
  readonly mailServer: MailServer | undefined;
  /** Undefined where nobody says it. */
  readonly publicUrl: string | undefined;
}> {
  const { readMailServer, readPublicUrl } = await import('../notices/index.ts');
  const pages = readPublicUrl(env, publicUrl);
  return { mailServer: await readMailServer(env, { url, passwordFile, from }), publicUrl: pages };
}
