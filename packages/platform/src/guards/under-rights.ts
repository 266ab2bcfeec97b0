import { findRights, type Rights } from '../access/index.ts';

/** Names of the methods of a port that promise something. */
type MethodOf<Port> = {
  readonly [Name in keyof Port]: Port[Name] extends (...args: never[]) => Promise<unknown>
    ? Name
    : never;
}[keyof Port];

type ArgsOf<Method> = Method extends (...args: infer Args) => unknown ? Args : never;
type GivenBy<Method> = Method extends (...args: never[]) => Promise<infer Given> ? Given : never;

/**
 * A method of a port that is called after a check where somebody with rights of his own asks; else it is called as it is.
 *
 * @param check Throws what is refused.
 */
export function allowed<Port, Name extends MethodOf<Port>>(
  port: Port,
  name: Name,
  check: (rights: Rights, ...args: ArgsOf<Port[Name]>) => void | Promise<void>,
): Port[Name] {
  const method = methodOf(port, name);
  return narrowed(port, name, async (rights, ...args) => {
    await check(rights, ...args);
    return method(...args);
  });
}

/** A method of a port that gives less, or gives it another way, where somebody with rights of his own asks. */
export function narrowed<Port, Name extends MethodOf<Port>>(
  port: Port,
  name: Name,
  otherwise: (rights: Rights, ...args: ArgsOf<Port[Name]>) => Promise<GivenBy<Port[Name]>>,
): Port[Name] {
  const method = methodOf(port, name);
  const guarded = (...args: ArgsOf<Port[Name]>) => {
    const rights = findRights();
    return rights === undefined ? method(...args) : otherwise(rights, ...args);
  };
  return guarded as Port[Name];
}

function methodOf<Port, Name extends MethodOf<Port>>(port: Port, name: Name) {
  const method = port[name] as (...args: ArgsOf<Port[Name]>) => Promise<GivenBy<Port[Name]>>;
  return (...args: ArgsOf<Port[Name]>) => method.apply(port, args);
}
