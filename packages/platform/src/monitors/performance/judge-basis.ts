import type { MonitorSettings } from '@kaizenml/contracts/operations';
import { type Finding, isDrift } from '../finding.ts';
import { alertsOf } from '../judging/alerts-of.ts';
import { followRules, type RuledFinding } from '../judging/follow-rules.ts';
import { takeEnough } from '../judging/take-enough.ts';
import type { WindowPlace } from '../store.ts';
import { addStored } from './add-stored.ts';
import type { FindScoredVersion } from './counting/scored-versions.ts';
import { findPastBusiness } from './judging/find-past-business.ts';
import { judgeBusiness } from './judging/judge-business.ts';
import { judgeEstimated } from './judging/judge-estimated.ts';
import { judgeLabelled } from './judging/judge-labelled.ts';
import type { JudgedSpan } from './judging/judged-span.ts';
import { labelledPast } from './judging/labelled-past.ts';
import type { Basis, PerformanceState } from './state.ts';
import type {
  NewPerformanceVerdict,
  PerformancePlace,
  PerformanceRecord,
  PerformanceStore,
} from './store.ts';

/** How a basis is judged. */
export interface BasisChoice {
  readonly basis: Basis;
  readonly settings: MonitorSettings;
  readonly findVersion: FindScoredVersion;
  /** What alarms of the inputs and answers are raised of now. */
  readonly beside: readonly RuledFinding[];
  /** Windows since its last verdict that may be judged, oldest first; see `ripePlaces`. */
  readonly ripe: readonly PerformancePlace[];
}

/** References of versions that are remembered. */
const MOST_REFERENCES = 50;

/**
 * The next verdict of a basis: on the windows since the last one, as soon as one version has enough rows in them that say something.
 *
 * @returns Undefined while there is too little.
 */
export async function judgeBasis(
  performance: Pick<PerformanceStore, 'windows' | 'verdicts'>,
  { subject, state }: Pick<PerformanceRecord, 'subject' | 'state'>,
  choice: BasisChoice,
): Promise<NewPerformanceVerdict | undefined> {
  const { basis, settings, findVersion } = choice;
  const before = state.bases[basis];
  const taken = takeEnough(choice.ripe, settings.minRows);
  if (taken === undefined) return undefined;
  const { place, nRows } = taken;
  const version = await findVersion(place.version);
  const counted = version && (await addStored(performance, subject, { ...place, found: version }));
  const span = version && counted && { version, performance: counted, settings };
  const judged =
    span === undefined
      ? NOTHING
      : await judge(performance, { subject, state, place, span, basis, findVersion });
  const rules = before.version === place.version ? before.rules : {};
  const checks = new Set(judged.findings.map(({ check }) => check));
  const { alarm } = settings;
  const followed = followRules(rules, judged.findings, { alarm, checks });
  const status =
    followed.raised.length > 0 ? 'alarm' : judged.findings.some(isDrift) ? 'drift' : 'calm';
  const { alarming, raised } = followed;
  return {
    verdict: { ...place, basis, nRows, status, findings: judged.findings },
    state: {
      ...state,
      references: judged.references ?? state.references,
      bases: {
        ...state.bases,
        [basis]: { version: place.version, rules: followed.rules, judgedTo: place.end },
      },
    },
    ...alertsOf({ subject, place, nRows, alarming, raised, checks, beside: choice.beside }),
  };
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly references?: PerformanceState['references'];
}

const NOTHING: Judged = { findings: [] };

async function judge(
  performance: Pick<PerformanceStore, 'windows' | 'verdicts'>,
  of: Pick<PerformanceRecord, 'subject' | 'state'> & {
    readonly place: WindowPlace;
    readonly span: JudgedSpan;
    readonly basis: Basis;
    readonly findVersion: FindScoredVersion;
  },
): Promise<Judged> {
  const { subject, state, place, span, basis } = of;
  if (basis === 'business') {
    const past = await findPastBusiness(performance, subject, {
      startMs: Date.parse(place.start),
      endMs: Date.parse(place.end),
      reference: span.settings.reference,
    });
    return { findings: judgeBusiness(span.performance, past) };
  }
  const key = `${place.version}/${span.version.metric}`;
  const reference = span.version.training ?? state.references[key];
  if (basis === 'estimated') return { findings: judgeEstimated(span, reference) };
  const past = labelledPast(performance, { ...of, ...span });
  const { findings, realised } = await judgeLabelled(span, reference, past);
  if (reference !== undefined || realised === undefined) return { findings };
  const known = Object.entries({ ...state.references, [key]: realised });
  return { findings, references: Object.fromEntries(known.slice(-MOST_REFERENCES)) };
}
