/** D1, D2, I2: an offer rings over every page until it is over. The page is real, the site is played by hand. */
import { screen, waitFor } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OfferBanner } from '../../web/dashboard/offer/offer-banner.tsx';
import { Dialog } from '../../web/kit/ui/dialog.tsx';
import { agent, card, conversation, FakeSocket, ME, NOW, SITE, says, viewed } from './dashboard-support.ts';
import { answers, CNV, closeDesk, offer, openDesk } from './offer-support.tsx';

const banner = () => screen.queryByTestId('offer');
const open = (desk = {}) => openDesk(() => <OfferBanner />, { desk });

beforeEach(() => {
  document.title = 'Templates';
});
afterEach(() => {
  closeDesk();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('what rings', () => {
  it('says who, which queue, for whom, when, what was said last, and for how long it has rung by the server’s clock', async () => {
    await open();
    expect(banner()).toBeNull();
    await FakeSocket.last.says({ t: 'offer.made', offer: offer() });
    const text = banner()!.textContent;
    for (const part of ['Zofia Wiśniewska', 'Queue Sales', 'For Maja', '“I’d rather talk to someone.”', '7 messages']) {
      expect(text).toContain(part);
    }
    expect(banner()!.querySelector('time[title]')!.getAttribute('datetime')).toBe(new Date(NOW - 12_000).toISOString());
    expect(screen.getByTestId('offer.timer').textContent).toMatch(/0:1\d$/);
  });

  it('follows what the visitor writes while it rings, and not what the AI says', async () => {
    await open({ offers: [offer()] });
    const waits = (messages: number, from: 'visitor' | 'bot', text: string) =>
      card('zofia', {
        ...conversation('zofia', { control: 'waiting', messages }),
        last: { from, name: null, text, at: NOW },
      });
    await FakeSocket.last.shows({ added: [waits(8, 'visitor', 'And in green?')] });
    expect(screen.getByTestId('offer.quote').textContent).toContain('“And in green?”8 messages');
    await FakeSocket.last.shows({ changed: [waits(9, 'bot', 'Somebody comes')] });
    expect(screen.getByTestId('offer.quote').textContent).toContain('“And in green?”9 messages');
  });

  it('is announced at once, and takes no focus', async () => {
    await open();
    await FakeSocket.last.says({ t: 'offer.made', offer: offer() });
    const said = document.querySelector('[aria-live="assertive"]')!;
    expect(said.textContent).toBe('Zofia Wiśniewska waits in Sales. Press A to accept.');
    expect(document.activeElement).toBe(document.body);
  });

  it('says which colleague hands over, or asks to join', async () => {
    const from = { id: 'agt_ana', name: 'Ana' };
    await open({ offers: [offer({ kind: 'transfer', from })] });
    expect(banner()!.textContent).toContain('Ana hands it over');
    await FakeSocket.last.says({ t: 'offer.ended', offer: 'ofr_1', conversation: CNV, how: 'withdrawn' });
    expect(screen.getByTestId('toast').textContent).toContain('Ana took the request back.');
    await FakeSocket.last.says({ t: 'offer.made', offer: offer({ id: 'ofr_2', kind: 'conference', from }) });
    expect(banner()!.textContent).toContain('Ana asks you to join');
  });

  it('marks a conversation that began from an invitation', async () => {
    await open({ offers: [offer({ proactive: true })] });
    expect(screen.getByRole('img', { name: 'Began from an invitation' })).toBeTruthy();
  });

  it('of several shows the oldest, and how many there are besides', async () => {
    await open({ offers: [offer(), offer({ id: 'ofr_2', conversation: 'cnv_2' })] });
    expect(screen.getByTestId('offer.visitor').textContent).toBe('Zofia Wiśniewska');
    expect(screen.getByTestId('offer.more').textContent).toBe('+1');
  });

  it('marks the title of the page, also when the page changes it, and gives it back', async () => {
    await open({ offers: [offer()] });
    expect(document.title).toBe('● Zofia Wiśniewska · Templates');
    document.title = 'Inbox';
    await waitFor(() => expect(document.title).toBe('● Zofia Wiśniewska · Inbox'));
    await FakeSocket.last.says({ t: 'offer.ended', offer: 'ofr_1', conversation: CNV, how: 'declined' });
    expect(document.title).toBe('Inbox');
  });

  it('stays in reach while a dialog is open, and what is written there stays when it is accepted', async () => {
    const [asks, setAsks] = createSignal(true);
    const { user, history } = await openDesk(() => (
      <>
        <OfferBanner />
        <Dialog open={asks()} onOpenChange={setAsks} title="Wrap up" data-testid="wrap-up">
          <textarea />
        </Dialog>
      </>
    ));
    await FakeSocket.last.says({ t: 'offer.made', offer: offer() });
    const dialog = screen.getByTestId('wrap-up');
    expect(dialog.contains(banner())).toBe(true);
    expect(dialog.querySelector('[aria-live]')!.textContent).toContain('Zofia Wiśniewska waits in Sales');
    await user.click(screen.getByTestId('offer.accept'));
    await answers('offer.accept');
    expect(history.get()).not.toContain('/inbox');
    expect(dialog.contains(screen.getByTestId('toast'))).toBe(true);
    expect(screen.getByTestId('toast').textContent).toContain('Zofia Wiśniewska is with you now, in My conversations.');
    await FakeSocket.last.says({ t: 'offer.ended', offer: 'ofr_1', conversation: CNV, how: 'accepted' });
    await FakeSocket.last.says({ t: 'offer.made', offer: offer({ id: 'ofr_2' }) });
    setAsks(false);
    expect(banner()!.isConnected).toBe(true);
  });

  it('shows the conversation so far, viewed only for as long as it is shown', async () => {
    const { user } = await open({ offers: [offer()] });
    expect(FakeSocket.last.frame('conversation.view')).toBeUndefined();
    await user.click(screen.getByTestId('offer.quote'));
    await waitFor(() => expect(FakeSocket.last.frame('conversation.view')).toMatchObject({ conversation: CNV }));
    const zofia = card('zofia', conversation('zofia', { control: 'waiting' }));
    await FakeSocket.last.says(viewed(zofia, [says.visitor(1, 'Do you ship to Kraków?')]));
    expect(screen.getByTestId('conversation.thread').textContent).toContain('Do you ship to Kraków?');
    await user.keyboard('{Escape}');
    expect(FakeSocket.last.frame('conversation.unview')).toMatchObject({ conversation: CNV });
    expect(banner()).not.toBeNull();
  });
});

describe('the answer', () => {
  it('A accepts and opens the conversation', async () => {
    const { user, history } = await open({ offers: [offer()] });
    await user.keyboard('a');
    await waitFor(() => expect(FakeSocket.last.frame('offer.accept')).toBeDefined());
    expect(FakeSocket.last.frame('offer.accept')).toMatchObject({ offer: 'ofr_1', conversation: CNV });
    await answers('offer.accept');
    await FakeSocket.last.says({ t: 'offer.ended', offer: 'ofr_1', conversation: CNV, how: 'accepted' });
    expect(history.get()).toBe(`/sites/${SITE}/inbox?folder=mine&conversation=${CNV}`);
    expect(banner()).toBeNull();
    expect(screen.queryByTestId('toast')).toBeNull();
  });

  it('A is a letter where somebody writes', async () => {
    const { user } = await openDesk(
      () => (
        <>
          <OfferBanner />
          <input aria-label="Message" />
        </>
      ),
      { desk: { offers: [offer()] } },
    );
    await user.type(screen.getByRole('textbox'), 'aha');
    expect(FakeSocket.last.frame('offer.accept')).toBeUndefined();
  });

  it('Decline declines, and leads nowhere', async () => {
    const { user, history } = await open({ offers: [offer()] });
    await user.click(screen.getByTestId('offer.decline'));
    expect(FakeSocket.last.frame('offer.decline')).toMatchObject({ offer: 'ofr_1' });
    await answers('offer.decline');
    expect(history.get()).toBe(`/sites/${SITE}/templates`);
  });

  it.each([
    [{ holder: 'Ana' }, 'Already taken by Ana.'],
    [{}, 'Offer expired.'],
  ])('that comes too late is told calmly: %o', async (who, words) => {
    const { user, history } = await open({ offers: [offer()] });
    await user.click(screen.getByTestId('offer.accept'));
    await answers('offer.accept', { code: 'offer.over', ...who });
    expect(screen.getByTestId('toast').textContent).toContain(words);
    expect(screen.getByTestId('toast').getAttribute('role')).toBe('status');
    expect(history.get()).toBe(`/sites/${SITE}/templates`);
  });

  it('says who was faster where another took it', async () => {
    await open({ offers: [offer()] });
    await FakeSocket.last.says({ t: 'offer.ended', offer: 'ofr_1', conversation: CNV, how: 'withdrawn', by: 'Ana' });
    expect(screen.getByTestId('toast').textContent).toContain('Already taken by Ana.');
    expect(banner()).toBeNull();
  });

  it('waits for the connection', async () => {
    await open({ offers: [offer()] });
    await FakeSocket.last.dies();
    expect(banner()!.textContent).toContain('Reconnecting…');
    expect((screen.getByTestId('offer.accept') as HTMLButtonElement).disabled).toBe(true);
  });
});

describe('after a missed one (D2)', () => {
  const missed = { agents: [agent(ME, 'Maja', { status: 'rona' })] };

  it('says that no more come, and sets Available', async () => {
    const { user } = await open({ offers: [offer()] });
    await FakeSocket.last.says(
      { t: 'offer.ended', offer: 'ofr_1', conversation: CNV, how: 'missed' },
      { t: 'desk.changed', ...missed },
    );
    expect(screen.getByTestId('offer.missed').textContent).toContain(
      'You missed a chat. You won’t be offered chats until you set yourself available.',
    );
    await user.click(screen.getByTestId('offer.missed.set'));
    expect(FakeSocket.last.frame('status.set')).toMatchObject({ available: true, reason: null });
    await FakeSocket.last.says({ t: 'desk.changed', agents: [agent(ME, 'Maja')] });
    expect(screen.queryByTestId('offer.missed')).toBeNull();
  });

  it('is hidden on wish, and comes back with the next one', async () => {
    const { user } = await open(missed);
    await user.click(screen.getByRole('button', { name: 'Hide this notice' }));
    expect(screen.queryByTestId('offer.missed')).toBeNull();
    await FakeSocket.last.says({ t: 'desk.changed', agents: [agent(ME, 'Maja')] });
    await FakeSocket.last.says({ t: 'desk.changed', ...missed });
    expect(screen.getByTestId('offer.missed')).toBeTruthy();
  });
});
