/**
 * A modal dialog: traps the focus, closes by Escape, and gives the focus back. `ConfirmDialog` asks before something that
 * can't be undone, and may ask for a name to be typed.
 */
import * as Kobalte from '@kobalte/core/dialog';
import X from 'lucide-solid/icons/x';
import { createEffect, createSignal, type JSX, on, Show } from 'solid-js';
import { Button, IconButton } from './button.tsx';
import styles from './dialog.module.css';
import { TextField } from './field.tsx';
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
    <Kobalte.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Kobalte.Portal>
        <Kobalte.Overlay class={styles.overlay} />
        <div class={styles.place}>
          <Kobalte.Content
            class={`${styles.dialog} ${styles[props.size ?? 'm']}`}
            role={props.role ?? 'dialog'}
            data-testid={props['data-testid']}
          >
            <header class={styles.head}>
              <Kobalte.Title class={styles.title}>{props.title}</Kobalte.Title>
              <Kobalte.CloseButton
                as={(trigger: object) => <IconButton {...trigger} label={uiWords().close} icon={X} size="s" />}
              />
            </header>
            <Show when={props.description}>
              <Kobalte.Description class={styles.description}>{props.description}</Kobalte.Description>
            </Show>
            <Show when={props.children}>
              <div class={styles.body}>{props.children}</div>
            </Show>
            <Show when={props.footer}>
              <footer class={styles.footer}>{props.footer}</footer>
            </Show>
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte.Root>
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
