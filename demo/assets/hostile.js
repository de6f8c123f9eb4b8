// A page that has replaced half of the language, pollutes prototypes, and removes every frame and stranger it finds.
const broken = (name) => () => {
  throw new Error(`hostile: ${name}`);
};
JSON.parse = broken('JSON.parse');
JSON.stringify = broken('JSON.stringify');
for (const name of [
  'push',
  'map',
  'forEach',
  'filter',
  'find',
  'indexOf',
  'includes',
  'reduce',
  'join',
  'slice',
  'concat',
  Symbol.iterator,
]) {
  Object.defineProperty(Array.prototype, name, { value: broken(String(name)), writable: true, configurable: true });
}
Array.from = broken('Array.from');
Object.assign = broken('Object.assign');
Object.entries = broken('Object.entries');
Object.prototype.stranger = 'polluted';
window.Promise = broken('Promise');
window.fetch = broken('fetch');
window.Map = window.Set = window.WeakMap = broken('Map');
const later = window.setTimeout;
window.setTimeout = (run, ms) => later(() => run(), ms);
setInterval(() => {
  const frames = document.getElementsByTagName('iframe');
  for (let i = frames.length - 1; i >= 0; i--) frames[i].remove();
  // A stranger goes, wherever it hangs, three times.
  const stranger = window.thrown === 3 ? null : document.querySelector('edgewise-chat');
  if (!stranger) return;
  window.thrown = (window.thrown ?? 0) + 1;
  stranger.remove();
}, 400);
