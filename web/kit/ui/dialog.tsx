/**
 * A modal dialog: traps the focus, closes by Escape, and gives the focus back. `ConfirmDialog` asks before something that
 * can't be undone, and may ask for a name to be typed.
 */
import X from 'lucide-solid/icons/x';
import { createEffect, createSignal, createUniqueId, type JSX, on, onCleanup, onMount, Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import { Button, IconButton } from './button.tsx';
import styles from './dialog.module.css';
import { TextField } from './field.tsx';
import { noteDialog } from './modal.ts';
import { uiWords } from './words.ts';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: JSX.Element | undefined;
  children?: JSX.Element | undefined;
  /** The buttons, the main one last. */
  footer?: JSX.Element | undefined;
  size?: 's' | 'm' | 'l' | undefined;
  /** `alertdialog` where it interrupts with a question. */
  role?: 'dialog' | 'alertdialog' | undefined;
  'data-testid'?: string | undefined;
}

export function Dialog(props: DialogProps): JSX.Element {
  return (
    <Show when={props.open}>
      <Portal>
        <Panel {...props} />
      </Portal>
    </Show>
  );
}

/** The browser's own modal dialog: it keeps the focus inside, and everything else out of reach. */
function Panel(props: DialogProps): JSX.Element {
  const id = createUniqueId();
  let dialog!: HTMLDialogElement;

  onMount(() => {
    dialog.showModal();
    // A field before the close button; where there is a question only, the answer that changes nothing.
    const wanted = '[autofocus], input:not([type="hidden"]), textarea, select, footer button';
    dialog.querySelector<HTMLElement>(wanted)?.focus();
    noteDialog(dialog);
  });
  // Closing gives the focus back to where it was.
  onCleanup(() => dialog.close());

  return (
    <dialog
      ref={dialog}
      class={`${styles.dialog} ${styles[props.size ?? 'm']}`}
      role={props.role}
      aria-labelledby={`${id}-title`}
      aria-describedby={props.description ? `${id}-description` : undefined}
      data-testid={props['data-testid']}
      onCancel={(event) => {
        // Escape. Whether it closes is the caller's to say.
        event.preventDefault();
        props.onOpenChange(false);
      }}
      onClose={() => {
        // A second Escape in a row closes it without asking: browsers allow one veto. Where the caller keeps it, it opens again.
        if (!dialog.isConnected) return;
        props.onOpenChange(false);
        if (dialog.isConnected && props.open && !dialog.open) dialog.showModal();
      }}
      onPointerDown={(event) => {
        // Only the backdrop is the dialog itself. A question wants an answer.
        if (event.target === dialog && props.role !== 'alertdialog') props.onOpenChange(false);
      }}
    >
      <div class={styles.content}>
        <header class={styles.head}>
          <h2 id={`${id}-title`} class={styles.title}>
            {props.title}
          </h2>
          <IconButton label={uiWords().close} icon={X} size="s" onClick={() => props.onOpenChange(false)} />
        </header>
        <Show when={props.description}>
          <div id={`${id}-description`} class={styles.description}>
            {props.description}
          </div>
        </Show>
        <Show when={props.children}>
          <div class={styles.body}>{props.children}</div>
        </Show>
        <Show when={props.footer}>
          <footer class={styles.footer}>{props.footer}</footer>
        </Show>
      </div>
    </dialog>
  );
}

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: JSX.Element | undefined;
  /** A verb: “Delete site”. */
  confirmLabel: string;
  danger?: boolean | undefined;
  /** This has to be typed before the button works. */
  typeToConfirm?: string | undefined;
  /** What went wrong at the last try; the dialog stays open. */
  error?: string | undefined;
  /** The dialog closes when this is done, and stays open if it throws or answers `false`. */
  onConfirm: () => unknown;
  'data-testid'?: string | undefined;
}

export function ConfirmDialog(props: ConfirmDialogProps): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  createEffect(
    on(
      () => props.open,
      () => setTyped(''),
    ),
  );
  const ready = () => props.typeToConfirm === undefined || typed().trim() === props.typeToConfirm;

  async function confirm(): Promise<void> {
    if (!ready() || busy()) return;
    setBusy(true);
    try {
      if ((await props.onConfirm()) !== false) props.onOpenChange(false);
    } catch {
      // The caller shows it through `error`.
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={props.title}
      description={props.description}
      size="s"
      role="alertdialog"
      data-testid={props['data-testid']}
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>{uiWords().cancel}</Button>
          <Button
            variant={props.danger ? 'danger-solid' : 'primary'}
            busy={busy()}
            disabled={!ready()}
            onClick={confirm}
            data-testid="confirm"
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <Show when={props.typeToConfirm !== undefined || props.error}>
        <Show when={props.typeToConfirm}>
          {(name) => (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                void confirm();
              }}
            >
              <TextField
                label={uiWords().typeToConfirm(name())}
                value={typed()}
                onValue={setTyped}
                autocomplete="off"
                spellcheck={false}
              />
            </form>
          )}
        </Show>
        <Show when={props.error}>
          <p class={styles.error} role="alert">
            {props.error}
          </p>
        </Show>
      </Show>
    </Dialog>
  );
}
