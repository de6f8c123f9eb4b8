/** Whose words a preview shows. Set apart, so that the words alone say in which direction they are read. */
import { type JSX, Show } from 'solid-js';
import type { Preview } from './preview.ts';

export function Author(props: { of: Preview; class?: string | undefined }): JSX.Element {
  return <Show when={props.of.author}>{(name) => <bdi class={props.class}>{`${name()}: `}</bdi>}</Show>;
}
