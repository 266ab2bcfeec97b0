export {
  ALARM_RULE_PARAMS,
  type AlarmEvent,
  type AlarmRule,
  type AlarmState,
  countWindow,
  resolveRule,
  startRule,
} from './alarm-rule.ts';
export { type FalseAlarms, falseAlarms, type QuietWindows } from './false-alarms.ts';
export { type SeasonalSurprise, seasonalSurprise } from './seasonal-surprise.ts';
