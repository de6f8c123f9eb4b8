/** One policy: every route and every frame names an action that the table has, and nothing is in the table for nobody. */
import { expect, test } from 'vitest';
import { type Action, POLICY } from '#core/policy';
import { agentFrameSchema } from '#protocol/agent-wire';
import { visitorFrameSchema } from '#protocol/visitor-wire';
import { ROUTES } from '../../src/http/app.ts';
import { AGENT_ACTIONS } from '../../src/site/agent-frames.ts';
import { VISITOR_ACTIONS } from '../../src/site/visitor-frames.ts';

const frameTypes = (schema: { options: readonly { shape: { t: { value: string } } }[] }) =>
  schema.options.map((option) => option.shape.t.value);

test('PO1 every frame of a visitor names an action for visitors', () => {
  for (const t of frameTypes(visitorFrameSchema as never)) {
    expect(POLICY[VISITOR_ACTIONS[t as keyof typeof VISITOR_ACTIONS]], t).toBe('visitor');
  }
});

test('PO2 every frame of an agent names an action for agents', () => {
  for (const t of frameTypes(agentFrameSchema as never)) {
    expect(POLICY[AGENT_ACTIONS[t as keyof typeof AGENT_ACTIONS]], t).toBe('agent');
  }
});

test('PO3 every route names an action of the table', () => {
  expect(ROUTES.length).toBeGreaterThan(20);
  for (const { method, path, action } of ROUTES) expect(POLICY[action], `${method} ${path}`).toBeDefined();
});

test('PO4 every action of the table is asked for by a route or a frame', () => {
  const asked = new Set<Action>([
    ...ROUTES.map((route) => route.action),
    ...Object.values(VISITOR_ACTIONS),
    ...Object.values(AGENT_ACTIONS),
  ]);
  expect(Object.keys(POLICY).filter((action) => !asked.has(action as Action))).toEqual([]);
});
