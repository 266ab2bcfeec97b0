import { SEE_IT, type Words } from '../words.ts';

const SIGNS = {
  error: ':red_circle:',
  warning: ':large_orange_circle:',
  info: ':large_blue_circle:',
  over: ':large_green_circle:',
};

/** Most characters of a header, of a section and of a small line. */
const MOST = { header: 150, section: 3000, context: 2000 };

/**
 * A notice as the body of an incoming webhook of Slack, which others understand too.
 *
 * @source Slack, "Block Kit": reference of blocks; "Formatting text for app surfaces"
 */
export function toSlack(words: Words): Readonly<Record<string, unknown>> {
  const { tone, what, subject, message, parts, next, link, when, acknowledge, footer } = words;
  const commands = [
    ...(next === null ? [] : [`*Next command*\n${toCommand(next)}`]),
    ...(acknowledge === null ? [] : [`*To say that you look after it*\n${toCommand(acknowledge)}`]),
  ];
  const text = [
    escapeSlack(message),
    ...parts.map(({ name, text: said }) => `*${name}*\n${escapeSlack(said)}`),
    ...(link === null ? [] : [`<${escapeSlack(link).replaceAll('|', '%7C')}|${SEE_IT}>`]),
    ...commands,
  ];
  return {
    text: cut(`${escapeSlack(`${what}: ${subject}`)}: ${escapeSlack(message)}`, MOST.section),
    blocks: [
      {
        type: 'header',
        text: {
          type: 'plain_text',
          emoji: true,
          text: cut(`${SIGNS[tone]} ${what} · ${subject}`, MOST.header),
        },
      },
      ...text.map((part) => ({
        type: 'section',
        text: { type: 'mrkdwn', text: cut(part, MOST.section) },
      })),
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', text: cut(escapeSlack(`${when}. ${footer}`), MOST.context) }],
      },
    ],
  };
}

function toCommand(command: string): string {
  return `\`\`\`${escapeSlack(command).replaceAll('```', "'''")}\`\`\``;
}

/** Characters that stand for links, mentions and marks: a name of a column must not call a whole channel. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The beginning of a text, whole characters only. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
