#!/usr/bin/env bash
# wrangler 4.155.0, esbuild as it comes with it
#
# Expected: bundling a Worker changes nothing in what a function does while it runs: names of functions are a matter of the build.
# Seen: wrangler bundles with esbuild's `keepNames` unless `keep_names = false` stands in its configuration. A function that is made inside
# another one, such as the callback of a `map`, is then wrapped in a call that sets its `name` by `Object.defineProperty` each time it is
# made. A function that makes two small closures a call becomes many times slower.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund wrangler@4.155.0
cat >worker.js <<'JS'
export function handle(items, by) {
  const more = (item) => item + by;
  const even = (item) => item % 2 === 0;
  let sum = 0;
  for (const item of items) if (even(item)) sum += more(item);
  return sum;
}
export default { fetch: () => new Response(String(handle([1, 2, 3], 1))) };
JS
bundle() {
  printf 'name = "names"\nmain = "worker.js"\ncompatibility_date = "2026-10-01"\n%s\n' "$1" >wrangler.toml
  WRANGLER_SEND_METRICS=false npx wrangler deploy --dry-run --outdir "$2" >/dev/null 2>&1
}
bundle '' kept
bundle 'keep_names = false' dropped
cat >measure.mjs <<'JS'
const time = async (folder) => {
  const { handle } = await import(`./${folder}/worker.js`);
  const items = [1, 2, 3, 4];
  let best = Infinity;
  for (let round = 0; round < 7; round++) {
    const began = performance.now();
    for (let i = 0; i < 200_000; i++) handle(items, i);
    best = Math.min(best, performance.now() - began);
  }
  return (best / 200_000) * 1e6;
};
const [kept, dropped] = [await time('kept'), await time('dropped')];
console.log(`a call that makes two closures: ${kept.toFixed(0)} ns as bundled by default, ${dropped.toFixed(0)} ns with keep_names = false`);
process.exit(kept > 3 * dropped ? 0 : 1);
JS
grep -c '__name(' kept/worker.js | sed 's/^/lines of the default bundle that set a name: /'
npm pkg set type=module
node measure.mjs
