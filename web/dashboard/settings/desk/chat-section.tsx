/** D9: the site's chat, on or off. Before it goes off it is said what that ends, with the numbers of right now. */
import MessageCircle from 'lucide-solid/icons/message-circle';
import MessageCircleOff from 'lucide-solid/icons/message-circle-off';
import { createSignal, type JSX, Show } from 'solid-js';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { toast } from '../../../kit/ui/toast.tsx';
import { asApiError, type SiteView } from '../../api.ts';
import { useDesk } from '../../desk-context.tsx';
import { t } from '../../words/desk-settings.ts';
import { refusalWords } from '../../words/refusals.ts';
import styles from './desk-settings.module.css';
import { useSaveSite } from './save-site.ts';

export function ChatSection(props: { site: SiteView }): JSX.Element {
  const save = useSaveSite();
  const [asking, setAsking] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<string>();

  async function set(chatOn: boolean): Promise<boolean> {
    setBusy(true);
    setError(undefined);
    try {
      await save(props.site.id, { chatOn });
      toast({ tone: 'good', text: t(chatOn ? 'chat-on.done.on' : 'chat-on.done.off') });
      return true;
    } catch (thrown) {
      setError(refusalWords[asApiError(thrown).code]);
      return false;
    } finally {
      setBusy(false);
    }
  }

  return (
    <Section
      title={t('chat-on.title')}
      description={t(props.site.chatOn ? 'chat-on.on' : 'chat-on.off')}
      tools={
        <Badge
          tone={props.site.chatOn ? 'online' : 'trouble'}
          icon={props.site.chatOn ? MessageCircle : MessageCircleOff}
          data-testid="chat-on.state"
        >
          {t(props.site.chatOn ? 'two-factor.on' : 'two-factor.off')}
        </Badge>
      }
    >
      <div>
        <Show
          when={props.site.chatOn}
          fallback={
            <Button variant="primary" busy={busy()} onClick={() => void set(true)} data-testid="chat-on.on">
              {t('chat-on.switch-on')}
            </Button>
          }
        >
          <Button variant="danger" onClick={() => setAsking(true)} data-testid="chat-on.off">
            {t('chat-on.switch-off')}
          </Button>
        </Show>
        <Show when={!asking() && error()}>
          <p class={styles.error} role="alert">
            {error()}
          </p>
        </Show>
      </div>
      <ConfirmDialog
        open={asking()}
        onOpenChange={(open) => {
          setAsking(open);
          setError(undefined);
        }}
        title={t('chat-on.confirm.title')}
        description={<WhatEnds />}
        confirmLabel={t('chat-on.switch-off')}
        typeToConfirm={props.site.name}
        error={error()}
        danger
        onConfirm={() => set(false)}
        data-testid="chat-on.confirm"
      />
    </Section>
  );
}

function WhatEnds(): JSX.Element {
  const desk = useDesk();
  const count = (held: boolean) => {
    const counts = desk()?.state.counts;
    if (!counts) return 0;
    return held ? counts.agent : counts.waiting + counts.bot;
  };
  return (
    <div class={styles.ends}>
      <Show when={count(true) > 0}>
        <p>{t('chat-on.confirm.agents', count(true))}</p>
      </Show>
      <Show when={count(false) > 0}>
        <p>{t('chat-on.confirm.others', count(false))}</p>
      </Show>
      <Show when={count(true) + count(false) === 0}>
        <p>{t('chat-on.confirm.nobody')}</p>
      </Show>
      <p>{t('chat-on.confirm.text')}</p>
    </div>
  );
}
