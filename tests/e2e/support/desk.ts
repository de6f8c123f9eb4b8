/** What stories about the agent's desk have in common: visitors who ask for a person, and agents somewhere in the dashboard. */
import type { Page } from 'playwright-core';
import type { Queue } from '../../../src/protocol/queue.ts';
import { PATIENCE, type PersonOptions, type Visitor, type World } from './world.ts';

/** A visitor who has written and asked for a person. */
export async function askingVisitor(
  world: World,
  site: string,
  text: string,
  options: PersonOptions & { path?: string } = {},
): Promise<Visitor> {
  const visitor = await world.visitor(site, options);
  await visitor.opens();
  await visitor.writes(text);
  await asks(visitor);
  return visitor;
}

/** The visitor of an open panel asks for a person. */
export async function asks(visitor: Visitor): Promise<void> {
  await visitor.widget.locator('article').nth(2).waitFor();
  await visitor.widget.getByRole('button', { name: 'Talk to a person' }).first().click();
}

/** An agent on any page of the site, with a desk that is live. */
export async function agentOn(
  world: World,
  email: string,
  site: string,
  page: string,
  options: PersonOptions = {},
): Promise<Page> {
  const agent = (await world.person({ email, ...options })).page;
  await agent.goto(`${world.origin}/sites/${site}/${page}`);
  await agent.getByTestId('member.open').waitFor();
  await agent.locator('[data-testid="member.status"]').waitFor({ state: 'attached', ...PATIENCE });
  return agent;
}

/** Accepts what rings, and waits until the conversation is open. */
export async function accepts(agent: Page): Promise<void> {
  await agent.getByTestId('offer.accept').click();
  await agent.getByTestId('composer.text').waitFor();
}

/** Sets the first queue of a site. */
export async function setQueue(world: World, site: string, patch: Partial<Queue>): Promise<void> {
  const [queue] = (await world.api('GET', `/api/sites/${site}/queues`)) as Queue[];
  await world.api('PATCH', `/api/sites/${site}/queues/${queue!.id}`, patch);
}
