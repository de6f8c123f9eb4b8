/** What a dashboard holds of the visits, folded from what it is told. */
import { describe, expect, it } from 'vitest';
import type { VisitsShown } from '../../src/protocol/visit-list.ts';
import { foldVisits, hearEntry, lacking, NO_VISITS, type VisitsState } from '../../web/kit/visits.ts';
import { card, conversation, NOW, says, WELCOME } from './dashboard-support.ts';

const [ana, ben] = [card('Ana', conversation('Ana')), card('Ben', null)];
const COUNTS = { all: 2, waiting: 0, bot: 1, agent: 0, none: 1, people: 0, online: 2 };

function shown(state: VisitsState, update: Omit<VisitsShown, 't'>, asked: string[] = []): VisitsState {
  return foldVisits(state, { t: 'visits.shown', ...update }, new Set(asked));
}

const both = shown(NO_VISITS, {
  counts: COUNTS,
  windows: [{ list: 'all', from: 0, ids: [ana.id, ben.id] }],
  added: [ana, ben],
});

describe('the visits', () => {
  it('are those that are told, in the order of their window, and counted with all others', () => {
    expect([...both.visits.keys()]).toEqual([ana.id, ben.id]);
    expect(both.windows.get('all')).toEqual({ from: 0, ids: [ana.id, ben.id] });
    expect(both.counts).toEqual(COUNTS);
  });

  it('change by what is told of them, and what isn’t keeps its identity', () => {
    const last = { from: 'bot', name: 'Vela', text: 'Six days.', at: NOW } as const;
    const next = shown(both, {
      changed: [{ id: ben.id, name: 'Benjamin' }],
      said: [{ id: ana.id, messages: 2, last }],
    });
    expect(next.visits.get(ben.id)).toEqual({ ...ben, name: 'Benjamin' });
    expect(next.visits.get(ana.id)?.conversation).toEqual({ ...ana.conversation, messages: 2, last });
    expect(shown(both, { changed: [{ id: ben.id, name: 'B' }] }).visits.get(ana.id)).toBe(ana);
    expect(shown(both, { counts: COUNTS }).visits).toBe(both.visits);
    expect(shown(both, { changed: [{ id: 'visit_nobody', name: 'B' }] }).visits).toEqual(both.visits);
  });

  it('are dropped where they left or slid out of the window, unless they are watched wherever they stand', () => {
    expect([...shown(both, { left: [ana.id], out: [ben.id] }).visits.keys()]).toEqual([]);
    const watched = shown(both, { left: [ana.id], out: [ben.id] }, [ana.id, ben.id]);
    expect([...watched.visits.keys()]).toEqual([ben.id]);
    expect([...watched.gone]).toEqual([ana.id]);
    expect([...shown(watched, { added: [ana] }, [ana.id]).gone]).toEqual([]);
  });

  it('are asked for where the site, having lost its memory, lists some that aren’t held', () => {
    const listed = [ben.id, 'visit_New'];
    const next = shown(both, { listed, windows: [{ list: 'all', from: 0, ids: listed }] });
    expect([...next.visits.keys()]).toEqual([ben.id]);
    expect(lacking(next)).toEqual(['visit_New']);
  });

  it('begin anew with a welcome', () => {
    expect(foldVisits(both, { t: 'agent.welcomed', v: 3, now: NOW, ...WELCOME }, new Set())).toBe(NO_VISITS);
  });
});

describe('the words of a viewed conversation', () => {
  it('come from its entries', () => {
    const entry = says.visitor(2, 'And in green?');
    const next = hearEntry(both, { id: 'cnv_Ana', entries: [says.visitor(1, 'Hi'), entry] }, entry);
    expect(next.visits.get(ana.id)?.conversation).toMatchObject({ messages: 2, last: { text: 'And in green?' } });
    const event = says.joined(3);
    expect(hearEntry(both, { id: 'cnv_Ana', entries: [entry, event] }, event)).toBe(both);
    expect(hearEntry(both, { id: 'cnv_Nobody', entries: [entry] }, entry)).toBe(both);
  });

  it('are as they are now where something was struck out of them', () => {
    const struck = says.visitor(2, 'My number is ****');
    const event = {
      ...{ seq: 3, at: NOW, kind: 'event', event: 'secret.removed' },
      pieces: [{ seq: 2, text: struck.kind === 'message' ? struck.text : '' }],
    } as const;
    const next = hearEntry(both, { id: 'cnv_Ana', entries: [struck, event as never] }, event as never);
    expect(next.visits.get(ana.id)?.conversation).toMatchObject({ messages: 1, last: { text: 'My number is ****' } });
  });
});
