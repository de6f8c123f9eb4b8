/**
 * The state of one form: values, what is wrong with each, whether anything changed, and how saving went.
 * Values are checked by the schema of src/protocol that the server uses too. Nothing is called wrong before it was
 * left or sent; from then on it is checked at every key.
 */
import { createEffect, createSignal, on } from 'solid-js';
import { createStore, reconcile, unwrap } from 'solid-js/store';
import type * as z from 'zod';
import { type ApiCode, type ApiError, asApiError } from '../api.ts';

/** Why a value isn't accepted; `too-long` with how much fits. */
export type FieldProblem =
  | { kind: 'required' | 'form' | 'different' }
  | { kind: 'too-long' | 'too-short'; limit: number };

type Values = object;

export interface FormOptions<V extends Values, Out, Answer> {
  /** What is stored now. When it changes and nothing was typed, the form follows. */
  initial: () => V;
  schema: z.ZodType<Out>;
  save: (parsed: Out, values: V) => Promise<Answer>;
  /** After the form counts as saved: the place to navigate away, which the unsaved guard then lets pass. */
  onSaved?: (answer: Answer) => void;
  /** Checks between fields, after the schema's. */
  check?: (values: V) => Partial<Record<keyof V, FieldProblem>>;
  /** Refusals that are about one field. */
  refusalOf?: Partial<Record<ApiCode, keyof V>>;
}

export interface Form<V extends Values> {
  values: V;
  set: <K extends keyof V>(name: K, value: V[K]) => void;
  /** The field was left: from now on it may be called wrong. */
  leave: (name: keyof V) => void;
  problem: (name: keyof V) => FieldProblem | undefined;
  /** The server's refusal about one field. */
  refusalAt: (name: keyof V) => ApiError | undefined;
  /** The server's refusal that is about no single field. */
  refusal: () => ApiError | undefined;
  dirty: () => boolean;
  saving: () => boolean;
  /** Saved, and not changed since. */
  saved: () => boolean;
  submit: (event?: SubmitEvent) => Promise<boolean>;
  /** Back to what is stored. */
  reset: () => void;
  /** Begins again from these values. */
  start: (values: V) => void;
}

export function createForm<V extends Values, Out, Answer>(options: FormOptions<V, Out, Answer>): Form<V> {
  const [base, setBase] = createSignal(copy(options.initial()));
  const [values, setValues] = createStore<V>(copy(base()));
  const [left, setLeft] = createSignal<ReadonlySet<keyof V>>(new Set());
  const [error, setError] = createSignal<ApiError>();
  const [saving, setSaving] = createSignal(false);
  const [saved, setSaved] = createSignal(false);

  const dirty = () => JSON.stringify(values) !== JSON.stringify(base());
  const take = (next: V) => {
    setBase(() => copy(next));
    setValues(reconcile(copy(next)));
  };
  createEffect(on(options.initial, (next) => dirty() || take(next), { defer: true }));

  const problems = (): Partial<Record<keyof V, FieldProblem>> => {
    const parsed = options.schema.safeParse(pick(values, options.schema));
    const found: Partial<Record<keyof V, FieldProblem>> = { ...options.check?.(values) };
    for (const issue of parsed.error?.issues ?? []) found[issue.path[0] as keyof V] ??= problemOf(issue);
    return found;
  };
  const refusedField = () => {
    const thrown = error();
    return thrown && options.refusalOf?.[thrown.code];
  };

  async function submit(event?: SubmitEvent): Promise<boolean> {
    event?.preventDefault();
    if (saving()) return false;
    const form = event?.currentTarget instanceof HTMLFormElement ? event.currentTarget : undefined;
    const focusFirstProblem = () =>
      queueMicrotask(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    setLeft(new Set(Object.keys(values) as (keyof V)[]));
    setError(undefined);
    if (Object.keys(problems()).length > 0) {
      focusFirstProblem();
      return false;
    }
    const sent = copy(unwrap(values));
    setSaving(true);
    setSaved(false);
    try {
      const answer = await options.save(options.schema.parse(pick(sent, options.schema)), sent);
      setBase(() => sent);
      setLeft(new Set<keyof V>());
      setSaved(true);
      options.onSaved?.(answer);
      return true;
    } catch (thrown) {
      setError(asApiError(thrown));
      focusFirstProblem();
      return false;
    } finally {
      setSaving(false);
    }
  }

  function begin(next: V): void {
    take(next);
    setLeft(new Set<keyof V>());
    setError(undefined);
    setSaved(false);
  }

  return {
    values,
    set: (name, value) => {
      setValues((before) => ({ ...before, [name]: value }));
      if (refusedField() === name) setError(undefined);
    },
    leave: (name) => values[name] !== base()[name] && setLeft((before) => new Set(before).add(name)),
    problem: (name) => (left().has(name) ? problems()[name] : undefined),
    refusalAt: (name) => (refusedField() === name ? error() : undefined),
    refusal: () => (refusedField() === undefined ? error() : undefined),
    dirty,
    saving,
    saved: () => saved() && !dirty(),
    submit,
    reset: () => begin(base()),
    start: begin,
  };
}

/** Only what the schema knows: a form may hold more, such as a password typed twice. */
function pick(values: object, schema: z.ZodType): object {
  const shape = (schema as { shape?: object }).shape;
  return shape === undefined ? values : Object.fromEntries(Object.entries(values).filter(([name]) => name in shape));
}

function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  if (issue.code === 'too_big') return { kind: 'too-long', limit: Number(issue.maximum) };
  if (issue.code !== 'too_small') return { kind: 'form' };
  return issue.minimum === 1 ? { kind: 'required' } : { kind: 'too-short', limit: Number(issue.minimum) };
}

function copy<T>(value: T): T {
  return structuredClone(unwrap(value));
}
