/** What a template's placeholders stand for in one conversation. */
import type { PlaceholderValues } from '#protocol/placeholder';
import type { VisitCard } from '#protocol/visit';

export interface TemplateFacts {
  card: Pick<VisitCard, 'name' | 'page'>;
  agentName: string;
  siteName: string | undefined;
}

export function templateValues({ card, agentName, siteName }: TemplateFacts): PlaceholderValues {
  // A masked name is an address or a number: nobody is called that.
  const name = card.name?.includes('*') ? null : card.name;
  return {
    'visitor.name': name,
    'visitor.firstName': name?.trim().split(/\s+/u)[0] ?? null,
    'agent.name': agentName,
    'site.name': siteName ?? null,
    'page.title': card.page?.title ?? null,
  };
}
