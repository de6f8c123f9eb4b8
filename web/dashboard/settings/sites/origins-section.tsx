/** Allowed origins of a site, each change saved at once; a removal can be undone from its notice. */
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, type JSX } from 'solid-js';
import { Section } from '../../../kit/ui/page-header.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { type ApiError, api, asApiError, keys, type SiteView } from '../../api.ts';
import { FormError } from '../../form-error.tsx';
import { t } from '../../words/settings.ts';
import { OriginsEditor } from './origins-editor.tsx';

export function OriginsSection(props: { site: SiteView }): JSX.Element {
  const client = useQueryClient();
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError>();

  async function save(origins: string[]): Promise<boolean> {
    setBusy(true);
    setError(undefined);
    try {
      client.setQueryData(keys.site(props.site.id), await api.sites.change(props.site.id, { origins }));
      return true;
    } catch (thrown) {
      setError(asApiError(thrown));
      return false;
    } finally {
      setBusy(false);
    }
  }

  async function add(...origins: string[]): Promise<boolean> {
    const added = await save([...props.site.origins, ...origins]);
    if (added) toast({ tone: 'good', text: t('origins.added', origins.join(', ')) });
    return added;
  }

  async function remove(origin: string): Promise<void> {
    const before = props.site.origins;
    if (!(await save(before.filter((one) => one !== origin)))) return;
    toast({
      text: t('origins.removed', origin),
      action: { label: t('origins.undo'), run: () => void save(before) },
    });
  }

  return (
    <Section title={t('origins.title')} description={t('origins.text')}>
      <OriginsEditor
        origins={props.site.origins}
        onAdd={add}
        onRemove={(origin) => void remove(origin)}
        busy={busy()}
      />
      <FormError error={error()} />
    </Section>
  );
}
