/** Deleting a site: the dialog says what is lost, and asks for the site's name to be typed. */
import { useNavigate } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import Trash from 'lucide-solid/icons/trash';
import { createSignal, type JSX, Show } from 'solid-js';
import { Button } from '../../../kit/ui/button.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { api, asApiError, keys, type SiteView } from '../../api.ts';
import { useMe } from '../../session.tsx';
import { refusalWords } from '../../words/refusals.ts';
import { t } from '../../words/settings.ts';
import styles from './delete-section.module.css';

export function DeleteSection(props: { site: SiteView }): JSX.Element {
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = createSignal(false);
  const [error, setError] = createSignal<string>();

  async function remove(): Promise<boolean> {
    const { id, name } = props.site;
    setError(undefined);
    try {
      await api.sites.delete(id);
    } catch (thrown) {
      setError(refusalWords[asApiError(thrown).code]);
      return false;
    }
    navigate('/sites');
    toast({ tone: 'good', text: t('delete-site.done', name) });
    void client.invalidateQueries({ queryKey: keys.me });
    void client.invalidateQueries({ queryKey: keys.sites, exact: true });
    client.removeQueries({ queryKey: keys.site(id) });
    return true;
  }

  return (
    <Section title={t('delete-site.title')} description={t('delete-site.text')} danger>
      <Show when={me().owner} fallback={<p class={styles.note}>{t('delete-site.owner-only')}</p>}>
        <div>
          <Button variant="danger" icon={Trash} onClick={() => setOpen(true)} data-testid="site.delete">
            {t('delete-site.action')}
          </Button>
        </div>
      </Show>
      <ConfirmDialog
        open={open()}
        onOpenChange={(next) => {
          setOpen(next);
          setError(undefined);
        }}
        title={t('delete-site.confirm.title', props.site.name)}
        description={t('delete-site.confirm.text')}
        confirmLabel={t('delete-site.action')}
        typeToConfirm={props.site.name}
        error={error()}
        danger
        onConfirm={remove}
      />
    </Section>
  );
}
