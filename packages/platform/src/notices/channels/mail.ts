import { toHtml } from '../messages/html.ts';
import { toPlainText } from '../messages/plain-text.ts';
import type { Notice } from '../store.ts';
import { type Words, wordsOf } from '../words.ts';
import type { MailServer } from './mail-server.ts';
import type { Outcome } from './outcome.ts';

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
const MOST_SUBJECT = 140;

/**
 * Mails a notice. Its `Message-ID` is made of the id that it keeps through all tries; notices of one alert refer to one another, so that
 * readers of mail show them together.
 *
 * @source RFC 5321, RFC 5322 (3.6.4), RFC 3834 (Auto-Submitted)
 */
export async function mail(
  notice: Notice,
  {
    addresses,
    server,
    publicUrl,
  }: {
    readonly addresses: readonly string[];
    readonly server: MailServer;
    readonly publicUrl?: string | undefined;
  },
): Promise<Outcome> {
  const { createTransport } = await import('nodemailer');
  const { host, port, tls, login, ca } = server;
  const transport = createTransport({
    ...{ host, port, ...TIMEOUTS },
    secure: tls === 'from-start',
    requireTLS: tls === 'always',
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  try {
    const sent = await transport.sendMail({
      ...toMail(notice, server.from, publicUrl),
      to: [...addresses],
    });
    const status = statusOf(sent.response);
    if (sent.rejected.length === 0) return { verdict: 'told', status };
    return { verdict: 'told', status, why: `Refused for ${sent.rejected.map(String).join(', ')}.` };
  } catch (thrown) {
    return outcomeOfFailure(thrown);
  } finally {
    transport.close();
  }
}

/** What a mail is made of. */
function toMail(notice: Notice, from: string, publicUrl: string | undefined) {
  const { id, alert, createdAt } = notice;
  const words = wordsOf(notice, publicUrl);
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '');
  return {
    ...{ from, subject: subjectOf(words) },
    ...{ text: toPlainText(words), html: toHtml(words) },
    date: new Date(createdAt),
    messageId: `<${id}@${domain}>`,
    references: `<alert.${alert.id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Kaizen-Alert': alert.id },
  };
}

/** `[error] endpoint:churn: what is the matter`. */
function subjectOf({ tag, subject, message }: Words): string {
  const line = `[${tag}] ${subject}: ${message}`.replaceAll(/\s+/g, ' ');
  if (line.length <= MOST_SUBJECT) return line;
  return `${line.slice(0, MOST_SUBJECT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** What is wrong with the addresses or the mail itself. */
const ABOUT_THE_MAIL = new Set(['EENVELOPE', 'EMESSAGE']);

/** A mail that is refused for good is over; what fails on the way there, by TLS or by our login, may be mended. */
function outcomeOfFailure(thrown: unknown): Outcome {
  const { message, code, responseCode } = thrown as Error & {
    readonly code?: string;
    readonly responseCode?: number;
  };
  const status = responseCode ?? null;
  const isRefused = status !== null && status >= 500 && ABOUT_THE_MAIL.has(code ?? '');
  return { verdict: isRefused ? 'never' : 'later', status, why: message };
}

function statusOf(response: string): number | null {
  const status = Number.parseInt(response, 10);
  return Number.isNaN(status) ? null : status;
}
