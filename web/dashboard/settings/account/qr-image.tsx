/** A QR code as one SVG path, dark on white in both themes: cameras expect it so. */
import { createMemo, type JSX } from 'solid-js';
import { encode } from 'uqr';
import styles from './qr-image.module.css';

/** The standard's margin of four modules. */
const QUIET = 4;

/** Drawn here, so that the second factor's secret never leaves the page. */
export function QrImage(props: { text: string; label: string }): JSX.Element {
  const code = createMemo(() => encode(props.text, { ecc: 'M', border: QUIET }));
  return (
    <svg
      class={styles.qr}
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${code().size} ${code().size}`}
      shape-rendering="crispEdges"
    >
      <path d={path(code().data)} />
    </svg>
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
