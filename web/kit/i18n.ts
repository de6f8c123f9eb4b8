/** A tiny typed translator: a dictionary of texts with `{params}`. The compiler knows which params each text needs. */

export type Dictionary = Readonly<Record<string, string>>;

/** Names in braces: `'{name} joined {time}'` needs `name` and `time`. */
type ParamsOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamsOf<Rest>
  : never;

export type Translate<D extends Dictionary> = <K extends keyof D>(
  key: K,
  ...params: [ParamsOf<D[K]>] extends [never] ? [] : [Record<ParamsOf<D[K]>, string | number>]
) => string;

export function translator<const D extends Dictionary>(dictionary: D): Translate<D> {
  return (key, ...[params]) =>
    dictionary[key]!.replace(/\{(\w+)\}/g, (whole, name: string) =>
      // Own properties only: a text must not reach into a prototype.
      params && Object.hasOwn(params, name) ? String((params as Record<string, string | number>)[name]) : whole,
    );
}
