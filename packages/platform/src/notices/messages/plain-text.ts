import { SEE_IT, type Words } from '../words.ts';

const WIDTH = 76;

/** A notice as text for a mail: lines of 76 characters at most, but for links and commands, which are never broken. */
export function toPlainText(words: Words): string {
  const { what, subject, message, parts, next, link, when, acknowledge, footer } = words;
  const blocks = [
    `${what} · ${subject}`,
    wrap(message),
    ...parts.map(({ name, text }) => `${name}:\n${wrap(text, '  ')}`),
    ...(link === null ? [] : [`${SEE_IT}:\n  ${link}`]),
    ...(next === null ? [] : [`Next command:\n  ${next}`]),
    ...(acknowledge === null ? [] : [`To say that you look after it:\n  ${acknowledge}`]),
    `${when}.`,
    `-- \n${wrap(footer)}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function wrap(text: string, indent = ''): string {
  return text
    .split('\n')
    .map((paragraph) => {
      const lines: string[] = [];
      let line = indent;
      for (const word of paragraph.split(' ')) {
        if (line.trim() !== '' && line.length + 1 + word.length > WIDTH) {
          lines.push(line);
          line = indent;
        }
        line += line === indent ? word : ` ${word}`;
      }
      return [...lines, line].join('\n');
    })
    .join('\n');
}
