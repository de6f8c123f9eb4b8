/** D6, D7, D10: the dialogs about a conversation, by keyboard, over a scripted socket. */
import { screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskView } from '../../src/protocol/agent-wire.ts';
import { ConferenceDialog } from '../../web/dashboard/conversation/dialogs/conference-dialog.tsx';
import { TransferDialog } from '../../web/dashboard/conversation/dialogs/transfer-dialog.tsx';
import { WrapUpDialog, type WrapUpDialogProps } from '../../web/dashboard/conversation/dialogs/wrap-up-dialog.tsx';
import { keepDraft, wrapUpOf } from '../../web/dashboard/conversation/drafts.ts';
import { OfferStrip } from '../../web/dashboard/conversation/offer-strip.tsx';
import type { Desk } from '../../web/dashboard/desk-store.ts';
import { agent, deskView, FakeSocket, ME, NOW } from './dashboard-support.ts';
import { answers, CNV, closeDesk, openDesk } from './offer-support.tsx';

const ana = agent('agt_ana', 'Ana', { load: 1 });
const ben = agent('agt_ben', 'Ben', { status: 'unavailable', reason: 'Lunch' });
const cem = agent('agt_cem', 'Cem', { load: 3 });
const eva = agent('agt_eva', 'Éva', { status: 'offline' });
const queues = [
  { ...deskView().queues[0]!, id: 'que_1', name: 'General' },
  { ...deskView().queues[0]!, id: 'que_2', name: 'Sales', waiting: 4, since: NOW - 130_000, available: 2 },
];
const team = { agents: [agent(ME, 'Maja'), eva, cem, ben, ana], queues };

beforeEach(() => {
  localStorage.clear();
  keepDraft(ME, wrapUpOf(CNV), { text: '', began: null });
});
afterEach(() => {
  closeDesk();
  vi.unstubAllGlobals();
});

/** The dialog, open from the beginning; answers whether it still is. */
async function dialog(
  show: (props: Omit<WrapUpDialogProps, 'mode'>) => Element | unknown,
  desk: Partial<DeskView> = team,
) {
  const [open, setOpen] = createSignal(true);
  const of = (desk: Desk) => ({
    ...{ desk, conversation: CNV, visitor: 'Zofia', onOpenChange: setOpen },
    get open() {
      return open();
    },
  });
  return { ...(await openDesk((opened) => show(of(opened)) as Element, { desk })), open };
}

const options = () => screen.queryAllByTestId('pick.option').map((option) => option.textContent);
const chosen = () => screen.queryAllByRole('option', { selected: true }).map((option) => option.dataset.id);
const error = () => screen.queryByTestId('dialog.error')?.textContent;

describe('transfer (D6)', () => {
  const openTransfer = (desk?: Partial<DeskView>) => dialog((props) => <TransferDialog {...props} />, desk);

  it('lists queues with who waits, and agents: those who can be asked first, the others with why not', async () => {
    await openTransfer();
    expect(options().slice(0, 2)).toEqual([
      'GeneralNobody waits · 1 agent available',
      expect.stringMatching(/^Sales4 waiting, longest 2:\d\d · 2 agents available$/),
    ]);
    const people = screen.getAllByTestId('pick.option').slice(2);
    expect(people.map((option) => [option.dataset.id, option.getAttribute('aria-disabled')])).toEqual([
      ['agt_ana', null],
      ['agt_ben', 'true'],
      ['agt_cem', 'true'],
      ['agt_eva', 'true'],
    ]);
    expect(people.map((option) => option.querySelector('small')?.textContent)).toEqual([
      '1 of 3',
      'Lunch',
      'At capacity',
      'Offline',
    ]);
  });

  it('follows what happens meanwhile', async () => {
    await openTransfer();
    await FakeSocket.last.says({ t: 'desk.changed', queues: [{ ...queues[0]!, waiting: 2 }], gone: ['agt_ana'] });
    expect(options()[0]).toContain('2 waiting');
    expect(options().join()).not.toContain('Ana');
  });

  it('goes by keyboard: found by letters, wrapped up, and sent', async () => {
    const { user, open } = await openTransfer();
    await user.keyboard('an');
    expect(chosen()).toEqual(['agt_ana']);
    await user.keyboard('{Enter}');
    expect(screen.getByTestId('transfer').textContent).toContain('Transfer to Ana. Why?');
    await user.keyboard('{ArrowDown}{Enter}');
    // There is a chance for a note.
    expect(FakeSocket.last.frame('conversation.transfer')).toBeUndefined();
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(FakeSocket.last.frame('conversation.transfer')).toMatchObject({
      conversation: CNV,
      to: { agent: 'agt_ana' },
      wrapUp: { reason: 'Sold', note: '' },
    });
    await answers('conversation.transfer');
    expect(open()).toBe(false);
  });

  it('finds names whatever accents the keyboard has', async () => {
    const łucja = agent('agt_lucja', 'Łucja Čuk');
    const { user } = await openTransfer({ ...team, agents: [...team.agents, łucja] });
    await user.keyboard('cuk lucja');
    expect(options()).toEqual([expect.stringContaining('Łucja Čuk')]);
    expect(chosen()).toEqual(['agt_lucja']);
  });

  it('into a queue says where the visitor waits now', async () => {
    const { user } = await openTransfer();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}{Enter}{Control>}{Enter}{/Control}');
    expect(FakeSocket.last.frame('conversation.transfer')).toMatchObject({ to: { queue: 'que_2' } });
    await answers('conversation.transfer');
    expect(screen.getByTestId('toast').textContent).toContain('Zofia waits in Sales now.');
  });

  it('never chooses who can’t be asked, and says that somebody has to be chosen', async () => {
    const { user } = await openTransfer();
    await user.keyboard('cem');
    expect(chosen()).toEqual([]);
    await user.click(screen.getAllByTestId('pick.option')[0]!);
    await user.click(screen.getByTestId('transfer.next'));
    expect(error()).toBe('Choose a queue or an agent.');
  });

  it('stays open with what the site refused', async () => {
    const { user, open } = await openTransfer();
    await user.keyboard('ana{Enter}{Enter}{Control>}{Enter}{/Control}');
    await answers('conversation.transfer', { code: 'agent.busy' });
    expect(error()).toBe('This agent can’t take one more right now.');
    expect(open()).toBe(true);
  });

  it('finds names without their accents', async () => {
    const { user } = await openTransfer();
    await user.keyboard('eva');
    expect(screen.getAllByTestId('pick.option').map((option) => option.dataset.id)).toEqual(['agt_eva']);
  });

  it('Reload says that the lists are up to date, or takes the connection up again', async () => {
    const { user } = await openTransfer();
    await user.click(screen.getByTestId('transfer.reload'));
    expect(screen.getByTestId('transfer').textContent).toContain('Up to date');
    await FakeSocket.last.dies();
    const sockets = FakeSocket.all.length;
    await user.click(screen.getByTestId('transfer.reload'));
    await vi.waitFor(() => expect(FakeSocket.all.length).toBe(sockets + 1));
  });
});

describe('conference (D7)', () => {
  it('asks the chosen colleague', async () => {
    const { user, open } = await dialog((props) => <ConferenceDialog {...props} />);
    await user.keyboard('{Enter}');
    expect(error()).toBe('Choose an agent.');
    await user.keyboard('{ArrowDown}{Enter}');
    expect(FakeSocket.last.frame('conference.invite')).toMatchObject({ conversation: CNV, agent: 'agt_ana' });
    await answers('conference.invite');
    expect(open()).toBe(false);
  });

  it('says that nobody else is there', async () => {
    await dialog((props) => <ConferenceDialog {...props} />, { agents: [agent(ME, 'Maja')] });
    expect(screen.getByTestId('conference').textContent).toContain('Nobody else is on this site.');
  });
});

describe('wrap-up (D10)', () => {
  const openWrapUp = async (mode: WrapUpDialogProps['mode'], desk: Partial<DeskView> = {}) => {
    const opened = await dialog((props) => <WrapUpDialog {...props} mode={mode} />, desk);
    // A browser does it; happy-dom takes the first of a selector's kinds, not of the page.
    screen.queryByTestId('pick.search')?.focus();
    return opened;
  };
  const required = { settings: { ...deskView().settings, wrapUpRequired: true } };

  it('ends with a reason and a note', async () => {
    const { user, open } = await openWrapUp('end');
    await user.keyboard('compl');
    expect(chosen()).toEqual(['Complaint']);
    await user.type(screen.getByTestId('wrap-up.note'), ' Broken rim ');
    await user.click(screen.getByTestId('confirm'));
    expect(FakeSocket.last.frame('conversation.close')).toMatchObject({
      wrapUp: { reason: 'Complaint', note: 'Broken rim' },
    });
    await answers('conversation.close');
    expect(open()).toBe(false);
  });

  it('needs no reason where the site doesn’t ask for one', async () => {
    const { user } = await openWrapUp('end');
    await user.keyboard('{Enter}');
    // Enter chooses, and there is a chance for a note.
    expect(FakeSocket.last.frame('conversation.close')).toBeUndefined();
    expect(document.activeElement).toBe(screen.getByTestId('wrap-up.note'));
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(FakeSocket.last.frame('conversation.close')).toMatchObject({ wrapUp: { reason: null, note: '' } });
  });

  it('asks for one where it does, and sends nothing before', async () => {
    const { user } = await openWrapUp('end', required);
    await user.keyboard('{Enter}');
    expect(error()).toBe('Choose a reason.');
    expect(FakeSocket.last.frame('conversation.close')).toBeUndefined();
    expect(options()).toEqual(['Sold', 'Complaint']);
  });

  it('puts the reason used last on top', async () => {
    const { user } = await openWrapUp('end', required);
    await user.keyboard('compl{Enter}');
    await user.click(screen.getByTestId('confirm'));
    await answers('conversation.close');
    closeDesk();
    await openWrapUp('end', required);
    expect(options()).toEqual(['Complaintlast used', 'Sold']);
  });

  it('wraps up later what somebody else ended', async () => {
    const { user } = await openWrapUp('later');
    await user.keyboard('{ArrowDown}{Enter}');
    await user.click(screen.getByTestId('confirm'));
    expect(FakeSocket.last.frame('conversation.wrap-up')).toMatchObject({ wrapUp: { reason: 'Sold' } });
    expect(FakeSocket.last.frame('conversation.close')).toBeUndefined();
  });

  it('keeps what was written when it is closed, until it went through', async () => {
    const { user } = await openWrapUp('end');
    await user.type(screen.getByTestId('wrap-up.note'), 'Broken rim');
    await user.keyboard('{Escape}');
    closeDesk();
    const again = await openWrapUp('later');
    expect(screen.getByTestId<HTMLTextAreaElement>('wrap-up.note').value).toBe('Broken rim');
    await again.user.click(screen.getByTestId('confirm'));
    await answers('conversation.wrap-up');
    closeDesk();
    await openWrapUp('end');
    expect(screen.getByTestId<HTMLTextAreaElement>('wrap-up.note').value).toBe('');
  });

  it('is the wrap-up all the same where the visitor was faster', async () => {
    const { user, open } = await openWrapUp('end');
    await user.type(screen.getByTestId('wrap-up.note'), 'Broken rim');
    await user.click(screen.getByTestId('confirm'));
    await answers('conversation.close', { code: 'conversation.closed' });
    expect(FakeSocket.last.frame('conversation.wrap-up')).toMatchObject({ wrapUp: { note: 'Broken rim' } });
    await answers('conversation.wrap-up', { code: 'conversation.not-held' });
    expect([error(), open()]).toEqual(['Its time was over, and it was recorded without a reason.', true]);
  });

  it('says how long there is for it', async () => {
    const visitor = { id: 'vis_zofia', name: 'Zofia' };
    const due = { conversation: CNV, visitor, closedAt: NOW - 60_000, dueAt: NOW + 240_000 };
    await openWrapUp('later', { wrapUps: [due] });
    expect(screen.getByTestId('wrap-up').textContent).toMatch(
      /Recorded without a reason in [34]:\d\d if you do nothing\./,
    );
  });

  it('doesn’t end with a reason that the search has hidden', async () => {
    const { user } = await openWrapUp('end');
    await user.keyboard('complx{Enter}');
    expect(options()).toEqual([]);
    expect(FakeSocket.last.frame('conversation.close')).toBeUndefined();
  });

  it('has only the note where the site has no reasons', async () => {
    const { user } = await openWrapUp('end', { settings: { ...required.settings, wrapUpReasons: [] } });
    expect(screen.queryByTestId('wrap-up.reasons')).toBeNull();
    await user.click(screen.getByTestId('confirm'));
    expect(FakeSocket.last.frame('conversation.close')).toMatchObject({ wrapUp: { reason: null } });
  });
});

describe('what rings at a colleague', () => {
  const asked = { id: 'ofr_7', kind: 'transfer', to: { id: 'agt_ana', name: 'Ana' }, until: NOW + 125_000 } as const;
  const strip = (mayWithdraw: boolean) =>
    openDesk((desk) => <OfferStrip desk={desk} conversation={CNV} offer={asked} mayWithdraw={mayWithdraw} />);

  it('is said with the time that is left, and taken back', async () => {
    const { user } = await strip(true);
    expect(screen.getByTestId('conversation.offer').textContent).toMatch(
      /Ana was asked to take over[12]:\d\dTake back/,
    );
    await user.click(screen.getByTestId('conversation.offer.withdraw'));
    expect(FakeSocket.last.frame('offer.withdraw')).toMatchObject({ conversation: CNV, offer: 'ofr_7' });
  });

  it('has no clock of its own where it rings at oneself: the banner has one', async () => {
    const mine = { ...asked, kind: 'queue', to: { id: ME, name: 'Maja' } } as const;
    await openDesk((desk) => <OfferStrip desk={desk} conversation={CNV} offer={mine} mayWithdraw={false} />);
    expect(screen.getByTestId('conversation.offer').textContent).toBe('Ringing for you');
  });

  it('can’t be taken back by those whose it isn’t', async () => {
    await strip(false);
    expect(screen.queryByTestId('conversation.offer.withdraw')).toBeNull();
  });
});
