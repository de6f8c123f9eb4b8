/** Makes a failing plan short: leaves out actions as long as the same invariant still breaks (delta debugging). */
import type { Action, Plan } from './plan.ts';

/** `breaks` plays a plan and tells which invariant broke, if any. Gives up looking after `budgetMs`. */
export function shrink(plan: Plan, invariant: string, breaks: (plan: Plan) => string | null, budgetMs = 10_000): Plan {
  const until = performance.now() + budgetMs;
  let actions = plan.actions;
  let size = Math.ceil(actions.length / 2);
  while (size >= 1 && performance.now() < until) {
    const shorter = leaveOut(actions, size, (left) => {
      return performance.now() < until && breaks({ ...plan, actions: left }) === invariant;
    });
    if (shorter) actions = shorter;
    else size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return { ...plan, actions };
}

/** The list without one part of `size`, whose time is given to the next action first, so that the rest happens when it did. */
function leaveOut(
  actions: readonly Action[],
  size: number,
  breaks: (left: readonly Action[]) => boolean,
): readonly Action[] | null {
  for (let from = Math.max(0, actions.length - size); ; from = Math.max(0, from - size)) {
    const part = actions.slice(from, from + size);
    const after = actions.slice(from + size);
    const spentMs = part.reduce((sum, { waitMs }) => sum + waitMs, 0);
    const [next, ...rest] = after;
    const inTime = next ? [...actions.slice(0, from), { ...next, waitMs: next.waitMs + spentMs }, ...rest] : null;
    for (const left of inTime && spentMs > 0
      ? [inTime, [...actions.slice(0, from), ...after]]
      : [[...actions.slice(0, from), ...after]]) {
      if (breaks(left)) return left;
    }
    if (from === 0) return null;
  }
}
