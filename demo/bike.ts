/** Draws a bicycle: side view, 560 by 340, as inline SVG. */

export interface Bike {
  frame: string;
  /** Bar tape and saddle. */
  leather: string;
  bars: 'drop' | 'flat' | 'swept';
  extras?: 'rack';
  label: string;
}

const REAR = [124, 220] as const;
const FRONT = [436, 220] as const;
const RADIUS = 88;

export function drawBike({ frame, leather, bars, extras, label }: Bike): string {
  return `<svg class="bike" viewBox="0 0 560 340" fill="none" stroke-linecap="round" stroke-linejoin="round" role="img" aria-label="${label}">
<ellipse cx="280" cy="319" rx="236" ry="8" fill="#d8d9cb"/>
${wheel(REAR)}${wheel(FRONT)}
<g stroke="#3c3a35" stroke-width="3"><path d="M124 208 266 213M124 233 262 246"/></g>
${extras === 'rack' ? '<path d="M120 130H214M132 130 124 214M196 130 190 156" stroke="#3c3a35" stroke-width="5"/>' : ''}
<g stroke="${frame}">
<path d="M124 220 234 226M124 220 202 112" stroke-width="9"/>
<path d="M202 116 380 104M234 226 200 104M234 226 390 136" stroke-width="13"/>
<path d="M376 84 390 136" stroke-width="16"/><path d="M390 136C398 176 414 190 436 220" stroke-width="10"/>
</g>
<circle cx="124" cy="220" r="14" stroke="#3c3a35" stroke-width="5"/>
<circle cx="234" cy="226" r="25" stroke="#3c3a35" stroke-width="6"/>
<g stroke="#2e2d29" stroke-width="7"><path d="M234 226 210 186M200 184H224M234 226 262 270M250 272H276"/><path d="M200 108 192 76" stroke-width="9"/></g>
<path d="M166 70C184 78 202 76 222 74" stroke="${leather}" stroke-width="13"/>
${handlebar(bars, leather)}
</svg>`;
}

function wheel([x, y]: readonly [number, number]): string {
  let spokes = '';
  for (let i = 0; i < 18; i++) {
    const angle = (i * Math.PI) / 9;
    spokes += `M${x} ${y}L${(x + RADIUS * Math.cos(angle)).toFixed(1)} ${(y + RADIUS * Math.sin(angle)).toFixed(1)}`;
  }
  return `<path d="${spokes}" stroke="#b9b9ad"/><circle cx="${x}" cy="${y}" r="${RADIUS + 6}" stroke="#2e2d29" stroke-width="9"/><circle cx="${x}" cy="${y}" r="${RADIUS - 2}" stroke="#8c8b80" stroke-width="3"/>`;
}

function handlebar(bars: Bike['bars'], leather: string): string {
  const stem = '<path d="M378 88 374 72 400 66" stroke="#2e2d29" stroke-width="9"/>';
  if (bars === 'drop')
    return `${stem}<path d="M398 67C424 62 434 76 428 92 424 104 412 102 404 102" stroke="${leather}" stroke-width="9"/>`;
  if (bars === 'flat') return `${stem}<path d="M392 64 416 58" stroke="${leather}" stroke-width="10"/>`;
  return `${stem}<path d="M400 66C390 50 366 52 340 60" stroke="#2e2d29" stroke-width="6"/><path d="M352 57 338 61" stroke="${leather}" stroke-width="10"/>`;
}
