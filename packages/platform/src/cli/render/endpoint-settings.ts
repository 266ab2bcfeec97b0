import { EndpointSettings } from '@kaizenml/contracts/operations';

const DEFAULTS: EndpointSettings = EndpointSettings.parse({});

type Pair = readonly [name: string, value: string];

/** Settings of an endpoint, a line each; what has its default is left out. */
export function settingLines(settings: EndpointSettings): Pair[] {
  const { assertions, routes, ...others } = settings;
  return [
    ...assertions.map(
      ({ name, when, action }): Pair => [
        'rule',
        `${name}: ${action} ${when === undefined ? 'always' : `when ${when}`}`,
      ],
    ),
    ...routes.map(({ name, header, value, when, to }): Pair => {
      const says = value === undefined ? 'is there' : `is "${value}"`;
      const asks = [...(header === undefined ? [] : [`header ${header} ${says}`]), when ?? []];
      return ['route', `${name}: to ${to} when ${asks.flat().join(' and ')}`];
    }),
    ...Object.entries(others).flatMap(([name, given]) => changedLine(name, given)),
  ];
}

function changedLine(name: string, given: unknown): Pair[] {
  const usual = (DEFAULTS as Readonly<Record<string, unknown>>)[name];
  const parts = leavesOf(given, usual, []);
  return parts.length === 0 ? [] : [[name, parts.join(', ')]];
}

/** What differs from the default, as `path value`. */
function leavesOf(given: unknown, usual: unknown, path: readonly string[]): string[] {
  if (given === undefined || JSON.stringify(given) === JSON.stringify(usual)) return [];
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return [[...path, JSON.stringify(given)].join(' ').replace(/"/g, '')];
  return Object.entries(given).flatMap(([key, value]) =>
    leavesOf(value, (usual as Readonly<Record<string, unknown>> | undefined)?.[key], [
      ...path,
      key,
    ]),
  );
}
