import type { MailServer } from '../notices/index.ts';
import type { FlagSpecs } from './command.ts';

/** Flags that say who takes mail. */
export const MAIL_FLAGS = {
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
} as const satisfies FlagSpecs;

/** Who takes mail by flags and variables; undefined where nobody does. */
export async function readMailFlags(
  env: Readonly<Record<string, string | undefined>>,
  {
    smtp: url,
    smtpPasswordFile: passwordFile,
    mailFrom: from,
  }: {
    readonly smtp: string | undefined;
    readonly smtpPasswordFile: string | undefined;
    readonly mailFrom: string | undefined;
  },
): Promise<MailServer | undefined> {
  const { readMailServer } = await import('../notices/index.ts');
  return await readMailServer(env, { url, passwordFile, from });
}
