/** What stories about the Inbox have in common: agents in it, and its rows. */
import type { Locator, Page } from 'playwright-core';
import { agentOn, askingVisitor } from './desk.ts';
import type { PersonOptions, Visitor, World } from './world.ts';

/** A visitor who waits for a person, and has said this last. */
export async function waitingVisitor(world: World, site: string, text: string): Promise<Visitor> {
  const visitor = await askingVisitor(world, site, 'Hello!');
  await visitor.writes(text);
  await visitor.sees(text);
  return visitor;
}

/** An agent in a folder of the Inbox. */
export function inboxOf(
  world: World,
  email: string,
  site: string,
  folder: string,
  options: PersonOptions = {},
): Promise<Page> {
  return agentOn(world, email, site, `inbox?folder=${folder}`, options);
}

/** The row with this text in the list. */
export function rowOf(agent: Page, text: string): Locator {
  return agent.getByTestId('inbox.item').filter({ hasText: text });
}

/** The number beside a folder; null where there is none. */
export async function countOf(agent: Page, folder: string): Promise<string | null> {
  const words = (await agent.getByTestId(`folder.${folder}`).textContent()) ?? '';
  return /\d+$/.exec(words)?.[0] ?? null;
}

/** Gives the open conversation to somebody by the drop-down. */
export async function assigns(agent: Page, to: RegExp): Promise<void> {
  await agent.getByTestId('assignee.open').click();
  await agent.getByRole('menuitemradio', { name: to }).click();
}

/** Ends the open conversation, as its holder. */
export async function ends(agent: Page): Promise<void> {
  await agent.getByTestId('conversation.pane').getByTestId('conversation.close').click();
  await agent.getByTestId('confirm').click();
}
