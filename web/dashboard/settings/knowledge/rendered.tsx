/** Markdown as a visitor sees it: made by the same safe renderer as the chat's messages. */
import { createEffect, type JSX } from 'solid-js';
import { parseMarkdown, toDom } from '../../../kit/markdown.ts';
import styles from './rendered.module.css';

export function Rendered(props: { text: string }): JSX.Element {
  let place!: HTMLDivElement;
  createEffect(() => place.replaceChildren(toDom(parseMarkdown(props.text))));
  return <div ref={place} class={styles.rendered} dir="auto" data-testid="article.preview" />;
}
