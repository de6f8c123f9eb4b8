/** A QR code as one SVG path, dark on white in both themes: cameras expect it so. */
import { createMemo, type JSX, Show } from 'solid-js';
import { qrCode } from './qr-code.ts';
import styles from './qr-image.module.css';

/** The standard's margin of four modules. */
const QUIET = 4;

export function QrImage(props: { text: string; label: string }): JSX.Element {
  const modules = createMemo(() => qrCode(props.text));
  return (
    <Show when={modules()}>
      {(rows) => (
        <svg
          class={styles.qr}
          role="img"
          aria-label={props.label}
          viewBox={`${-QUIET} ${-QUIET} ${rows().length + 2 * QUIET} ${rows().length + 2 * QUIET}`}
          shape-rendering="crispEdges"
        >
          <path d={path(rows())} />
        </svg>
      )}
    </Show>
  );
}

/** Runs of dark modules, each a rectangle one high. */
function path(rows: boolean[][]): string {
  let out = '';
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      out += `M${from} ${y}h${x + 1 - from}v1h${from - x - 1}z`;
    }
  }
  return out;
}
