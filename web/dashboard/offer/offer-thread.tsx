/** The thread of an offered conversation, viewed for as long as it is shown. */
import { type JSX, Match, onCleanup, Show, Switch } from 'solid-js';
import type { OfferCard } from '#protocol/desk';
import { Skeletons } from '../../kit/ui/states.tsx';
import { Thread } from '../conversation/thread.tsx';
import type { Desk } from '../desk-store.ts';
import { useMe } from '../session.tsx';
import { refusalWords } from '../words/refusals.ts';
import { t } from '../words.ts';
import styles from './offer-thread.module.css';

export function OfferThread(props: { desk: Desk; offer: OfferCard }): JSX.Element {
  const { desk, offer } = props;
  const me = useMe();
  const thread = () => {
    const found = desk.state.threads.get(offer.conversation);
    return found?.about ? found : undefined;
  };
  const refused = () => desk.state.unviewable.get(offer.conversation);
  onCleanup(desk.view(offer.conversation));
  return (
    <div class={styles.thread}>
      <Switch fallback={<Skeletons lines={6} />}>
        <Match when={refused()}>
          {(refusal) => (
            <p role="alert">
              {refusalWords[refusal().code]} {t('offer.thread.failed')}
            </p>
          )}
        </Match>
        <Match when={thread()}>
          {(shown) => (
            <Show when={shown().id} keyed>
              <Thread
                desk={desk}
                thread={shown()}
                visitor={{ visitor: offer.visitor.id, name: offer.visitor.name }}
                me={desk.state.member?.id ?? ''}
                agentName={me().agentName}
                onCaughtUp={() => {}}
              />
            </Show>
          )}
        </Match>
      </Switch>
    </div>
  );
}
