/** What the site's limits turned away lately: one line that says whether there was a flood. */
import { type JSX, Show } from 'solid-js';
import { TURNED_AWAY, type TurnedAwayView } from '#protocol/turned-away';
import { Section } from '../../../kit/ui/page-header.tsx';
import { api, keys } from '../../api.ts';
import { useQuery } from '../../use-query.ts';
import { t } from '../../words/settings.ts';

export function ProtectionSection(props: { site: string }): JSX.Element {
  const query = useQuery(() => ({
    queryKey: keys.turnedAway(props.site),
    queryFn: () => api.sites.turnedAway(props.site),
  }));
  return (
    <Section title={t('protection.title')} description={t('protection.text')}>
      <p data-testid="protection">
        <Show when={query.data} fallback={query.isError ? t('protection.error') : t('protection.loading')}>
          {(counts) => <>{inWords(counts())}</>}
        </Show>
      </p>
    </Section>
  );
}

function inWords(counts: TurnedAwayView): string {
  const parts = TURNED_AWAY.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count > 0 ? [t(`protection.${kind}`, count)] : [];
  });
  return parts.length > 0 ? t('protection.some', parts) : t('protection.none');
}
