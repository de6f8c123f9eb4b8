/**
 * The opened chat: header, thread, composer. Mounted once into the frame's document, when the visitor first reaches for
 * the launcher, and kept; `mountPanel` answers how to tell it of a new state.
 */
import { createEffect, createMemo, createSignal, type JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { INK, lift, onColor } from '../color.ts';
import type { Chat, ChatState } from '../frame/chat.ts';
import { Composer, type DraftStore } from './composer.tsx';
import { Header } from './header.tsx';
import { LinkStrip } from './link-strip.tsx';
import { t } from './text.ts';
import { Thread } from './thread.tsx';
import { createView, type View } from './view.ts';

export interface PanelOptions {
  chat: Chat;
  draft: DraftStore;
  /** False where the panel opened by itself. */
  takesFocus: () => boolean;
  phone: () => boolean;
  close: () => void;
}

export function mountPanel(options: PanelOptions, root: HTMLElement = document.body): (state: ChatState) => void {
  let onChange = (_: ChatState) => {};
  render(() => {
    const made = createView(options.chat);
    onChange = made.onChange;
    return <Panel options={options} view={made.view} />;
  }, root);
  return (state) => onChange(state);
}

function Panel(props: { options: PanelOptions; view: View }): JSX.Element {
  const [ending, setEnding] = createSignal(false);
  let panel!: HTMLElement;
  const open = createMemo(() => props.view.state().open);
  const ended = createMemo(() => props.view.gone() || typeof props.view.state().link === 'object');
  /** Apart from who has it: the composer, and the focus in it, stay while that changes. */
  const closed = createMemo(() => props.view.control() === 'closed');
  createEffect(() => paint(props.view.look()?.color ?? INK));
  const focus = () => {
    if (!open() || !props.options.takesFocus()) return;
    // On a phone the keyboard would cover what the visitor came to read.
    const field = props.options.phone() ? null : panel.querySelector('textarea');
    (field ?? panel).focus();
  };
  createEffect((mounted) => {
    if (open() && mounted) focus();
    return true;
  }, false);
  // Opened before it was there: the host gives the focus to the frame once the panel is shown, and not before.
  addEventListener('focus', focus, { once: true });
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    ending() ? write(() => setEnding(false)) : props.options.close();
  };
  /** Whoever chose to go on writing finds the composer under their hands. */
  const write = (choose: () => void) => {
    choose();
    panel.querySelector('textarea')?.focus();
  };
  const startNew = () => {
    // The other side may have ended it while the question stood here.
    setEnding(false);
    props.view.chat.startNew();
  };
  const foot = createMemo(() => {
    if (closed()) {
      // Where the chat is gone, a new one would lead nowhere.
      if (ended()) return null;
      return (
        <button type="button" class="wide" onClick={() => write(startNew)}>
          {t('startNew')}
        </button>
      );
    }
    if (ending()) return <EndQuestion view={props.view} done={() => write(() => setEnding(false))} />;
    return <Composer view={props.view} draft={props.options.draft} disabled={ended()} />;
  });

  return (
    <section
      class="panel"
      ref={(el) => (panel = el)}
      tabindex="-1"
      role="dialog"
      aria-label={t('panel', { site: props.view.look()?.name ?? '' })}
      onKeyDown={onKey}
    >
      <Header view={props.view} close={props.options.close} end={() => setEnding(true)} />
      <LinkStrip view={props.view} />
      <Thread view={props.view} />
      <footer>{foot()}</footer>
    </section>
  );
}

function EndQuestion(props: { view: View; done: () => void }): JSX.Element {
  return (
    <div class="choice" role="alertdialog" aria-label={t('endAsk')}>
      <p>{t('endAsk')}</p>
      <button type="button" class="pill" ref={(el) => queueMicrotask(() => el.focus())} onClick={() => props.done()}>
        {t('endKeep')}
      </button>
      <button
        type="button"
        class="pill trouble"
        onClick={() => {
          props.view.chat.wish('conversation.close');
          props.done();
        }}
      >
        {t('end')}
      </button>
    </div>
  );
}

/** The site's colour, lifted where it would sink into a dark panel. */
function paint(color: string) {
  const lifted = lift(color);
  const { style } = document.documentElement;
  style.setProperty('--brand-light', color);
  style.setProperty('--on-brand-light', onColor(color));
  style.setProperty('--brand-dark', lifted);
  style.setProperty('--on-brand-dark', onColor(lifted));
}
