/** A message that becomes dearer is found out, on any machine: see main.ts for what is counted. */
import { expect, test } from 'vitest';
import type { Patch } from '../../sim/hooks.ts';
import { WORK } from './expected.ts';
import { countWork, moved } from './work.ts';

const MESSAGE = 'a visitor’s message';

test('a message costs what it did', () => {
  const now = countWork();
  const said = Object.entries(now).flatMap(([name, work]) => {
    const held = WORK[name];
    return held ? moved(work, held).map((what) => `${name}: ${what}`) : [`${name}: new`];
  });
  if (said.length > 0) console.log(JSON.stringify(now, null, 2));
  expect(said).toEqual([]);
  expect(Object.keys(now)).toEqual(Object.keys(WORK));
});

test.each<Patch>([
  {
    name: 'a text is looked through for secrets twice more',
    file: 'src/core/engine.ts',
    find: 'const clean = (text: string) => removeSecrets(text, store.site()!.settings.masking);',
    replace:
      'const clean = (text: string) => { const again = () => removeSecrets(text, store.site()!.settings.masking); again(); again(); return again(); };',
  },
  {
    name: 'the conversation’s row is written with each message',
    file: 'src/core/message.ts',
    find: "  if (conversation.control === 'bot') startAnswer(step, conversation);\n",
    replace: '  step.store.saveConversation(conversation);\n',
  },
  {
    name: 'the hand-written check is left out',
    file: 'src/site/frame.ts',
    find: 'if (isPlainPost(raw)) return { frame: raw as z.infer<Schema> };',
    replace: '',
  },
  {
    name: 'an entry is made into JSON for each who views',
    file: 'src/site/sockets.ts',
    find: 'this.tell(socket, agent.member === own?.author ? ownWording! : wording, agent,',
    replace:
      'new Wording(update).in(3); this.tell(socket, agent.member === own?.author ? ownWording! : wording, agent,',
  },
])('and one that costs more is found out: $name', (planted) => {
  const { [MESSAGE]: work } = countWork({ planted, only: MESSAGE });
  expect(moved(work!, WORK[MESSAGE]!)).not.toEqual([]);
});
