/** One message: who and when above the first of a run, the text, what became of it below the last. */
import { createMemo, createRenderEffect, For, type JSX } from 'solid-js';
import type { RefusalCode } from '#protocol/refusal';
import { linkify, parseMarkdown, toDom } from '../../kit/markdown.ts';
import { Icon } from './icon.tsx';
import type { MessageRow } from './rows.ts';
import { clockTime, duration, t } from './text.ts';
import type { View } from './view.ts';

/** After this, “Sending” would be a promise that nobody keeps. */
const SENDING_MS = 10_000;

/** One, two or three emoji and nothing else. */
const EMOJI = /^\p{RGI_Emoji}{1,3}$/v;

/** Refusals of a message that the visitor can be told the reason of. */
const WHY: { [Code in RefusalCode]?: 'refusedTooLong' | 'off' } = {
  'message.too-long': 'refusedTooLong',
  'conversation.interrupted': 'off',
};

export function Message(props: { row: MessageRow; view: View }): JSX.Element {
  const own = props.row.from === 'visitor';
  const lone = () => (EMOJI.test(text()) ? 'emoji' : '');
  const text = createMemo(() => props.row.text);
  const time = () => (props.row.at === null ? '' : clockTime(props.row.at));
  const fill = (bubble: HTMLElement) =>
    createRenderEffect(() =>
      bubble.replaceChildren(toDom((props.row.from === 'bot' ? parseMarkdown : linkify)(text()))),
    );
  return (
    <article
      class={`message ${own ? 'own' : ''} ${props.row.first ? 'first' : ''} ${props.row.last ? 'last' : ''} ${props.row.progress} ${lone()}`}
    >
      {props.row.first && !own && (
        <header>
          <b dir="auto">{props.row.name}</b> {props.row.from === 'bot' && t('botTag')} {time()}
        </header>
      )}
      <div class="bubble" dir="auto" ref={fill} />
      {props.row.cut && <p class="meta">{t('cut')}</p>}
      <For each={props.row.sources}>
        {(source) => (
          <p class="meta" dir="auto">
            {t('source', { title: source.title })}
          </p>
        )}
      </For>
      {props.row.offersPerson && (
        <button type="button" class="pill" onClick={() => props.view.chat.wish('person.request')}>
          <Icon of="person" />
          {t('person')}
        </button>
      )}
      {own && <Progress row={props.row} view={props.view} time={time()} />}
    </article>
  );
}

function Progress(props: { row: MessageRow; view: View; time: string }): JSX.Element {
  const heldMs = () => (props.row.heldUntil ?? 0) - props.view.clientNow();
  const line = () => {
    const { progress, failed, last, cid } = props.row;
    if (progress === 'failed') {
      const why = failed && WHY[failed];
      return (
        <p class="meta trouble" role="alert">
          <Icon of="alert" />
          {t('failed')} {why && t(why)}{' '}
          <button type="button" class="link" onClick={() => props.view.chat.retry(cid!)}>
            {t('retry')}
          </button>{' '}
          <button type="button" class="link" onClick={() => props.view.chat.discard(cid!)}>
            {t('discard')}
          </button>
        </p>
      );
    }
    if (!last) return null;
    if (progress === 'sending') {
      if (heldMs() > 0) return <p class="meta">{t('held', { time: duration(heldMs()) })}</p>;
      return <p class="meta">{t(props.view.clientNow() - props.row.at! < SENDING_MS ? 'sending' : 'waits')}</p>;
    }
    return (
      <p class="meta">
        <Icon of="check" />
        {t('sent', { time: props.time })}
      </p>
    );
  };
  return <>{line()}</>;
}
