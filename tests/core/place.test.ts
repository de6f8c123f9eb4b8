/** Where a visit stands in the lists that agents watch (RULES.md, VI6), and the index that keeps them in order. */
import { expect, test } from 'vitest';
import { comparePlaces, LISTS, type Place, placeOf, SECTIONS } from '../../src/core/place.ts';
import { type Visit, visitOf, visitOfConversation } from '../../src/core/visit.ts';
import { VisitIndex } from '../../src/site/visit-index.ts';
import { MINUTE, MORNING, site } from './desk.ts';

const VISIT: Visit = {
  ...{ visitor: 'vis_Zofia', visit: 'visit_Zofia', since: MORNING, country: 'SI', device: 'mobile' },
  ...{ browser: 'Firefox', os: 'Android', page: { url: 'https://kolovrat.example/', title: 'Home' } },
  ...{ open: true, online: true },
};

/** The names of visits in the order of the list, as this member has them. */
function order(places: Place[], list: keyof typeof LISTS = 'all', member = ''): string[] {
  const index = new VisitIndex();
  for (const place of places) index.put(place.visitor, place);
  return index.slice({ list, from: 0, to: 100 }, member).map(({ id }) => id);
}

function place(id: string, section: Place['section'], rest: Partial<Place> = {}): Place {
  const holder = section === 'agent' ? 'agt_giulia' : null;
  const nobody = { conversation: null, guests: [] };
  return { ...nobody, id, visitor: `vis_${id}`, section, online: true, at: 0, holder, ...rest };
}

test('VI6 whoever needs a person is first: where the AI failed, then those who wait, the longest first', () => {
  const places = [
    ...[place('closed', 'closed'), place('opened', 'none'), place('giulia', 'agent'), place('bot', 'bot')],
    ...[
      place('waits-short', 'waiting', { at: 9 }),
      place('waits-long', 'waiting', { at: 1 }),
      place('failed', 'rescue'),
    ],
    place('mine', 'agent', { at: 5, holder: 'agt_maja' }),
  ];
  expect(order(places, 'all', 'agt_maja')).toEqual([
    ...['failed', 'waits-long', 'waits-short', 'bot', 'mine', 'giulia', 'opened', 'closed'],
  ]);
  expect(order(places, 'agent', 'agt_maja')).toEqual(['mine', 'giulia']);
  expect(order(places, 'agent')).toEqual(['giulia', 'mine']);
  expect(order(places, 'people', 'agt_maja')).toEqual(['failed', 'waits-long', 'waits-short', 'mine', 'giulia']);
  expect(order(places, 'bot')).toEqual(['failed', 'bot']);
});

test('VI6 whoever is still there comes before whoever has left, however long those wait', () => {
  const places = [place('left', 'waiting', { at: 1, online: false }), place('here', 'waiting', { at: 9 })];
  expect(order(places)).toEqual(['here', 'left']);
});

test('VI6 a conversation gives its visit the section of who has control, and a failed one calls while the AI has it', () => {
  const shop = site();
  const zofia = shop.visitor('Zofia');
  expect(placeOf(VISIT, null)).toMatchObject({ section: 'none', at: -MORNING });
  zofia.writes('Hello');
  const row = () => shop.row(zofia.conversation);
  expect(placeOf(VISIT, row())).toMatchObject({ section: 'bot', conversation: zofia.conversation });
  expect(placeOf(VISIT, { ...row(), failures: 2 })).toMatchObject({ section: 'rescue' });
  expect(placeOf(visitOfConversation(row()), row())).toBeNull();
  shop.passes(MINUTE);
  zofia.ends();
  expect(placeOf(VISIT, row())).toMatchObject({ section: 'closed', holder: null });
  expect(placeOf({ ...VISIT, open: false }, row())).toBeNull();
  expect(visitOf([])).toBeNull();
});

test('VI6 the index has any window of any list as a sorted list would, whatever came and went', () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const index = new VisitIndex();
  const known = new Map<string, Place>();
  const members = ['agt_maja', 'agt_giulia', 'agt_oskar'];
  for (let step = 0; step < 3_000; step++) {
    const name = `${random(1_500)}`;
    const section = SECTIONS[random(SECTIONS.length)]!;
    const holder = section === 'agent' ? members[random(3)]! : null;
    const next = random(5) ? place(name, section, { at: random(50), online: random(4) > 0, holder }) : null;
    index.put(`vis_${name}`, next);
    if (next) known.set(name, next);
    else known.delete(name);
    if (step % 97 > 0) continue;
    for (const [list, sections] of Object.entries(LISTS)) {
      const member = members[random(3)]!;
      const rank = (it: Place) =>
        sections.indexOf(it.section) * 2 + (it.section === 'agent' && it.holder !== member ? 1 : 0);
      const sorted = [...known.values()]
        .filter((it) => sections.includes(it.section))
        .sort((a, b) => rank(a) - rank(b) || comparePlaces(a, b));
      expect(index.counts()[list as 'all']).toBe(sorted.length);
      const from = random(sorted.length + 5);
      const window = { list: list as 'all', from, to: from + random(60) };
      expect(index.slice(window, member).map(({ id }) => id)).toEqual(
        sorted.slice(window.from, window.to).map(({ id }) => id),
      );
    }
  }
  expect(index.counts().online).toBe([...known.values()].filter(({ online }) => online).length);
  for (const member of members) {
    const own = [...known.values()].filter(({ holder }) => holder === member).map(({ visitor }) => visitor);
    expect([...index.own(member)].sort()).toEqual(own.sort());
  }
});
