import { FINDINGS, type FindingCode } from '@kaizenml/contracts';
import { version } from '../../../version.ts';
import type { LintOutput } from '../lint.ts';

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const;
const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * Findings as a log that code hosts and editors read: one rule per code, one result per finding.
 *
 * @source OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", 2020.
 */
export function sarifLog({ path, findings }: LintOutput) {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const uri = path.split(/[\\/]/).map(encodeURIComponent).join('/');
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'kaizen datasets lint',
            semanticVersion: version,
            rules: codes.map((code) => ({
              id: code,
              shortDescription: { text: FINDINGS[code as FindingCode] },
            })),
          },
        },
        results: findings.map(({ code, severity, message, hint, lines, details }) => ({
          ruleId: code,
          ruleIndex: codes.indexOf(code),
          level: LEVEL[severity],
          message: { text: `${message}${excerptOf(details)}. ${hint}` },
          locations: (lines.length === 0 ? [1] : lines).map((startLine) => ({
            physicalLocation: { artifactLocation: { uri }, region: { startLine } },
          })),
          properties: { ...details },
        })),
      },
    ],
  };
}

function excerptOf({ excerpt }: Readonly<Record<string, unknown>>): string {
  return typeof excerpt === 'string' ? ` ${excerpt}` : '';
}
