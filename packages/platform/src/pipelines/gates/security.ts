import { type GateCheck, listNames } from '@kaizenml/contracts';
import type { Allowance } from '@kaizenml/contracts/project';
import type { Contents } from '../../models/index.ts';
import type { Gate } from './gate.ts';
import { decided } from './outcomes.ts';

/** What an artifact holds, and what is known of where it came from, must be what the project allows. */
export const securityGate: Gate = {
  name: 'security',
  async check({ asked: { security }, contents, origin }) {
    if (security === undefined) return [];
    const held = await contents();
    return MATTERS.filter(({ allowance }) => !security.allow.includes(allowance)).map((matter) =>
      judge(matter, { held, origin }),
    );
  },
};

interface Seen {
  readonly held: Contents;
  readonly origin: Readonly<Record<string, string>>;
}

interface Matter {
  readonly allowance: Allowance;
  readonly subject: string;
  /** What is wrong, as a sentence; undefined where nothing is. */
  readonly objection: (seen: Seen) => string | undefined;
  /** What is right, as a sentence. */
  readonly fine: string;
}

function judge({ allowance, subject, objection, fine }: Matter, seen: Seen): GateCheck {
  const wrong = objection(seen);
  const reason =
    wrong === undefined ? fine : `${wrong} \`security.allow: [${allowance}]\` lets it pass.`;
  return decided(
    { gate: 'security', subject, unit: null, reason },
    { isFine: wrong === undefined },
  );
}

const listed = (names: readonly string[], say: (list: string) => string) =>
  names.length === 0 ? undefined : say(listNames(names, 5));

const COMMIT = 'mlflow.source.git.commit';

const MATTERS: readonly Matter[] = [
  {
    allowance: 'unknown-files',
    subject: 'Files',
    objection: ({ held }) =>
      listed(
        held.unknownFiles,
        (list) => `The artifact holds files that no artifact of ours has: ${list}.`,
      ),
    fine: 'The artifact holds only files that artifacts of ours have.',
  },
  {
    allowance: 'functions',
    subject: 'Code',
    objection: ({ held }) =>
      listed(held.functions, (list) => `The artifact holds code that answers run: ${list}.`),
    fine: 'The artifact holds data and no code.',
  },
  {
    allowance: 'addresses',
    subject: 'Addresses',
    objection: ({ held }) =>
      listed(held.addresses, (list) => `The artifact asks other servers: ${list}.`),
    fine: 'The artifact asks no other server.',
  },
  {
    allowance: 'operators',
    subject: 'Operators',
    objection: ({ held }) =>
      listed(
        held.foreignOperators,
        (list) => `The artifact uses operators from outside the standard of ONNX: ${list}.`,
      ),
    fine: 'The artifact uses no operators from outside the standard of ONNX.',
  },
  {
    allowance: 'personal-data',
    subject: 'Data about persons',
    objection: ({ held }) =>
      listed(
        held.personalColumns,
        (list) => `The artifact keeps training rows with data about persons: ${list}.`,
      ),
    fine: 'No column that the artifact keeps training rows of was found to hold data about persons.',
  },
  {
    allowance: 'no-commit',
    subject: 'Commit',
    objection: ({ origin }) =>
      origin[COMMIT] === undefined
        ? 'The run was not made in a repository, so no commit is recorded.'
        : undefined,
    fine: 'The commit is recorded.',
  },
  {
    allowance: 'uncommitted-changes',
    subject: 'Uncommitted changes',
    objection: ({ origin }) =>
      origin['kaizen.git.dirty'] === 'true'
        ? 'The repository had changes that are in no commit.'
        : undefined,
    fine: 'The repository had no changes beside its commit, where there is one.',
  },
  {
    allowance: 'no-lockfile',
    subject: 'Lockfile',
    objection: ({ origin }) =>
      origin['kaizen.lockfile'] === undefined
        ? 'No lockfile lies beside the project or above it, so the versions of its packages are not recorded.'
        : undefined,
    fine: 'The lockfile is recorded.',
  },
];
