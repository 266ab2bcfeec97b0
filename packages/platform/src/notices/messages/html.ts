import { SEE_IT, type Words } from '../words.ts';

const SIGNS = { error: '✗', warning: '!', info: 'i', over: '✓' };
const COLORS = {
  error: { strong: '#b42318', soft: '#fef3f2' },
  warning: { strong: '#93370d', soft: '#fffaeb' },
  info: { strong: '#175cd3', soft: '#eff8ff' },
  over: { strong: '#067647', soft: '#ecfdf3' },
};
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const CODE =
  'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:13px;line-height:20px';
const INK = '#101828';
const SOFT = '#475467';

/** A notice as the HTML of a mail: tables and inline styles, which every reader of mail knows, and nothing that is fetched. */
export function toHtml(words: Words): string {
  const { tone, what, subject, message, parts, next, link, when, acknowledge, footer } = words;
  const { strong, soft } = COLORS[tone];
  const rows = [
    `<p style="margin:0 0 16px;font-size:17px;line-height:25px;color:${INK}">${withCode(message)}</p>`,
    ...parts.map(({ name, text }) => toPart(name, withCode(text))),
    ...(link === null ? [] : [toLink(link, strong)]),
    ...(next === null ? [] : [toPart('Next command', toCommand(next))]),
    ...(acknowledge === null
      ? []
      : [toPart('To say that you look after it', toCommand(acknowledge))]),
    `<p style="margin:0;font-size:13px;line-height:20px;color:${SOFT}">${escapeHtml(when)}.</p>`,
  ];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escapeHtml(`${what}: ${subject}`)}</title></head>
<body style="margin:0;padding:0;background:#f2f4f7;${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f4f7"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px;background:#ffffff;border:1px solid #e4e7ec;border-radius:8px;border-collapse:separate">
<tr><td style="padding:14px 24px;background:${soft};border-top:4px solid ${strong};border-radius:8px 8px 0 0;font-size:14px;line-height:20px;color:${strong}"><strong>${SIGNS[tone]}&nbsp; ${escapeHtml(what)}</strong> &nbsp;·&nbsp; ${escapeHtml(subject)}</td></tr>
<tr><td style="padding:24px">
${rows.join('\n')}
</td></tr>
</table>
<p style="max-width:600px;margin:12px 0 0;font-size:12px;line-height:18px;color:#667085">${escapeHtml(footer)}</p>
</td></tr></table>
</body>
</html>
`;
}

function toPart(name: string, html: string): string {
  return `<p style="margin:0 0 2px;font-size:13px;line-height:20px;color:${SOFT}">${name}</p>
<div style="margin:0 0 16px;font-size:15px;line-height:22px;color:${INK}">${html}</div>`;
}

function toLink(link: string, color: string): string {
  return `<p style="margin:0 0 16px;font-size:15px;line-height:22px"><a href="${escapeHtml(link)}" style="color:${color}">${SEE_IT}</a></p>`;
}

function toCommand(command: string): string {
  return `<div style="padding:8px 12px;background:#f2f4f7;border-radius:6px;${CODE};word-break:break-word">${escapeHtml(command)}</div>`;
}

/** Text in which words between backticks are code. */
function withCode(text: string): string {
  return text
    .split('`')
    .map((part, i, all) =>
      i % 2 === 1 && i < all.length - 1
        ? `<code style="${CODE};background:#f2f4f7;border-radius:4px;padding:1px 4px">${escapeHtml(part)}</code>`
        : `${i % 2 === 1 ? '`' : ''}${escapeHtml(part)}`,
    )
    .join('');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
