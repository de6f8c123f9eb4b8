/** Asks before what was typed is lost: on leaving for another page, and (by the browser) on closing the tab. */
import { type BeforeLeaveEventArgs, useBeforeLeave } from '@solidjs/router';
import { createSignal, type JSX, onCleanup, onMount } from 'solid-js';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { t } from '../../words/settings.ts';

export function UnsavedGuard(props: { when: boolean }): JSX.Element {
  const [leaving, setLeaving] = createSignal<BeforeLeaveEventArgs>();

  useBeforeLeave((event) => {
    // `defaultPrevented`: another form of this page asks already.
    if (!props.when || event.defaultPrevented || staysOnPage(event)) return;
    event.preventDefault();
    setLeaving(() => event);
  });

  const beforeUnload = (event: BeforeUnloadEvent) => props.when && event.preventDefault();
  onMount(() => window.addEventListener('beforeunload', beforeUnload));
  onCleanup(() => window.removeEventListener('beforeunload', beforeUnload));

  return (
    <ConfirmDialog
      open={leaving() !== undefined}
      onOpenChange={(open) => open || setLeaving(undefined)}
      title={t('form.leave.title')}
      description={t('form.leave.text')}
      confirmLabel={t('form.leave.confirm')}
      danger
      onConfirm={() => leaving()?.retry(true)}
    />
  );
}

/** A filter or an anchor in the address is no leaving. */
function staysOnPage(event: BeforeLeaveEventArgs): boolean {
  return typeof event.to === 'string' && new URL(event.to, window.location.href).pathname === event.from.pathname;
}
